"""`xinlu serve` and `demo` say at once why an address cannot be served."""

import socket

import pytest

from tests.app.test_homes import run, sentence
from xinlu.flows.serving import fault_of, web_command


def test_an_address_is_tried_in_its_own_family() -> None:
    with socket.socket(socket.AF_INET6) as taken:
        try:
            taken.bind(("::1", 0))
        except OSError:
            pytest.skip("no IPv6 here")
        port = taken.getsockname()[1]
        taken.listen()
        assert f"端口 {port} 已被占用" in fault_of("::1", port)
    assert fault_of("::1", port) == ""
    assert "不能使用" in fault_of("x" * 99, port)
    command = web_command("localhost", port, 1)  # the server knows numbers alone
    assert command[command.index("--host") + 1] in ("127.0.0.1", "::1")


def test_a_busy_port_is_told_before_the_sample_is_made(tmp_path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        said = sentence(run(tmp_path / "new", f"demo --port {taken.getsockname()[1]}"))
    assert "已被占用" in said and not (tmp_path / "new").exists()
