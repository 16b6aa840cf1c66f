"""Names of hosts as somebody types them: one a line."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# A name with a dot whose last part is no number: neither a bare name of our network nor an address.
_HOST = re.compile(r"(?:[a-z0-9-]{1,63}\.)+[a-z][a-z0-9-]{0,62}")
LONGEST = 253


def hosts_in(text: str) -> list[str]:
    """Return the hosts of `text`, each once, in small letters; a pasted https:// is dropped.

    Raises ValidationError with the first line that names no host.
    """
    lines = (line.strip().lower() for line in text.splitlines())
    hosts = [line.removeprefix("https://").removesuffix("/") for line in lines if line]
    for host in hosts:
        if len(host) > LONGEST or not _HOST.fullmatch(host):
            raise ValidationError(
                _("“%(host)s” is no name of a server. Write it as in “mastodon.social”."),
                params={"host": host},
            )
    return list(dict.fromkeys(hosts))


def validate_hosts(text: str) -> None:
    hosts_in(text)
