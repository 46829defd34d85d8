"""The public keys that Microsoft signs its requests with: fetched, kept, renewed."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt.algorithms import RSAAlgorithm

from bot.teams import wire
from bot.teams.hosts import is_local_url
from bot.teams.http import proxy_of, read_json

BOT_FRAMEWORK_METADATA = "https://login.botframework.com/v1/.well-known/openidconfiguration"

_DAY = 24 * 3600.0
_PAUSE_UNKNOWN = 5.0  # between two fetches caused by an unknown key id
_PAUSE_STALE = 300.0  # between two tries to renew keys that still serve
_TIMEOUT = aiohttp.ClientTimeout(total=5)
_LIMIT = 512 * 1024
_WEAK_BITS = 2048

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A parsed public key and the channels it may vouch for."""

    public: RSAPublicKey
    endorsements: frozenset[str]


class KeyRing:
    """The keys of one issuer, by key id. An issuer out of reach leaves the known keys in use.

    `metadata_url` is the issuer's OpenID document; `now` counts seconds.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        *,
        metadata_url: str = BOT_FRAMEWORK_METADATA,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._session = session
        self._metadata_url = metadata_url
        self._now = now
        self._keys: Mapping[str, SigningKey] = {}
        self._fetched_at = self._tried_at = float("-inf")
        self._fetching = asyncio.Lock()

    async def find(self, kid: str) -> SigningKey | None:
        """The key called `kid`, fetched anew when it is unknown or the keys are a day old."""
        found = self._keys.get(kid)
        if found is None:
            await self._renew(pause=_PAUSE_UNKNOWN)
        elif self._now() - self._fetched_at > _DAY and not self._fetching.locked():
            # One request waits for the renewal; the others go on with the key they have.
            await self._renew(pause=_PAUSE_STALE)
        return self._keys.get(kid)

    async def warm(self) -> bool:
        """Fetches the keys if none is known; whether some are."""
        if not self._keys:
            await self._renew(pause=_PAUSE_UNKNOWN)
        return bool(self._keys)

    async def _renew(self, *, pause: float) -> None:
        async with self._fetching:
            if self._now() - self._tried_at < pause:
                return
            self._tried_at = self._now()
            try:
                keys = await self._fetch()
            except (aiohttp.ClientError, TimeoutError, OSError) as error:
                log.warning("issuer unreachable", extra={"error": type(error).__name__})
                return
            if not keys:
                log.warning("issuer gave no usable key")
                return
            self._keys, self._fetched_at = keys, self._now()

    async def _fetch(self) -> dict[str, SigningKey]:
        metadata = await self._get(self._metadata_url)
        address = wire.string(metadata, "jwks_uri")
        if not (address.startswith("https://") or is_local_url(address)):
            return {}
        listed = wire.objects(await self._get(address), "keys")
        parsed = ((wire.string(item, "kid"), _parse(item)) for item in listed)
        return {kid: key for kid, key in parsed if kid and key}

    async def _get(self, url: str) -> Mapping[str, Any]:
        parts = urlsplit(url)
        async with self._session.get(
            url,
            timeout=_TIMEOUT,
            proxy=proxy_of(parts.scheme, parts.hostname or ""),
            allow_redirects=False,
        ) as response:
            return await read_json(response, limit=_LIMIT) if response.status == 200 else {}  # noqa: PLR2004 - HTTP's OK


def _parse(item: Mapping[str, Any]) -> SigningKey | None:
    if item.get("kty") != "RSA" or "d" in item:
        return None
    try:
        key = RSAAlgorithm.from_jwk(dict(item))
    except (jwt.PyJWTError, ValueError, TypeError, KeyError):
        return None
    if not isinstance(key, RSAPublicKey) or key.key_size < _WEAK_BITS:
        return None
    listed = item.get("endorsements")
    names = listed if isinstance(listed, list) else []
    return SigningKey(key, frozenset(name for name in names if isinstance(name, str)))
