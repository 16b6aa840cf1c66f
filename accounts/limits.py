"""Who may try a password now: lockout by account and network together, slowing by each alone.

A stranger can't lock anybody out: failures from elsewhere only slow the account down, and a browser
that has logged in before is counted for itself. Passkeys aren't counted at all: there is nothing to
guess. Names and networks are kept as keyed hashes, for a quarter of an hour.
"""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from accounts.models import FailedLogin
from press import clock
from press.locks import one_at_a_time

WINDOW = timedelta(minutes=15)
# So many wrong passwords of one account from one network, or from one known browser.
PAIR_AT_MOST, DEVICE_AT_MOST = 5, 10
# Beyond so many, each further failure doubles the pause, from a second up to a minute.
FROM_NETWORK, OF_ACCOUNT = 20, 10
LONGEST_PAUSE = timedelta(minutes=1)


def account_of(name: str) -> str:
    """Return what stands for a typed name: it may be a password in the wrong box."""
    folded = name.strip().casefold()
    return salted_hmac("accounts.limits", folded, algorithm="sha256").hexdigest()


def one_try_at_a_time(account: str, network: str) -> None:
    """Let tries wait for each other until the transaction ends: a burst is counted one by one."""
    one_at_a_time(f"logins from {network}")
    one_at_a_time(f"logins of {account}")


def pause_before(account: str, network: str, device: str) -> timedelta:
    """Return how long this account, network and known browser ("" for none) must wait; 0 for go."""
    recent = FailedLogin.objects.filter(at__gt=clock.now() - WINDOW)
    if device:
        return _lockout(recent.filter(account=account, device=device), DEVICE_AT_MOST)
    strangers = recent.filter(device="")
    return max(
        _lockout(strangers.filter(account=account, network=network), PAIR_AT_MOST),
        _slowing(strangers.filter(network=network), FROM_NETWORK),
        _slowing(strangers.filter(account=account), OF_ACCOUNT),
    )


def count_failure(account: str, network: str, device: str) -> bool:
    """Count a wrong password; return whether it was the one that locks. Removes what is old."""
    now = clock.now()
    FailedLogin.objects.filter(at__lte=now - WINDOW).delete()
    FailedLogin.objects.create(account=account, network=network, device=device, at=now)
    mine = FailedLogin.objects.filter(account=account, device=device)
    if device:
        return mine.count() == DEVICE_AT_MOST
    return mine.filter(network=network).count() == PAIR_AT_MOST


def forget_failures(account: str, network: str, device: str) -> None:
    """Forget the failures of whoever has logged in now, and nobody else's."""
    FailedLogin.objects.filter(account=account, network=network, device=device).delete()


def _lockout(failures: QuerySet[FailedLogin], at_most: int) -> timedelta:
    times = _newest(failures, at_most)
    return _left(times[0] + WINDOW) if len(times) == at_most else timedelta()


def _slowing(failures: QuerySet[FailedLogin], free: int) -> timedelta:
    # A minute is reached soon, so no more have to be counted.
    times = _newest(failures, free + 7)
    if len(times) < free:
        return timedelta()
    pause = timedelta(seconds=2 ** (len(times) - free))
    return _left(times[0] + min(pause, LONGEST_PAUSE))


def _newest(failures: QuerySet[FailedLogin], number: int) -> list[datetime]:
    return list(failures.order_by("-at").values_list("at", flat=True)[:number])


def _left(until: datetime) -> timedelta:
    return max(until - clock.now(), timedelta())
