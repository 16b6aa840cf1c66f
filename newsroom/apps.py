"""The project as an app, and the desk as the default admin site."""

from typing import Any

from allauth.account.apps import AccountConfig
from django.apps import AppConfig, apps
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class DeskConfig(AdminConfig):
    default_site = "newsroom.desk.Desk"


class LoginsConfig(AccountConfig):
    """allauth, without its wish to stand around every request: `newsroom.middleware` lets it stand
    around those of the desk."""

    def ready(self) -> None:
        from allauth.account import checks  # noqa: F401  # Registers them.


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("Newsroom")

    def ready(self) -> None:
        from newsroom import telling  # noqa: F401  # Connects its receivers.
        from newsroom.roles import give_all_roles

        # The signal comes once for each room with models, in their order, right after its
        # permissions were made: the last of them comes when all permissions exist.
        rooms = [room for room in apps.get_app_configs() if room.models_module]
        post_migrate.connect(give_all_roles, sender=rooms[-1])
        # A migration expects every index, also those that a killed `seed` left out.
        pre_migrate.connect(_bring_back, sender=rooms[0])


def _bring_back(stdout: Any, **_of_the_signal: Any) -> None:
    from newsroom.seeding.aside import bring_back

    bring_back(stdout.write)
