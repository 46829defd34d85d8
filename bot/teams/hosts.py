"""Which addresses may receive what the bot says, and the token that goes with it."""

import ipaddress
from collections.abc import Iterable
from urllib.parse import SplitResult, urlsplit

# Exact names or «*.» suffixes. Never *.trafficmanager.net: anyone can register a name there.
DEFAULT_SERVICE_HOSTS = ("smba.trafficmanager.net", "*.botframework.com")
_HTTPS_PORT = 443


class ServiceHosts:
    """The allow-list of connector hosts, asked when a reference is stored and at every send.

    `local` adds loopback addresses, over http and on any port: for the Agents Playground.
    """

    def __init__(
        self, hosts: Iterable[str] = DEFAULT_SERVICE_HOSTS, *, local: bool = False
    ) -> None:
        names = [host.strip().lower() for host in hosts]
        self._exact = frozenset(name for name in names if not name.startswith("*."))
        self._suffixes = tuple(name[1:] for name in names if name.startswith("*."))
        self._local = local

    def allows(self, url: str) -> bool:
        """Whether `url` is a plain address of an allowed host."""
        parts = _plain(url)
        if parts is None:
            return False
        host = parts.hostname or ""
        if self._local and is_loopback(host):
            return parts.scheme in {"http", "https"}
        known = host in self._exact or host.endswith(self._suffixes)
        return known and parts.scheme == "https" and parts.port in {None, _HTTPS_PORT}


def is_loopback(host: str) -> bool:
    """Whether a host name or a peer's address is this machine."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost"
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback)


def is_local_url(url: str) -> bool:
    """Whether an address leads to this machine."""
    parts = _plain(url)
    return parts is not None and is_loopback(parts.hostname or "")


def _plain(url: str) -> SplitResult | None:
    """The parts of an address without tricks: userinfo, query, backslash, odd characters."""
    if not url.isascii() or any(char <= " " or char in '\\"<>^`{|}\x7f' for char in url):
        return None
    try:
        parts = urlsplit(url)
        _ = parts.port  # a port that is no number shows only when it is read
    except ValueError:
        return None
    return None if "@" in parts.netloc or parts.query or parts.fragment else parts
