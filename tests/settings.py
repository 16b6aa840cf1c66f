"""Settings of the tests: the project's own, fast where it may be."""

import os
from typing import Any

os.environ.setdefault("DEMO", "true")
os.environ.setdefault("SECRET_KEY", "tests")

from newsroom import embedded_postgres, settings
from newsroom.settings import *  # noqa: F403

DATABASES: dict[str, Any] = settings.DATABASES  # type: ignore[no-redef]
if settings.EMBEDDED_POSTGRES:
    # A server of its own: without fsync it is no place for anything one wants to keep.
    EMBEDDED_POSTGRES = settings.BASE_DIR / "var" / "postgres-tests"
    DATABASES["default"] |= embedded_postgres.settings(EMBEDDED_POSTGRES)
# Two runs at the same time don't disturb each other, nor do the processes of one run.
DATABASES["default"]["TEST"] = {"NAME": f"test_newsroom_{os.getpid()}"}
del DATABASES["default"]["OPTIONS"]["pool"]

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
SITE_URL = "http://testserver"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = settings.BASE_DIR / "var" / "tests" / os.environ.get("PYTEST_XDIST_WORKER", "media")
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
