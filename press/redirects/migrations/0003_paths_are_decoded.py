"""Paths that were kept percent-encoded are kept as requests come in: else nobody is led by them."""

from urllib.parse import unquote

from django.db import migrations
from django.db.models import Q


def decode(apps, schema_editor):
    Redirect = apps.get_model("redirects", "Redirect")
    has_percents = Q(old_path__contains="%") | Q(new_path__contains="%")
    encoded = list(Redirect.objects.filter(has_percents).order_by("pk"))
    for row in encoded:
        old_path, new_path = unquote(row.old_path), unquote(row.new_path)
        known = Redirect.objects.filter(old_path=old_path).exclude(pk=row.pk).exists()
        # Where both spellings are known, the decoded one is what readers have been led by.
        if known or old_path == new_path or not _is_local(old_path, new_path):
            row.delete()
        else:
            row.old_path, row.new_path = old_path, new_path
            row.save(update_fields=["old_path", "new_path"])
    if encoded:
        _flatten(Redirect)


def _is_local(old_path, new_path):
    return old_path.startswith("/") and not new_path.startswith("//")


def _flatten(Redirect):
    """What leads to a decoded path that leads on itself goes there in one step."""
    targets = dict(Redirect.objects.values_list("old_path", "new_path"))
    for old_path, new_path in targets.items():
        seen = {old_path}
        end = new_path
        while end in targets and end not in seen:
            seen.add(end)
            end = targets[end]
        if end in seen:
            Redirect.objects.filter(old_path=old_path).delete()
        elif end != new_path:
            Redirect.objects.filter(old_path=old_path).update(new_path=end)


class Migration(migrations.Migration):
    dependencies = [("redirects", "0002_rules_and_missing")]

    operations = [migrations.RunPython(decode, migrations.RunPython.noop, elidable=True)]
