from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LiveConfig(AppConfig):
    name = "live"
    verbose_name = _("Live coverage")

    def ready(self) -> None:
        from live import receivers, uses  # noqa: F401  # Posts are heard of, and hear.
