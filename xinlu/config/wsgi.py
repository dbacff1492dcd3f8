"""The WSGI application: Django under granian. A process is asked only after it has loaded what the first ask needs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xinlu.config.settings")
application = get_wsgi_application()


def load() -> None:
    """Routes with all their pages, and the dictionaries of names: seconds that the first visitor would wait."""
    from django.urls import get_resolver

    from xinlu.subjects.rules import names

    _ = get_resolver().url_patterns
    names.placeless(names.comparable("福州"))


load()
