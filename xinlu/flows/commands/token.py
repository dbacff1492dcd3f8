"""xinlu token"""

import click

from xinlu.flows.commands.platform import NUMBERS, as_json, on_platform, show_json

# As accounts allows them for tokens; written out, so that the help needs no platform.
USUAL = ("submit", "view-submissions")
PERMISSIONS = (*USUAL, "confirm-volume")  # the last one only by name: a person must sit at that system
LONGEST = 731  # days


@click.group()
def command() -> None:
    """接口令牌。"""


@command.command()
@click.option("--org", required=True, help="机构代码")
@click.option("--name", required=True, help="用途，如 县执法系统")
@click.option("--days", type=click.IntRange(1, LONGEST), default=365, show_default=True, help="有效天数")
@click.option(
    "--may",
    type=click.Choice(PERMISSIONS),
    multiple=True,
    default=USUAL,
    show_default=True,
    help="权限，可给几次",
)
@as_json
@on_platform
def issue(org: str, name: str, days: int, may: tuple[str, ...], as_json: bool) -> None:
    """签发令牌；密文只显示这一次。"""
    from datetime import timedelta

    from django.utils import timezone

    from xinlu.accounts import actions
    from xinlu.accounts.contracts import Permission
    from xinlu.events.contracts import SYSTEM

    at = timezone.now()
    until = at + timedelta(days=days)
    said = {"organisation": org, "name": name, "permissions": [Permission(one) for one in may]}
    number, secret = actions.issue_token(**said, expires_at=until, by=SYSTEM, at=at)
    if as_json:
        show_json({"id": number, "secret": secret, "expires_at": until.isoformat()})
    else:
        click.echo(secret)
    click.echo(f"令牌 {number} 已签发，有效 {days} 天；请立即保存，之后无法再看到。", err=True)


@command.command(name="list")
@as_json
@on_platform
def list_all(as_json: bool) -> None:
    """列出全部令牌，最近签发的在前；密文看不到。"""
    from dataclasses import asdict

    from django.utils import timezone

    from xinlu.accounts import queries
    from xinlu.accounts.contracts import Scope, Token

    now = timezone.now()

    def state(token: Token) -> str:
        return "已吊销" if token.revoked_at else "已过期" if token.expires_at <= now else "有效"

    tokens = queries.list_tokens(Scope(everywhere=True))
    if as_json:
        show_json([asdict(token) for token in tokens])
    for token in [] if as_json else tokens:
        until = timezone.localdate(token.expires_at)
        click.echo(
            f"{token.id}\t{state(token)}\t至 {until}\t{token.organisation}\t{token.prefix}\t{token.name}"
        )


@command.command()
@click.argument("number", type=NUMBERS)
@as_json
@on_platform
def revoke(number: int, as_json: bool) -> None:
    """吊销令牌，立即生效。"""
    from django.utils import timezone

    from xinlu.accounts import actions
    from xinlu.events.contracts import SYSTEM

    at = timezone.now()
    actions.revoke_token(token_id=number, by=SYSTEM, at=at)
    if as_json:
        show_json({"id": number, "revoked_at": at.isoformat()})
    else:
        click.echo(f"令牌 {number} 已吊销。")
