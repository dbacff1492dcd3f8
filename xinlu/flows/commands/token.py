"""xinlu token"""

import click

from xinlu.flows.commands.platform import on_platform


@click.group()
def command() -> None:
    """接口令牌。"""


# As accounts allows them for tokens; written out, so that the help needs no platform.
PERMISSIONS = ("submit", "view-submissions", "view-archive", "view-publicity", "confirm-volume")


@command.command()
@click.option("--org", required=True, help="机构代码")
@click.option("--name", required=True, help="用途，如 县执法系统")
@click.option("--days", default=365, show_default=True, help="有效天数")
@click.option(
    "--may",
    type=click.Choice(PERMISSIONS),
    multiple=True,
    default=("submit", "view-submissions"),
    show_default=True,
    help="权限，可给几次",
)
@on_platform
def issue(org: str, name: str, days: int, may: tuple[str, ...]) -> None:
    """签发令牌；密文只显示这一次。"""
    from datetime import timedelta

    from django.utils import timezone

    from xinlu.accounts import actions
    from xinlu.accounts.contracts import Permission
    from xinlu.events.contracts import SYSTEM

    at = timezone.now()
    permissions = [Permission(one) for one in may]
    number, secret = actions.issue_token(
        organisation=org,
        name=name,
        permissions=permissions,
        expires_at=at + timedelta(days=days),
        by=SYSTEM,
        at=at,
    )
    click.echo(secret)
    click.echo(f"令牌 {number} 已签发，有效 {days} 天；请立即保存，之后无法再看到。", err=True)


@command.command()
@click.argument("number", type=int)
@on_platform
def revoke(number: int) -> None:
    """吊销令牌，立即生效。"""
    from django.utils import timezone

    from xinlu.accounts import actions
    from xinlu.events.contracts import SYSTEM

    actions.revoke_token(token_id=number, by=SYSTEM, at=timezone.now())
    click.echo(f"令牌 {number} 已吊销。")
