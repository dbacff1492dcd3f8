"""Help is Chinese throughout, and what is unknown is told with the command that lists what there is."""

import re

import pytest

from tests.app.test_commands import VERBS_OF_GROUPS, refused, run, said
from xinlu.flows.commands import VERBS

ENGLISH = re.compile(r"usage|options:|commands:|arguments|message|required|default|[<>]=", re.IGNORECASE)


@pytest.mark.parametrize("words", [(), *[(verb,) for verb in VERBS], *VERBS_OF_GROUPS], ids=" ".join)
def test_help_is_chinese_throughout(words) -> None:
    text = said(run(*words, "--help"))
    assert not ENGLISH.search(text), text
    assert text.startswith("用法：") and "选项：" in text and "显示这段说明" in text


def test_what_is_unknown_is_told_with_the_command_that_lists_it(province) -> None:
    for line in (
        "submission list --org 999999",
        "org verify 999999 --basis x",
        "token issue --org 999999 --name x",
    ):
        assert "xinlu org list" in refused(run(*line.split()))
    for line in (
        "submission list --item nope",
        "catalog nope",
        "zero --item nope --org 350100 --period 2026-01",
    ):
        assert "xinlu catalog" in refused(run(*line.split()))
    assert "xinlu token list" in refused(run("token", "revoke", "99"))
    assert "没有找到" in run("subject", "%").stderr


def test_what_is_no_file_is_told_apart(province, tmp_path) -> None:
    line = ("--item", "admin-penalty", "--org", "350100")
    assert "是目录" in refused(run("collect", str(tmp_path), *line))
    assert "找不到文件" in refused(run("collect", str(tmp_path / "none.csv"), *line))
