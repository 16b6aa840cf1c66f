from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "press.pages"
    verbose_name = _("Finished pages")

    def ready(self) -> None:
        from press.pages import receivers  # noqa: F401  # Connects them.
