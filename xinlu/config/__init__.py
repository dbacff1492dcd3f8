"""The only composition root: settings, urls, wsgi, keys, the `xinlu` command."""
