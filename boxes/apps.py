from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BoxesConfig(AppConfig):
    name = "boxes"
    verbose_name = _("Boxes")

    def ready(self) -> None:
        from boxes import reading, uses  # noqa: F401  # Texts and pictures hear of them.
