"""A forgotten password: a link by mail, for whoever has the address."""

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from accounts import limits
from accounts.backends import StaffBackend
from accounts.models import FailedLogin, User
from press import clock
from press.mail import outbox

# Mails to one address, and asked for from one network, within a quarter of an hour.
TO_ADDRESS, FROM_NETWORK = 3, 20
# It is counted with failed logins, under a name that no login has.
COUNTED_AS = "reset of {}"


@transaction.atomic
def order(address: str, *, network: str) -> None:
    """Defer the job that looks the address up: asking takes as long whether or not it is known."""
    account = limits.account_of(COUNTED_AS.format(address))
    limits.one_try_at_a_time(account, network)
    recent = FailedLogin.objects.filter(at__gt=clock.now() - limits.WINDOW, device="reset")
    full = recent.filter(account=account).count() >= TO_ADDRESS
    if full or recent.filter(network=network).count() >= FROM_NETWORK:
        return
    FailedLogin.objects.create(account=account, network=network, device="reset", at=clock.now())
    # By its name: the job lives above the verb that orders it.
    app.configure_task("accounts.tasks.mail_reset", queue="urgent").defer(address=address)


@transaction.atomic
def mail(address: str) -> None:
    """Mail a link to each person with this address who may log in with a password."""
    people = User.objects.filter(email__iexact=address, is_active=True, is_staff=True)
    for person in people[:5]:
        if person.has_usable_password() and StaffBackend().user_can_authenticate(person):
            _post(person)


def _post(person: User) -> None:
    token = default_token_generator.make_token(person)
    uid = urlsafe_base64_encode(force_bytes(person.pk))
    address = settings.SITE_URL + reverse("password_reset_confirm", args=[uid, token])
    outbox.post(
        key=f"accounts.reset:{person.pk}:{token}",
        recipient=person.email,
        subject=_("A new password for %(site)s") % {"site": settings.SITE_URL},
        text="\n\n".join(
            [
                _("Somebody, hopefully you, asked for a new password for “%(name)s”. Open this:")
                % {"name": person.username},
                address,
                _("If it wasn't you, do nothing: your password stays as it is."),
            ]
        ),
        urgent=True,
    )
