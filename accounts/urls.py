"""Addresses of getting in and of one's own login, below `/desk/` and before the admin's own.

The names are those that Django and allauth ask for.
"""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.urls import include, path

from accounts import views
from accounts.changed_factors import telling

urlpatterns = [
    path("login/", views.Enter.as_view(), name="account_login"),
    path("login/code/", factors.authenticate, name="mfa_authenticate"),
    path("login/cancel/", account.logout, name="account_logout"),
    path("login/closed/", account.account_inactive, name="account_inactive"),
    path("login/forgotten/", views.AskReset.as_view(), name="admin_password_reset"),
    path("login/forgotten/asked/", views.ResetAsked.as_view(), name="password_reset_done"),
    path("login/forgotten/done/", views.ResetDone.as_view(), name="password_reset_complete"),
    path("login/forgotten/<uidb64>/<token>/", views.Reset.as_view(), name="password_reset_confirm"),
    path("me/", factors.index, name="mfa_index"),
    path("me/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("me/confirm/code/", factors.reauthenticate, name="mfa_reauthenticate"),
    # Those of the library that change something; its own lists follow, with their names.
    path("me/app/activate/", telling(totp.activate_totp)),
    path("me/app/deactivate/", telling(totp.deactivate_totp)),
    path("me/codes/generate/", telling(codes.generate_recovery_codes)),
    path("me/keys/add/", telling(keys.add_webauthn)),
    path("me/keys/keys/<int:pk>/remove/", telling(keys.remove_webauthn)),
    path("me/app/", include("allauth.mfa.totp.urls")),
    path("me/codes/", include("allauth.mfa.recovery_codes.urls")),
    path("me/keys/", include("allauth.mfa.webauthn.urls")),
    path("me/mails/", views.OwnMails.as_view(), name="own_mails"),
    path("me/sessions/", views.own_sessions, name="own_sessions"),
    path("me/sessions/<int:pk>/end/", views.end_session, name="end_session"),
    path("password_change/", views.ChangePassword.as_view(), name="account_change_password"),
]
