"""The WSGI application: finished pages first, then the beacon, static files, and Django, which
makes the pages."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from whitenoise import WhiteNoise

from adverts import counting as adverts
from newsroom import embedded_postgres
from readership.beacon import Beacon

ONE_YEAR = 31_536_000

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
if settings.EMBEDDED_POSTGRES:
    embedded_postgres.join(settings.EMBEDDED_POSTGRES)
django = get_wsgi_application()

from press.pages.site import in_front_of  # noqa: E402  # Needs loaded apps.

# Of our files other sites get none: that header would be a twentieth of a small script.
static = WhiteNoise(
    django, settings.STATIC_ROOT, prefix="static/", max_age=ONE_YEAR, allow_all_origins=False
)
application = in_front_of(
    Beacon(
        Beacon(
            static,
            see=adverts.see,
            path="/adverts/seen/",
        )
    )
)
