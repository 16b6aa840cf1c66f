"""Settings: one file, read from the environment, safe when unset.

Required values that are missing stop the start with a sentence. On a desk of one's own, `make`
writes `.env` with DEMO=true and a secret; production sets the variables of `.env.example` itself.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django_prose_editor.config import html_tags
from js_asset import static_lazy

from articles.embeds import PLAYER_HOSTS
from newsroom import connections, embedded_postgres

BASE_DIR = Path(__file__).resolve().parent.parent
environ.Env.read_env(BASE_DIR / ".env")
env = environ.Env()


def required(name: str, purpose: str) -> str:
    """Return the variable, or stop the start with a sentence that says what it is for."""
    value = env.str(name, "")
    if not value:
        raise ImproperlyConfigured(
            f"{name} isn't set: {purpose}. Set it in the environment (.env.example lists all), "
            "or use `make run` for a demo newspaper on this machine."
        )
    return value


# Demo: a newspaper to try, with logins that everybody knows. Must be asked for.
DEMO = env.bool("DEMO", False)
DEBUG = env.bool("DEBUG", False)

# Secrets and the addresses we answer to.
SECRET_KEY = required("SECRET_KEY", "it signs logins and links")
LOCAL_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = (
    env.list("ALLOWED_HOSTS", default=LOCAL_HOSTS)
    if DEMO
    else required("ALLOWED_HOSTS", "it names the hosts this site answers to, with commas").split(
        ","
    )
)
SITE_URL = env.str("SITE_URL", "").rstrip("/") or (
    f"http://127.0.0.1:{env.int('PORT', 8000)}" if DEMO else f"https://{ALLOWED_HOSTS[0]}"
)
# The site answers to its own name, whatever else it answers to.
SITE_HOST = urlsplit(SITE_URL).hostname or ""
if SITE_HOST not in ALLOWED_HOSTS:
    ALLOWED_HOSTS = [*ALLOWED_HOSTS, SITE_HOST]
SECURE_HTTPS = SITE_URL.startswith("https://")
# How many proxies of ours stand in front, each adding one address to X-Forwarded-For.
PROXY_HOPS = env.int("PROXY_HOPS", 0)
SECURE_PROXY_SSL_HEADER: tuple[str, str] | None = None
if PROXY_HOPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# PostgreSQL only. Without DATABASE_URL a demo keeps a private server below var/.
VAR_DIR = BASE_DIR / "var"
EMBEDDED_POSTGRES: Path | None = None
if DEMO and not env.str("DATABASE_URL", ""):
    EMBEDDED_POSTGRES = VAR_DIR / "postgres"
    default_database: dict[str, Any] = dict(embedded_postgres.settings(EMBEDDED_POSTGRES))
else:
    required(
        "DATABASE_URL", "it names the PostgreSQL server, as postgres://user:password@host/name"
    )
    default_database = dict(env.db_url("DATABASE_URL"))
# What the address itself asks for (?sslmode=require) stands beside the pool.
DATABASE_POOL = env.int("DATABASE_POOL", 8)
# A server that was away is asked for anew every few seconds, not ever more seldom.
pool: dict[str, Any] = {"min_size": 1, "max_size": DATABASE_POOL}
pool |= {"timeout": 5, "reconnect_timeout": 5, "check": connections.check}
DATABASES = {
    "default": default_database
    | {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_HEALTH_CHECKS": True,
        # The threshold lets `press.compiled` keep its statements at the server; no others are.
        "OPTIONS": default_database.get("OPTIONS", {}) | {"pool": pool, "prepare_threshold": 5},
    }
}
# Past a pooler and always on the primary: where the processes listen for changes.
DATABASE_DIRECT_URL = env.str("DATABASE_DIRECT_URL", "")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The rooms, from the desk down to the machinery.
INSTALLED_APPS = [
    "newsroom.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",  # For allauth's list of keys.
    "procrastinate.contrib.django",
    "taggit",
    "js_asset",
    "django_prose_editor",
    "allauth",
    "newsroom.apps.LoginsConfig",
    "allauth.mfa",
    "press.clock",
    "press.pages",
    "press.history",
    "press.mail",
    "press.redirects",
    "accounts",
    "publication",
    "images",
    "tags",
    "articles",
    "boxes",
    "comments",
    "readership",
    "newsletters",
    "live",
    "series",
    "frontpage",
    "adverts",
    "newsroom.apps.NewsroomConfig",
]
MIDDLEWARE = [
    "api.middleware.AnswerPrograms",
    "django.middleware.security.SecurityMiddleware",
    "newsroom.middleware.RefuseNulBytes",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "newsroom.errors.WhileDatabaseIsAway",
    "django.middleware.common.CommonMiddleware",
    "newsroom.middleware.DeskPolicy",
    "newsroom.middleware.DeskSession",
    "newsroom.middleware.DeskCsrf",
    "newsroom.middleware.DeskAuthentication",
    "newsroom.middleware.DeskStaffCookie",
    "newsroom.middleware.DeskMessages",
    "newsroom.middleware.desk_logins",
    "accounts.middleware.SeeSessions",
    "accounts.factors.RequireSecondFactor",
    "publication.middleware.CurrentPublication",
    "articles.middleware.SettleDueChanges",
    "press.redirects.middleware.FollowRedirects",
]
ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "publication.middleware.publication",
                "accounts.context.own_pages",
            ],
        },
    }
]

# Strict scripts and styles. The desk adds a nonce for Django's own inline pieces, the hash of the
# one <style> that the editor puts into the page, and style attributes, which the editor reads
# in pasted text (docs/architecture.md).
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    # Players of other hosts, which come when a reader asks for one.
    "frame-src": PLAYER_HOSTS,
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
EDITOR_STYLE = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"
# A preview is the readers' page, and stands in a frame beside the form that it is made from.
PREVIEW_CSP: dict[str, Any] = SECURE_CSP | {"frame-ancestors": [CSP.SELF]}
DESK_CSP = SECURE_CSP | {
    "frame-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "style-src-elem": [CSP.SELF, CSP.NONCE, EDITOR_STYLE],
    "style-src-attr": [CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
}
# Our own parts of the editor, by the names under which `static/js/editor-news.js` exports them.
# What they may write is decided by `publication.prose`, not by the editor.
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {
        "js": [static_lazy("js/editor-news.js")],
        "extensions": dict.fromkeys(
            (
                *("SourcedQuote", "QuoteSource", "PullQuote", "FactBox"),
                *("ForeignPost", "Footnote", "NewsTable", "NewsTableHeader"),
            ),
            html_tags([]),
        ),
    },
    {
        "js": [static_lazy("js/editor-figures.js")],
        "extensions": dict.fromkeys(("LibraryFigure", "Gallery"), html_tags([])),
    },
    {"js": [static_lazy("js/editor-paste.js")], "extensions": {"CleanPaste": html_tags([])}},
    {"js": [static_lazy("js/editor-quotes.js")], "extensions": {"SmartQuotes": html_tags([])}},
    {"js": [static_lazy("js/editor-also.js")], "extensions": {"ReadAlso": html_tags([])}},
    {"js": [static_lazy("js/editor-box.js")], "extensions": {"KeptBox": html_tags([])}},
    {"js": [static_lazy("js/editor-snippets.js")], "extensions": {"Snippets": html_tags([])}},
]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_SSL_REDIRECT = SECURE_HTTPS and not DEMO
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_HTTPS else 0

# Logins exist at the desk only: no cookie of ours is ever sent to a reader's page.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.StaffBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/desk/"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "newsroom.kept.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]

# Second factors, by allauth; passwords, their limits and the mails are our own (`accounts`).
ACCOUNT_ADAPTER = "accounts.adapter.DeskAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ADAPTER = "accounts.adapter.DeskFactors"
MFA_FORMS = {
    "authenticate": "accounts.forms.CodeForm",
    "reauthenticate": "accounts.forms.CodeAgainForm",
}
# The library's own limits count a network as a whole: strangers in it could use up everybody's
# tries. Codes are counted by `accounts.limits`, and with a key there is nothing to guess.
ACCOUNT_RATE_LIMITS = {"login_failed": None}
MFA_RATE_LIMITS = {"webauthn_login": None}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # Clocks of telephones are a few seconds off.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO
# Whoever may publish, moderate or administer must have one; in a demo they are only told.
# Each is a right of its own, since superusers make roles of their own.
SECOND_FACTOR_FOR = [
    "articles.publish_article",
    "comments.moderate_comment",
    "accounts.change_user",
    "publication.change_publication",
    # What readers see at once, too.
    *("frontpage.change_arrangement", "frontpage.change_breakingnews", "live.add_post"),
    *("publication.change_standingpage", "publication.change_textfile", "boxes.change_box"),
    *("adverts.change_advert", "redirects.change_rule", "redirects.change_redirect"),
    # Who may do what, and to whom mail goes.
    *("accounts.add_user", "auth.change_group", "comments.change_beat"),
    *("comments.change_commentsettings", "mail.change_message", "newsletters.change_subscriber"),
]
SECOND_FACTOR_GRACE = DEMO

# Finished pages (`press.pages`): how much each process keeps, which names in a query mean something
# (all others are dropped), and the beginnings of paths that are no pages of readers.
PAGES_MAX_MB = env.int("PAGES_MAX_MB", 0 if DEBUG else 256)  # Who debugs changes templates.
PAGES_PARAMETERS = [
    *("after", "author", "before", "fields", "order", "q", "section", "since", "until"),
]
PAGES_PAST = [
    *("/desk/", "/health/", "/media/", "/oembed.", "/preview/", "/seen/", "/static/", "/styles/")
]
# A cache outside (a CDN, Varnish) is told of touched keys here, with a header that it wants
# ("Authorization: Bearer …"); without the address it gets nothing to keep.
PAGES_PURGE_URL = env.str("PAGES_PURGE_URL", "")
PAGES_PURGE_HEADER = env.str("PAGES_PURGE_HEADER", "")
# Where finished pages are also written as files, for an nginx on the same machine; off without it.
PAGES_DIR = Path(folder) if (folder := env.str("PAGES_DIR", "")) else None
# Threads of each web process: half of them may wait for pages that are being made.
WEB_THREADS = env.int("WEB_THREADS", 64)

# Who tells feed readers of news at once (WebSub); off without it.
WEBSUB_HUB = env.str("WEBSUB_HUB", "")

# Whether the providers of embeds are asked for title, author and words; without, people write them.
FETCH_EMBED_CARDS = env.bool("FETCH_EMBED_CARDS", True)

# The key by which search engines take news from us at once, and where they do; off without it.
INDEXNOW_KEY = env.str("INDEXNOW_KEY", "")
INDEXNOW_URL = env.str("INDEXNOW_URL", "https://api.indexnow.org/indexnow")

# The key of the spam service Akismet; whether it is asked say the rules for comments.
AKISMET_KEY = env.str("AKISMET_KEY", "")

# Language and time. The newspaper's own zone and language are facts of `publication`.
LANGUAGE_CODE = "en"
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["newsroom.formats"]
TIME_ZONE = "UTC"
USE_TZ = True

# Files: styles and scripts by hashed names, pictures by content-hashed names.
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "newsroom.stylesheet.StylesheetFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", str(VAR_DIR / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o644
IMAGES_MAX_MB = env.int("IMAGES_MAX_MB", 30)
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024

# Mail: a demo writes it into var/mail, where it can be read.
MAIL_FROM = env.str("MAIL_FROM", f"news@{ALLOWED_HOSTS[0]}")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL_FROM
# Who is told when the machinery itself is in trouble: the clock stands, a page stays old.
OPERATOR_MAIL = env.str("OPERATOR_MAIL", "")
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "OPTIONS": {"file_path": VAR_DIR / "mail"},
    }
    if DEMO and not env.str("SMTP_HOST", "")
    else {
        "BACKEND": "press.mail.smtp.EmailBackend",
        "OPTIONS": {
            "host": env.str("SMTP_HOST", "127.0.0.1"),
            "port": env.int("SMTP_PORT", 25),
            "username": env.str("SMTP_USER", ""),
            "password": env.str("SMTP_PASSWORD", ""),
            "use_tls": env.bool("SMTP_TLS", False),
            "timeout": 20,
        },
    }
}

# Tags: "Shipping" and "shipping" are one tag, whatever the script.
TAGGIT_CASE_INSENSITIVE = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    # A scanner that tries host names is answered 400; it shall not fill the log.
    "loggers": {"django.security.DisallowedHost": {"level": "CRITICAL"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", "WARNING")},
}
