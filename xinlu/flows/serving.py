"""The web process and the workers under one command: started together, stopped together.

Two workers: one for everything, one for what is done in moments, which should not wait behind long files.
"""

import errno
import signal
import socket
import subprocess
import sys
import time

import click

STOP_SECONDS = 15


def serve(host: str, port: int, *, web_processes: int, with_worker: bool) -> int:
    """Runs until a signal comes or one of the two ends; then ends the other. Returns the exit code."""
    if fault := fault_of(host, port):
        click.echo(fault, err=True)
        return 2
    workers = [worker_command(), worker_command("--light")] if with_worker else []
    commands = [web_command(host, port, web_processes), *workers]
    processes = [subprocess.Popen(command) for command in commands]
    click.echo(f"信路已启动：{address_of(host, port)} （按 Ctrl-C 停止）")
    return watch(processes)


def fault_of(host: str, port: int) -> str:
    """Why the address cannot be served, "" when it can."""
    try:
        family, address = resolve(host, port)
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, UnicodeError) as error:  # a name that is none is not even looked up
        if getattr(error, "errno", None) == errno.EADDRINUSE:
            return f"端口 {port} 已被占用；请停止占用它的程序，或用 --port 换一个端口。"
        return f"地址 {host} 端口 {port} 不能使用；请检查 --host 是否本机地址，1024 以下的端口需要系统权限。"
    return ""


def resolve(host: str, port: int) -> tuple[int, tuple[str, int]]:
    """Family and address of a socket there, the first of those that the name stands for. Raises OSError."""
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    return family, address


def address_of(host: str, port: int) -> str:
    """As browsers take it."""
    name = "localhost" if host == "127.0.0.1" else f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}"


def web_command(host: str, port: int, processes: int) -> list[str]:
    """Two blocking threads a process: more only fight over the same cores."""
    _, (number, *_) = resolve(host, port)  # granian knows no names
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", number, "--port", str(port)]
    shape = ["--workers", str(processes), "--blocking-threads", "2", "--workers-kill-timeout", "5"]
    return [*granian, *shape, "--no-access-log", "--log-level", "warning", "xinlu.config.wsgi:application"]


def worker_command(*options: str) -> list[str]:
    return [sys.executable, "-c", "from xinlu.config.command import main; main()", "worker", *options]


def watch(processes: list[subprocess.Popen]) -> int:
    stopping: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, _: stopping.append(received))
    while not stopping and all(process.poll() is None for process in processes):
        time.sleep(0.2)
    codes = [process.poll() for process in processes]
    for process in processes:
        stop(process)
    return 0 if stopping else next(code or 1 for code in codes if code is not None)


def stop(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
