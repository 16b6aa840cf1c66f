"""A pytest plugin that is loaded first: the server must run before the settings are used."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

from django.conf import settings

from newsroom import embedded_postgres

if settings.EMBEDDED_POSTGRES:
    embedded_postgres.join(settings.EMBEDDED_POSTGRES, durable=False)
