"""A hand at the desk: opens a form, changes some fields, saves, and follows the redirect."""

from typing import Any

from django.db.models import Model
from django.db.models.fields.files import FieldFile
from django.test import Client
from django.urls import reverse


def save_at_desk(client: Client, row: Model, **changes: Any) -> None:
    """Save `row` by its form at the desk, all other fields as the form shows them."""
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
    address = reverse(name, args=[row.pk])
    page = client.get(address)
    fields = _fields(page.context["adminform"].form)
    for inline in page.context["inline_admin_formsets"]:
        fields |= _fields(inline.formset.management_form)
        for form in inline.formset.forms:
            fields |= _fields(form)
    saved = client.post(address, fields | changes | {"_continue": "1"})
    assert saved.status_code == 302, saved.context["errors"]


def _fields(form: Any) -> dict[str, Any]:
    values = {field.html_name: field.value() for field in form}
    return {
        name: value
        for name, value in values.items()
        # A browser sends no file again that lies on the server already.
        if value is not None and value is not False and not isinstance(value, FieldFile)
    }
