"""The WSGI application: Django under granian. A process is asked only after it has loaded what the first ask needs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xinlu.config.settings")
application = get_wsgi_application()


def load() -> None:
    """Routes with all their pages, and the dictionaries of names: seconds that the first visitor would wait."""
    from django.urls import get_resolver

    from xinlu.subjects.rules.places import said

    _ = get_resolver().url_patterns
    said("福州闽通达物流有限公司")


load()
