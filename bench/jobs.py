"""How fast no-op jobs are enqueued and drained. Run: XINLU_HOME=$(mktemp -d) .venv/bin/python bench/jobs.py"""

import os
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xinlu.config.settings")

import django

django.setup()

from django.core.management import call_command
from django.utils import timezone

from xinlu.flows import worker
from xinlu.flows.actions import jobs

COUNT = 500


def main() -> None:
    call_command("migrate", verbosity=0)
    worker.DUTIES = {"noop": lambda key: None}
    started = time.perf_counter()
    for number in range(COUNT):
        jobs.enqueue("noop", str(number), at=timezone.now())
    enqueued = time.perf_counter()
    while claim := jobs.claim("bench", at=timezone.now()):
        worker.perform(claim)
    drained = time.perf_counter()
    print(f"enqueue {COUNT / (enqueued - started):.0f}/s  drain {COUNT / (drained - enqueued):.0f}/s")


main()
