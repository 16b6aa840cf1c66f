"""Settings of the tests: the project's own, fast where it may be."""

import os
from pathlib import Path

os.environ.setdefault("DEMO", "true")
os.environ.setdefault("SECRET_KEY", "tests")

from newsroom.settings import *  # noqa: E402, F403
from newsroom.settings import BASE_DIR, DATABASES  # noqa: E402

from newsroom import embedded_postgres  # noqa: E402

if not os.environ.get("DATABASE_URL"):
    # A server of its own: without fsync it is no place for anything one wants to keep.
    EMBEDDED_POSTGRES: Path | None = BASE_DIR / "var" / "postgres-tests"
    DATABASES["default"] |= embedded_postgres.settings(EMBEDDED_POSTGRES)
del DATABASES["default"]["OPTIONS"]["pool"]

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
SITE_URL = "http://testserver"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = BASE_DIR / "var" / "tests" / "media"
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
