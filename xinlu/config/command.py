"""`xinlu`: set Django up once, then hand over to the commands."""

import os


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xinlu.config.settings")
    from xinlu.flows.commands import xinlu

    xinlu(prog_name="xinlu")
