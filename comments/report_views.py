"""Reporting a comment, as a reader does it: a form on a page of its own, and what comes then."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from comments import reporting
from comments.forms import ReportForm
from comments.models import Comment
from comments.moderation import Refused
from comments.views import expect_our_form, not_indexed, public_or_404
from press.pages.forms import FIELD, signed_field


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The form; a POST is a report: 303 to what comes then, or the form again with its words."""
    comment = public_or_404(pk)
    if request.method != "POST":
        return _page(request, comment, ReportForm())
    form = ReportForm(request.POST)
    try:
        expect_our_form(request)
        if not form.is_valid():
            return _page(request, comment, form, status=422)
        reason, text = form.cleaned_data["reason"], form.cleaned_data["text"]
        told = reporting.report(comment, request.META, reason=reason, text=text)
    except Refused as refusal:
        return _page(request, comment, form, refusal.sentence, refusal.status)
    except reporting.CantReport as problem:
        return _page(request, comment, form, str(problem), status=429)
    return HttpResponseRedirect(reporting.address_of(told), status=303)


@require_safe
@cache_control(no_store=True)
def reported(request: HttpRequest, token: str) -> HttpResponse:
    """What who reported sees: what they said, and what was decided. A comment that readers don't
    see isn't named any more."""
    report = reporting.report_of(token)
    if report is None:
        raise Http404(_("No report has this link, or it is older than half a year."))
    shown = report.comment if report.comment.is_public() else None
    context = {"report": report, "comment": shown, "article": shown.article if shown else None}
    return not_indexed(render(request, "comments/reported.html", context))


def _page(
    request: HttpRequest, comment: Comment, form: ReportForm, refusal: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "article": comment.article,
        "comment": comment,
        "form": form,
        "refusal": refusal,
        "signed": (FIELD, signed_field()) if form.is_bound else None,
    }
    return not_indexed(render(request, "comments/report.html", context, status=status))
