"""The forms that some settings must have; what has another is told in French, as a ValueError."""

import re
from collections.abc import Collection
from urllib.parse import urlsplit

GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
# A wildcard with one label besides, « *.com », would be half of the world.
_HOST = re.compile(rf"(?:\*\.{_LABEL}\.)?{_LABEL}(?:\.{_LABEL})*", re.IGNORECASE)
_UNFIT = re.compile(r"[\s<>\"\\^`{|}]")


def admins(values: tuple[str, ...]) -> tuple[str, ...]:
    """Object ids of Entra."""
    odd = [value for value in values if not GUID.fullmatch(value)]
    if odd:
        raise ValueError(
            f"« {odd[0]} » n’est pas un aadObjectId ; "
            "par exemple 00000000-1111-2222-3333-444444444444"
        )
    return tuple(value.lower() for value in values)


def hosts(values: tuple[str, ...]) -> tuple[str, ...]:
    """Names of hosts, or `*.` and a name of two labels at least."""
    odd = [value for value in values if not _HOST.fullmatch(value)]
    if odd:
        raise ValueError(
            f"« {odd[0]} » n’est pas un nom d’hôte ; "
            "par exemple smba.trafficmanager.net ou *.botframework.com"
        )
    if not values:
        raise ValueError("il faut au moins un hôte, sans quoi aucune réponse ne pourrait partir")
    return values


def complete_address(value: str, *, schemes: Collection[str], loopback: Collection[str]) -> str:
    """An address with a scheme and a host, without its last stroke; http too on this machine."""
    if not value:
        return value
    try:
        parts = urlsplit(value)
        _ = parts.port  # a port that is no number shows only when it is read
    except ValueError:
        raise _no_address() from None
    allowed = {"http", "https"} if parts.hostname in loopback else schemes
    odd = _UNFIT.search(value) or parts.query or parts.fragment
    if parts.scheme not in allowed or not parts.hostname or odd:
        raise _no_address()
    return value.rstrip("/")


def _no_address() -> ValueError:
    return ValueError("une adresse complète est attendue, par exemple https://exemple.fr")
