"""Fetches a calendar over HTTP behind a guard: public hosts, bounded bytes and time, no blind redirect.

An address may be a secret: no error and no log line holds it, only the host's name.
"""

import asyncio
import ipaddress
import re
import socket
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urljoin, urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from typing_extensions import override

from bot.feeds import texts
from bot.feeds.ical import MOST_BYTES
from bot.feeds.reading import FeedUnreadable

MOST_HOPS = 4
_AGENT = "Passerelle/0.1 (lecture d'agendas municipaux)"
_WEBCAL = re.compile(r"^webcal://", re.IGNORECASE)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED, _OK = 304, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What may be fetched. `loopback` and other `ports` are for trials on this machine only."""

    loopback: bool = False
    ports: frozenset[int] = frozenset({80, 443})
    proxy: str = ""
    timeout: aiohttp.ClientTimeout = field(
        default=aiohttp.ClientTimeout(total=20, sock_connect=5, sock_read=10)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What came; `data` is None when nothing changed since the given marks."""

    data: bytes | None
    etag: str = ""
    modified: str = ""


class PublicOnly(AbstractResolver):
    """Resolves names to public addresses only; the connection goes to the address it checked."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy

    @override
    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM, family=family)
        for *_, address in found:
            if not _is_public(str(address[0]), self._policy):
                raise FeedUnreadable(texts.private_network(host))
        return [
            ResolveResult(
                hostname=host,
                host=str(address[0]),
                port=port,
                family=kind,
                proto=protocol,
                flags=socket.AI_NUMERICHOST,
            )
            for kind, _, protocol, _, address in found
        ]

    @override
    async def close(self) -> None:
        """Holds nothing."""


async def fetch(url: str, policy: Policy, *, etag: str = "", modified: str = "") -> Fetched:
    """The calendar's bytes, decompressed; raises FeedUnreadable with a sentence for its owner."""
    address = _WEBCAL.sub("https://", url)
    headers = {"User-Agent": _AGENT, "Accept": "text/calendar, */*;q=0.5"}
    headers |= {"If-None-Match": etag} if etag else {}
    headers |= {"If-Modified-Since": modified} if modified else {}
    connector = aiohttp.TCPConnector(resolver=PublicOnly(policy), ttl_dns_cache=0)
    async with aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=policy.timeout,
        trust_env=False,
    ) as session:
        for _ in range(MOST_HOPS + 1):
            parts = _checked(address, policy)
            hop = await _hop(session, address, parts, headers, policy)
            if isinstance(hop, Fetched):
                return hop
            if parts.scheme == "https" and urlsplit(hop).scheme == "http":
                raise FeedUnreadable(texts.LOST_HTTPS)
            address = hop
    raise FeedUnreadable(texts.TOO_MANY_HOPS)


async def _hop(
    session: aiohttp.ClientSession,
    address: str,
    parts: SplitResult,
    headers: dict[str, str],
    policy: Policy,
) -> Fetched | str:
    """The calendar, or the address that the site sends on to."""
    host = parts.hostname or ""
    try:
        async with session.get(
            address, headers=headers, allow_redirects=False, proxy=policy.proxy or None
        ) as response:
            if response.status in _REDIRECTS and "Location" in response.headers:
                return urljoin(address, response.headers["Location"])
            marks = {
                "etag": response.headers.get("ETag", ""),
                "modified": response.headers.get("Last-Modified", ""),
            }
            if response.status == _NOT_MODIFIED:
                return Fetched(data=None, **marks)
            return Fetched(data=await _body(response, host), **marks)
    except TimeoutError as late:
        raise FeedUnreadable(texts.too_late(host)) from late
    except aiohttp.ClientConnectorDNSError as unknown:
        raise FeedUnreadable(texts.not_found(host)) from unknown
    except aiohttp.ClientConnectorCertificateError as untrusted:
        raise FeedUnreadable(texts.not_trusted(host)) from untrusted
    except (aiohttp.ClientError, OSError) as away:
        raise FeedUnreadable(texts.no_answer(host)) from away


async def _body(response: aiohttp.ClientResponse, host: str) -> bytes:
    """Counts what comes out of the decompression: a small bomb unfolds to a large body."""
    if response.status != _OK:
        raise FeedUnreadable(texts.refused(host, response.status))
    data = bytearray()
    async for chunk in response.content.iter_chunked(64 * 1024):
        data += chunk
        if len(data) > MOST_BYTES:
            raise FeedUnreadable(texts.too_big(MOST_BYTES))
    return bytes(data)


def _checked(address: str, policy: Policy) -> SplitResult:
    try:
        parts = urlsplit(address)
        port = parts.port or {"https": 443, "http": 80}.get(parts.scheme, 0)
    except ValueError as wrong:
        raise FeedUnreadable(texts.NOT_AN_ADDRESS) from wrong
    if not parts.hostname or parts.scheme not in {"http", "https"}:
        raise FeedUnreadable(texts.NOT_AN_ADDRESS)
    if "@" in parts.netloc:
        raise FeedUnreadable(texts.NO_CREDENTIALS)
    if policy.loopback and parts.hostname in {"localhost", "127.0.0.1"}:
        return parts
    if parts.scheme != "https":
        raise FeedUnreadable(texts.NOT_HTTPS)
    if _is_literal(parts.hostname):
        raise FeedUnreadable(texts.NUMERIC_HOST)
    if port not in policy.ports:
        raise FeedUnreadable(texts.ODD_PORT)
    return parts


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host.replace(".", "").isdigit()
    return True


def _is_public(address: str, policy: Policy) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None) or found
    return bool(mapped.is_global) or (policy.loopback and bool(mapped.is_loopback))
