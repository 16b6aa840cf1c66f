"""What two comments of one wave have in common: the hosts they lead to, else their words."""

import hashlib
import re

from comments.likelihood import hosts_in

# “Well said!” is written by many; so few words are no wave.
WORDS_AT_LEAST = 5
_WORD = re.compile(r"[^\W\d_]+")


def likeness_of(text: str, site: str = "") -> str:
    """Return a short mark that is the same for alike texts, "" if the text says too little.

    Numbers, signs and capitals don't count, and beside links nothing else does: the rest of a
    spam text is made anew for each copy. Where the words link to nothing, the writer's site is
    what they are sent for.
    """
    hosts = sorted({".".join(host.split(".")[-2:]) for host in hosts_in(text) or hosts_in(site)})
    words = _WORD.findall(text.casefold())
    if not hosts and len(words) < WORDS_AT_LEAST:
        return ""
    told = f"links {hosts}" if hosts else f"words {words}"
    return hashlib.sha256(told.encode()).hexdigest()[:32]
