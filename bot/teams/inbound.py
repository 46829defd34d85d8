"""Who may speak to the bot: every rule on an activity's token and origin, in one place."""

import logging
import time
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, Protocol

import jwt

from bot.teams import wire
from bot.teams.hosts import ServiceHosts, is_local_url, is_loopback
from bot.teams.keys import KeyRing, SigningKey

ISSUER = "https://api.botframework.com"
CHANNEL = "msteams"

_MOST_TOKENS = 256  # that are known again
_LEEWAY = 300  # seconds that two clocks may differ
_LONGEST_TOKEN = 16 * 1024
# Tenants of the Bot Framework itself, in whose name its Emulator signs.
_EMULATOR_TENANTS = (
    "d6d49420-f39b-4df7-a1dc-d59a935871db",
    "f8cdef31-a31e-4b4a-93e4-5f571e91255a",
)

log = logging.getLogger(__name__)


class Refused(Exception):
    """An activity that goes no further. `reason` is for the log, never for the sender."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


class Gate(Protocol):
    """Lets an activity pass or raises `Refused`. `peer` is the address of who connected."""

    async def check(
        self, authorization: str | None, activity: Mapping[str, Any], *, peer: str = ""
    ) -> None:
        """Returns when the activity may pass."""
        ...


class TokenGate:
    """Production: signed by the Bot Connector for this app, from an allowed host, of this tenant.

    `emulator_keys` also admits tokens that the Agents Playground took from the tenant's issuer,
    from this machine only. None in production: such tokens name no service address.
    """

    def __init__(
        self,
        *,
        app_id: str,
        tenant_id: str,
        keys: KeyRing,
        hosts: ServiceHosts,
        emulator_keys: KeyRing | None = None,
    ) -> None:
        if not app_id or not tenant_id:
            raise ValueError("a token gate needs the app id and the tenant id")
        self._app_id = app_id
        self._tenant_id = tenant_id.lower()
        self._keys = keys
        self._hosts = hosts
        self._emulator_keys = emulator_keys
        self._verified = _Verified(audience=app_id, issuer=(ISSUER,))

    async def check(
        self, authorization: str | None, activity: Mapping[str, Any], *, peer: str = ""
    ) -> None:
        """Raises `Refused` with 401 for a bad token, 403 for a good one in the wrong place."""
        token = _bearer(authorization)
        service_url = wire.string(activity, "serviceUrl")
        if self._emulator_keys and is_loopback(peer) and is_local_url(service_url):
            await self._check_emulator(token, self._emulator_keys)
        else:
            await self._check_connector(token, activity, service_url)
        if not self._hosts.allows(service_url):
            raise Refused(403, "service address not allowed")
        self._check_tenant(activity)

    async def _check_connector(
        self, token: str, activity: Mapping[str, Any], service_url: str
    ) -> None:
        key, claims = await self._verified.check(token, self._keys)
        channel = wire.string(activity, "channelId")
        if channel not in key.endorsements:
            raise Refused(401, "key not endorsed for the channel")
        claimed = wire.string(claims, "serviceurl")
        if not claimed or claimed.rstrip("/") != service_url.rstrip("/"):
            raise Refused(401, "service address differs from the token's")
        if channel != CHANNEL:
            raise Refused(403, "channel not served")

    async def _check_emulator(self, token: str, keys: KeyRing) -> None:
        tenants = (self._tenant_id, *_EMULATOR_TENANTS)
        issuers = [f"https://sts.windows.net/{tenant}/" for tenant in tenants]
        issuers += [f"https://login.microsoftonline.com/{tenant}/v2.0" for tenant in tenants]
        key = await _signing_key(token, keys)
        claims = _claims(token, key, audience=self._app_id, issuer=issuers)
        if self._app_id not in (claims.get("appid"), claims.get("azp")):
            raise Refused(401, "token of another application")

    def _check_tenant(self, activity: Mapping[str, Any]) -> None:
        named = tenants(activity)
        if not named or any(tenant.lower() != self._tenant_id for tenant in named):
            raise Refused(403, "tenant not served")


class OpenGate:
    """Local mode, without credentials: this machine only, and answers go to this machine only."""

    def __init__(self, hosts: ServiceHosts) -> None:
        self._hosts = hosts

    async def check(
        self,
        authorization: str | None,  # noqa: ARG002 - the Playground sends a dummy token
        activity: Mapping[str, Any],
        *,
        peer: str = "",
    ) -> None:
        """Raises `Refused` with 403 for anyone but this machine."""
        if not is_loopback(peer):
            raise Refused(403, "local mode answers this machine only")
        address = wire.string(activity, "serviceUrl")
        if not (is_local_url(address) and self._hosts.allows(address)):
            raise Refused(403, "service address not allowed")


class _Verified:
    """Verifies tokens, and knows again those that it has verified.

    The signature of a token that comes again is checked once for each key that vouches for it, its
    hours every time.
    """

    def __init__(self, *, audience: str, issuer: tuple[str, ...]) -> None:
        self._audience = audience
        self._issuer = issuer
        self._known: OrderedDict[str, tuple[SigningKey, Mapping[str, Any]]] = OrderedDict()

    async def check(self, token: str, keys: KeyRing) -> tuple[SigningKey, Mapping[str, Any]]:
        """The key and the claims of a token; raises `Refused`."""
        key = await _signing_key(token, keys)
        known = self._known.get(token)
        if known is None or known[0] is not key or _is_out_of_hours(known[1]):
            known = key, _claims(token, key, audience=self._audience, issuer=self._issuer)
            self._known[token] = known
            if len(self._known) > _MOST_TOKENS:
                self._known.popitem(last=False)
        return known


def _is_out_of_hours(claims: Mapping[str, Any]) -> bool:
    now = time.time()
    return not float(claims.get("nbf", 0)) - _LEEWAY <= now < float(claims["exp"]) + _LEEWAY


def tenants(activity: Mapping[str, Any]) -> list[str]:
    """The tenants that an activity names: of its conversation and of its channel data."""
    conversation = wire.mapping(activity, "conversation")
    tenant = wire.mapping(wire.mapping(activity, "channelData"), "tenant")
    named = (conversation.get("tenantId"), tenant.get("id"))
    return [item if isinstance(item, str) else "?" for item in named if item is not None]


def _bearer(authorization: str | None) -> str:
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not token or len(token) > _LONGEST_TOKEN:
        raise Refused(401, "no bearer token")
    return token


async def _signing_key(token: str, keys: KeyRing) -> SigningKey:
    try:
        header = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, ValueError, TypeError, RecursionError) as error:
        raise Refused(401, "not a token") from error
    kid = header.get("kid")
    if header.get("alg") != "RS256" or not isinstance(kid, str):
        raise Refused(401, "token signed in another way")
    key = await keys.find(kid)
    if key is None:
        raise Refused(401, "unknown key")
    return key


def _claims(
    token: str, key: SigningKey, *, audience: str, issuer: list[str] | tuple[str, ...]
) -> Mapping[str, Any]:
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            key.public,
            algorithms=["RS256"],
            audience=audience,
            issuer=list(issuer),
            leeway=_LEEWAY,
            options={"require": ["exp", "iss", "aud"]},
        )
    except (jwt.PyJWTError, ValueError, TypeError, ArithmeticError, RecursionError) as error:
        raise Refused(401, f"token not valid: {type(error).__name__}") from error
    return claims
