"""Getting in, and one's own login: all of it below `/desk/`."""

from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.internal.templatekit import get_entrance_context_data
from allauth.account.models import Login
from django.contrib import admin, messages
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.generic.edit import FormView, UpdateView

from accounts import resetting, sessions
from accounts.forms import EnterForm, ResetForm
from accounts.models import DeskSession, User
from accounts.telling import note
from press.pages.network import network_of


class AtTheDesk:
    """Adds what every page of the desk shows: its name, and where one may go."""

    request: HttpRequest

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**options)  # type: ignore[misc]
        return {**admin.site.each_context(self.request), "subtitle": None, **context}


class Enter(AtTheDesk, auth.LoginView):
    """The login page. It needs no more room than a small window, and no script."""

    template_name = "admin/login.html"
    authentication_form = EnterForm
    redirect_authenticated_user = True

    def dispatch(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        # Somebody without a desk sees the page, and why, instead of going round in a circle. With
        # `again`, somebody wants to log in as themselves, whoever is logged in here at present.
        self.redirect_authenticated_user = (
            admin.site.has_permission(request) and "again" not in request.GET
        )
        return super().dispatch(request, *args, **options)

    def get_default_redirect_url(self) -> str:
        return reverse("admin:index")

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        context = super().get_context_data(**options)
        to = self.get_redirect_url() or self.get_default_redirect_url()
        if admin.site.has_permission(self.request):
            # Django's page would say that this login isn't enough.
            context["user"] = AnonymousUser()
        return context | {
            **get_entrance_context_data(self.request),
            "title": _("Log in"),
            "app_path": self.request.get_full_path(),
            "username": self.request.user.get_username(),
            "next": to,
            # For the passkey's own form, which allauth writes.
            "redirect_field": format_html('<input type="hidden" name="next" value="{}">', to),
        }

    def form_valid(self, form: Any) -> HttpResponse:
        user = form.get_user()
        login = Login(user=user, redirect_url=self.get_success_url())
        with transaction.atomic():
            return perform_password_login(self.request, {"username": user.username}, login)

    def form_invalid(self, form: Any) -> HttpResponse:
        too_often = form.has_error("__all__", "too_often")
        return self.render_to_response(
            self.get_context_data(form=form), status=429 if too_often else 422
        )


@method_decorator(login_required, name="dispatch")
class OwnMails(AtTheDesk, UpdateView):
    """Which mails about work one wants. Mails about one's login always come."""

    template_name = "accounts/mails.html"
    model = User
    fields = ["mail_on_review", "mail_on_return"]
    success_url = reverse_lazy("own_mails")

    def get_object(self, queryset: Any = None) -> User:
        person: Any = self.request.user
        return person

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, _("Saved."))
        return super().form_valid(form)

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        return super().get_context_data(**options) | {"title": _("Mails about work")}


@method_decorator(login_required, name="dispatch")
class ChangePassword(AtTheDesk, auth.PasswordChangeView):
    template_name = "registration/password_change_form.html"
    success_url = reverse_lazy("admin:password_change_done")

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        person: Any = self.request.user
        note(person, "password changed", _("Your password was changed."), by=person)
        return response


@method_decorator(never_cache, name="dispatch")
class AskReset(AtTheDesk, FormView):
    """Ask for a link by mail. The answer is the same, and as quick, whoever has the address."""

    template_name = "registration/password_reset_form.html"
    form_class = ResetForm
    success_url = reverse_lazy("password_reset_done")

    def form_valid(self, form: Any) -> HttpResponse:
        resetting.order(form.cleaned_data["email"], network=network_of(self.request.META))
        return super().form_valid(form)

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        return {"title": _("Password reset"), **super().get_context_data(**options)}


class ResetAsked(AtTheDesk, auth.PasswordResetDoneView):
    template_name = "registration/password_reset_done.html"


class Reset(AtTheDesk, auth.PasswordResetConfirmView):
    """The page that the link leads to. It sets the password and logs nobody in."""

    template_name = "registration/password_reset_confirm.html"
    success_url = reverse_lazy("password_reset_complete")

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        person: User = form.user
        note(person, "password reset", _("Your password was reset by a mailed link."), by=person)
        return response


class ResetDone(AtTheDesk, auth.PasswordResetCompleteView):
    template_name = "registration/password_reset_complete.html"


def too_often(request: HttpRequest) -> HttpResponse:
    """429: what allauth itself refuses, keys and codes that come too fast from one network."""
    context = admin.site.each_context(request) | {"title": _("Too many tries")}
    return render(request, "accounts/too_often.html", context, status=429)


@login_required
@require_safe
def own_sessions(request: HttpRequest) -> HttpResponse:
    """Where one is logged in."""
    mine = DeskSession.objects.filter(user=request.user.pk)[:100]
    context = admin.site.each_context(request) | {
        "title": _("Where you are logged in"),
        "sessions": mine,
        "here": request.session.session_key,
    }
    return render(request, "accounts/sessions.html", context)


@login_required
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(DeskSession, pk=pk, user=request.user.pk)
    is_here = session.session_key == request.session.session_key
    sessions.end(session, by=session.user)
    if is_here:
        return HttpResponseRedirect(reverse("account_login"))
    return redirect("own_sessions")
