"""What `xinlu user`, `org` and `token` say of passwords and names that will not do."""

import re

import pytest

from tests.app.test_commands import PASSWORD, add_user, refused, run, said
from xinlu.accounts.rules.seeds import synthetic_uscc


def test_passwords_that_differ_are_asked_again(province) -> None:
    asked = add_user(given=f"{PASSWORD}\nother\n{PASSWORD}\n{PASSWORD}\n")
    assert "已建立用户" in said(asked)
    assert "两次输入的密码不同" in asked.stderr and "Error" not in asked.stderr


@pytest.mark.parametrize("password", ["short", "linxiao2026", "password123"])
def test_a_poor_password_is_refused_in_chinese(province, password) -> None:
    assert not re.search("[a-z]", refused(add_user("--password", password)))


@pytest.mark.parametrize(
    "line",
    [
        "user add somebody --org 350100 --role clerk --password Minjiang-2026-xl --name {65}",
        "token issue --org 350100 --name {101}",
        "org rename 350100 --since 2026-01-01 --basis x --name {101}",
        "org add 350200-x --kind city --parent 350200 --since 2026-01-01 --basis x --uscc {code} --name {101}",
    ],
)
def test_a_name_longer_than_its_column_is_refused(province, line) -> None:
    line = line.replace("{code}", synthetic_uscc("350200", 7))
    length = int(re.search(r"{(\d+)}", line)[1])
    words = re.sub(r"{\d+}", "长" * length, line).split()
    assert f"有 {length} 个字，最多 {length - 1} 个" in refused(run(*words))
