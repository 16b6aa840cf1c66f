"""The layer of this site, by the settings."""

from django.conf import settings

from press.pages.asking import Asking
from press.pages.files import Files
from press.pages.layer import Layer
from press.pages.listener import Listener
from press.pages.makers import Makers
from press.pages.making import Application, Maker
from press.pages.memory import Memory


def in_front_of(application: Application) -> Layer:
    """Return `application` behind finished pages. Starts nothing: the first request does."""
    files = Files(settings.PAGES_DIR)
    memory = Memory(settings.PAGES_MAX_MB * 1024 * 1024, left=files.remove)
    return Layer(
        application,
        asking=Asking(
            hosts=settings.ALLOWED_HOSTS,
            parameters=settings.PAGES_PARAMETERS,
            past=settings.PAGES_PAST,
            secure=settings.SECURE_SSL_REDIRECT,
            proxy_header=settings.SECURE_PROXY_SSL_HEADER,
        ),
        maker=Maker(application, settings.SITE_URL),
        makers=Makers(seats=settings.DATABASE_POOL, chairs=settings.WEB_THREADS // 2),
        memory=memory,
        files=files,
        listener=Listener(memory, files),
    )
