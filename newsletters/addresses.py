"""One form of every address: its domain in small letters and ASCII (RFC 5890, A-labels)."""

from unicodedata import normalize

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.encoding import punycode
from django.utils.translation import gettext_lazy as _

WRONG = _("This is no email address. Please check it.")
AMBIGUOUS = _(
    "Mail to this domain could reach somebody else. Please write the domain in its “xn--” form."
)
LONGEST = 254  # RFC 5321, 4.5.3.1.3, without its angle brackets


def normal(email: str) -> str:
    """Return the form of an address in which it is kept and written to.

    The name before the @ stays as it was typed. Raises ValidationError, with a sentence, if it
    is no address, or if its domain could be understood as another one.
    """
    name, _at, domain = email.rpartition("@")
    address = f"{name}@{'.'.join(map(_label, domain.split('.')))}"
    # Checked after the change: some signs become an @, a comma or a space by it.
    if not address.isascii() or len(address) > LONGEST:
        raise ValidationError(WRONG)
    try:
        validate_email(address)
    except ValidationError:
        raise ValidationError(WRONG) from None
    return address


def _label(label: str) -> str:
    """Return a part of a domain as an A-label.

    Python knows the rules of 2003, which turn ß into ss and drop joiners; today such a name can
    belong to somebody else (RFC 5894, 7.2). So a label has to come back as it went.
    """
    if label.isascii():
        return label.lower()
    try:
        encoded = punycode(label)
        understood = encoded.encode("ascii").decode("idna")
    except UnicodeError:
        raise ValidationError(WRONG) from None
    if understood != normalize("NFKC", normalize("NFKC", label).lower()):
        raise ValidationError(AMBIGUOUS)
    return encoded
