"""Buttons of the change of a public article: each is a verb of `pending`."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from articles import gate, pending, rights
from articles.admin.moments import ScheduleForm
from articles.admin.verbs import NoteForm, Verb
from articles.models import Article, PendingChange

State = PendingChange.State


def _in(*states: str) -> Any:
    return lambda article: article.pending_change.state in states


VERBS = [
    Verb(
        "publish",
        gettext_lazy("Publish the change"),
        gettext_lazy("Readers see the change of “%(article)s”."),
        gate.publish_change,
        Article.is_published,
        rights.may_publish,
        solid=True,
        findings=gate.findings_before_change,
    ),
    Verb(
        "submit",
        gettext_lazy("Submit for review"),
        gettext_lazy("The change of “%(article)s” waits for an editor."),
        pending.submit_change,
        _in(State.PREPARED),
        rights.may_prepare,
    ),
    Verb(
        "schedule",
        gettext_lazy("Schedule …"),
        gettext_lazy("The change of “%(article)s” will be public at its moment."),
        gate.publish_change,
        Article.is_published,
        rights.may_publish,
        asks=ScheduleForm,
        findings=gate.findings_before_change,
    ),
    Verb(
        "unschedule",
        gettext_lazy("Unschedule"),
        gettext_lazy("The change of “%(article)s” is off the clock."),
        pending.unschedule_change,
        _in(State.SCHEDULED),
        rights.may_publish,
    ),
    Verb(
        "return",
        gettext_lazy("Return with a note …"),
        gettext_lazy("The change of “%(article)s” is back with its author."),
        pending.return_change,
        _in(State.IN_REVIEW),
        rights.may_publish,
        asks=NoteForm,
    ),
    Verb(
        "discard",
        gettext_lazy("Discard …"),
        gettext_lazy("The change of “%(article)s” is discarded; its versions stay."),
        pending.discard_change,
        lambda article: True,
        lambda user, article: (
            rights.may_prepare(user, article) or rights.may_publish(user, article)
        ),
        asks=forms.Form,
    ),
]
BY_NAME = {verb.name: verb for verb in VERBS}
