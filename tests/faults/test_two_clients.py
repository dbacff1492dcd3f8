"""The same file sent by several clients at the same moment is one submission, taken in once."""

import threading

import pytest

from tests.faults import client, files, stage

pytestmark = pytest.mark.faults
CLIENTS, ROUNDS = 4, 3


def test_the_same_file_at_once(founded, tmp_path):
    secret, port = client.token(founded), stage.a_port()
    web = client.serve(founded, port)
    try:
        with stage.at_work(founded):
            for number in range(ROUNDS):
                report = files.write(tmp_path / f"{number}.csv", 400, start=number * 400)
                assert len(set(sent_at_once(port, secret, report))) == 1
    finally:
        stage.kill(web)
    stage.work_to_the_end(founded)
    state = stage.sound(founded)
    assert (state["submissions"], state["rows"]) == (ROUNDS, ROUNDS * files.accepted(400))
    assert state["records"] == state["revisions"] == state["rows"]


def sent_at_once(port, secret, report) -> list[str]:
    """Half of the clients name a key, the same one."""
    told: list[str] = []
    start = threading.Barrier(CLIENTS)

    def send(number: int) -> None:
        start.wait()
        told.append(client.hand_in(port, secret, report, key=report.stem if number % 2 else ""))

    senders = [threading.Thread(target=send, args=(number,)) for number in range(CLIENTS)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert len(told) == CLIENTS
    return told
