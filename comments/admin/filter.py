"""The page at the desk that shows what the spam filter learned, and how well it does."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from comments import learning
from comments.models import Classifier, Comment, CommentSettings
from comments.rights import may_moderate_all

LOUDEST = 40


def filter_page(request: HttpRequest) -> HttpResponse:
    """Shows the newest version; a POST lets it learn now instead of tonight."""
    if not may_moderate_all(request.user):
        raise PermissionDenied
    if request.method == "POST":
        if learning.learn():
            messages.success(request, _("It has learned from the latest decisions."))
        else:
            sentence = _("It needs fifty comments that people approved, and fifty marked as spam.")
            messages.warning(request, sentence)
        return HttpResponseRedirect(request.path)
    newest = Classifier.objects.order_by("-pk").first()
    for_spam, against = newest.loudest(LOUDEST) if newest else ([], [])
    context = {
        **admin.site.each_context(request),
        "title": _("What the spam filter learned"),
        "opts": Comment._meta,
        "newest": newest,
        "for_spam": for_spam,
        "against": against,
        "settings": CommentSettings.objects.current(),
        "needed": learning.LEARNS_FROM_AT_LEAST,
    }
    return TemplateResponse(request, "admin/comments/comment/filter.html", context)
