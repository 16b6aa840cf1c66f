"""Roles: groups with a name that the code knows and a set of permissions that it gives them."""

from collections.abc import Mapping

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

CONTRIBUTOR = "contributor"
AUTHOR = "author"
EDITOR = "editor"
MODERATOR = "moderator"
ADMINISTRATOR = "administrator"


def give_roles(table: Mapping[str, set[str]]) -> None:
    """Make each role of `table` exist and hold exactly its permissions ("app.codename").

    Raises LookupError for a permission that doesn't exist, since a misspelt right is a right
    that silently nobody has.
    """
    for role, names in table.items():
        group, _ = Group.objects.get_or_create(name=role)
        wanted = Q(pk__in=[])
        for name in names:
            app, codename = name.split(".")
            wanted |= Q(content_type__app_label=app, codename=codename)
        permissions = list(Permission.objects.filter(wanted))
        if len(permissions) != len(names):
            raise LookupError(f"The role {role} names a permission that doesn't exist.")
        group.permissions.set(permissions)
