"""Buttons of the article form and actions of the list: each is a verb of `publishing`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles import gate, publishing, rights, timing
from articles.admin.gate import ReasonInSpite
from articles.admin.moments import EndForm, MomentForm, ScheduleForm
from articles.checks import Finding
from articles.models import Article
from articles.rights import Person

Status = Article.Status


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("Note to the author"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_("One sentence. Readers who come to the article's address read it."),
    )


class PrivateForm(forms.Form):
    """Asks nothing but whether: readers lose a page."""

    said = _(
        "Readers lose this article at once: its address says that it was taken down, and it leaves "
        "every list, feed and search. The staff can read it on. You can restore it, at its address."
    )


@dataclass(frozen=True, slots=True)
class Verb:
    """A button: when it is shown, to whom, what it asks for, what it does, what it says then."""

    name: str
    label: Any
    done: Any
    act: Callable[..., Article]
    fits: Callable[[Article], bool]
    allowed: Callable[[Person, Article], bool]
    asks: type[forms.Form] | None = None
    solid: bool = False
    # What the gate finds before it; the verb then takes a reason, `in_spite`.
    findings: Callable[[Article, datetime | None], list[Finding]] | None = None

    def offered(self, user: Person, article: Article) -> bool:
        """Whether `user` sees the button for the article as it is now."""
        return self.fits(article) and self.allowed(user, article)

    def found(self, article: Article, at: datetime | None = None) -> list[Finding]:
        """What the gate finds before this verb, now or for a moment; nothing if it has no gate."""
        return self.findings(article, at) if self.findings else []

    def form(self, article: Article, data: Any = None) -> tuple[forms.Form, list[Finding]]:
        """What the verb asks for, and what the gate finds for the moment that was typed.

        If something is found, the form asks for a reason too.
        """
        kind = self.asks or forms.Form
        typed = kind(data)
        findings = self.found(article, typed.cleaned_data.get("at") if typed.is_valid() else None)
        form = kind(data)
        if findings:
            form.fields["in_spite"] = ReasonInSpite()
        return form, findings


def _in(*statuses: str) -> Callable[[Article], bool]:
    return lambda article: article.status in statuses


def _before_readers(article: Article) -> bool:
    statuses = {Status.DRAFT, Status.IN_REVIEW, Status.PRIVATE}
    return article.status in statuses and article.date is None


VERBS = [
    Verb(
        "publish",
        _("Publish"),
        _("“%(article)s” is public."),
        gate.publish,
        _before_readers,
        rights.may_publish,
        solid=True,
        findings=gate.findings_before,
    ),
    Verb(
        "submit",
        _("Submit for review"),
        _("“%(article)s” waits for an editor."),
        publishing.submit,
        _in(Status.DRAFT),
        rights.may_edit,
    ),
    Verb(
        "schedule",
        _("Schedule …"),
        _("“%(article)s” will be public at its moment."),
        gate.publish,
        _before_readers,
        rights.may_publish,
        asks=ScheduleForm,
        findings=gate.findings_before,
    ),
    Verb(
        "keep_private",
        _("Keep private"),
        _("“%(article)s” is for the staff only."),
        publishing.keep_private,
        lambda article: article.status in rights.OPEN,
        rights.may_publish,
    ),
    Verb(
        "make_draft",
        _("Make it a draft"),
        _("“%(article)s” is a draft again."),
        publishing.make_draft,
        lambda article: article.status == Status.PRIVATE and article.date is None,
        rights.may_publish,
    ),
    Verb(
        "return",
        _("Return with a note …"),
        _("“%(article)s” is back with its author."),
        publishing.send_back,
        _in(Status.IN_REVIEW),
        rights.may_publish,
        asks=NoteForm,
    ),
    Verb(
        "reschedule",
        _("Reschedule …"),
        _("“%(article)s” has a new moment."),
        gate.reschedule,
        Article.is_scheduled,
        rights.may_publish,
        asks=MomentForm,
        findings=gate.findings_of_move,
    ),
    Verb(
        "unschedule",
        _("Unschedule"),
        _("“%(article)s” is a draft again."),
        publishing.unschedule,
        Article.is_scheduled,
        rights.may_publish,
    ),
    Verb(
        "withdraw",
        _("Withdraw …"),
        _("“%(article)s” is withdrawn; its address says why."),
        publishing.withdraw,
        Article.is_published,
        rights.may_publish,
        asks=ReasonForm,
    ),
    Verb(
        "make_private",
        _("Make private …"),
        _("“%(article)s” is for the staff only."),
        publishing.keep_private,
        Article.is_published,
        rights.may_publish,
        asks=PrivateForm,
    ),
    Verb(
        "restore",
        _("Restore"),
        _("“%(article)s” is public again."),
        publishing.restore,
        publishing.can_be_restored,
        rights.may_publish,
    ),
    Verb(
        "bin",
        _("Put into the bin"),
        _("“%(article)s” is in the bin, and can be taken back within 30 days."),
        publishing.put_in_bin,
        _in(Status.DRAFT, Status.WITHDRAWN),
        rights.may_bin,
    ),
    Verb(
        "take_back",
        _("Take back from the bin"),
        _("“%(article)s” is back."),
        publishing.take_back,
        _in(Status.BINNED),
        rights.may_bin,
    ),
]
# What the clock shall do, in a row of their own: they are for later.
TIMED = [
    Verb(
        "embargo",
        _("Embargo …"),
        _("“%(article)s” is under embargo."),
        timing.set_embargo,
        lambda article: article.status in timing.BEFORE_READERS,
        rights.may_edit,
        asks=MomentForm,
    ),
    Verb(
        "lift_embargo",
        _("Lift the embargo"),
        _("“%(article)s” is free of its embargo."),
        timing.lift_embargo,
        Article.is_under_embargo,
        rights.may_publish,
    ),
    Verb(
        "end",
        _("Withdraw at a date …"),
        _("“%(article)s” will be withdrawn at its moment."),
        timing.set_end,
        lambda article: article.is_published() or article.is_scheduled(),
        rights.may_publish,
        asks=EndForm,
    ),
    Verb(
        "clear_end",
        _("Keep it public"),
        _("“%(article)s” has no end any more."),
        timing.clear_end,
        Article.has_an_end,
        rights.may_publish,
    ),
    Verb(
        "close_comments",
        _("Close comments at a date …"),
        _("The comments below “%(article)s” will close at their moment."),
        timing.close_comments,
        lambda article: article.comments != Article.Comments.CLOSED,
        rights.may_edit,
        asks=MomentForm,
    ),
    Verb(
        "keep_comments",
        _("Forget the end of comments"),
        _("The comments below “%(article)s” have no end any more."),
        timing.keep_comments,
        lambda article: article.comments_close_at is not None,
        rights.may_edit,
    ),
    Verb(
        "keep_on_top",
        _("On top of its section until …"),
        _("“%(article)s” stands first on its section's page until its moment."),
        timing.keep_on_top,
        lambda article: article.is_published() or article.is_scheduled(),
        rights.may_rank,
        asks=MomentForm,
    ),
    Verb(
        "take_from_top",
        _("Take from the top"),
        _("“%(article)s” stands on its section's page where it came out."),
        timing.take_from_top,
        Article.is_on_top,
        rights.may_rank,
    ),
]
BY_NAME = {verb.name: verb for verb in [*VERBS, *TIMED]}
