"""Second factors: who must have one, and what happens to those who haven't."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

HAS_ONE = "accounts.has_second_factor"
# Where somebody without one may go: to get one, or to leave.
OPEN_TO_ALL = ("/desk/me/", "/desk/login/", "/desk/logout/", "/desk/jsi18n/")


def must_have_one(user: Any) -> bool:
    """Whether `user` has one of the rights that ask for a second factor."""
    return user.is_active and any(user.has_perm(right) for right in settings.SECOND_FACTOR_FOR)


def lacks_one(request: HttpRequest) -> bool:
    """Whether the person who is logged in must have a second factor and has none yet.

    Once seen, the session remembers it: a page more costs no query more. Where nobody is held, it
    remembers too that there is none.
    """
    if not request.user.is_authenticated:
        return False
    known = request.session.get(HAS_ONE)
    if known is None or not (known or settings.SECOND_FACTOR_GRACE):
        known = request.session[HAS_ONE] = is_mfa_enabled(request.user)
    return not known and must_have_one(request.user)


class RequireSecondFactor:
    """Lead whoever must have a second factor, and has none, to the page where they get one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_held = (
            request.path_info.startswith("/desk/")
            and not settings.SECOND_FACTOR_GRACE
            and not request.path_info.startswith(OPEN_TO_ALL)
            and lacks_one(request)
        )
        if is_held:
            return HttpResponseRedirect(reverse("mfa_index"))
        return self.get_response(request)
