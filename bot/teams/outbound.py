"""The bot's own identity towards Microsoft: one token per scope, fetched off the event loop."""

import asyncio
import logging
import os
import re
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import msal
import requests
from msal.exceptions import MsalError
from typing_extensions import override

CONNECTOR_SCOPE = "https://api.botframework.com/.default"

_AHEAD = 300.0  # seconds before its end from which a token is renewed
_PAUSE = 30.0  # between two tries to renew a token that still serves
_TIMEOUT = 10  # seconds for each request of msal

log = logging.getLogger(__name__)


class TokenUnavailable(Exception):
    """The issuer could not be reached or did not make sense: worth another try later."""


class IdentityRefused(Exception):
    """The issuer knows us and says no: the app id, its secret or the tenant is wrong."""


class TokenSource(Protocol):
    """Gives the token for a scope; "" means that none is needed."""

    async def token(self, scope: str) -> str:
        """A token valid for some minutes at least."""
        ...

    def forget(self, scope: str, *, used: str = "") -> None:
        """Drops the token that was refused; `used` spares a newer one."""
        ...


class NoCredentials:
    """Local mode: the Playground asks for no token."""

    async def token(self, scope: str) -> str:  # noqa: ARG002 - the protocol's
        """Nothing to show."""
        return ""

    def forget(self, scope: str, *, used: str = "") -> None:
        """Nothing to forget."""


@dataclass(frozen=True, slots=True)
class _Cached:
    token: str
    ends_at: float


class Credentials:
    """Tokens of one app in one tenant, by secret or by certificate (private key and thumbprint).

    `http_client` replaces the `requests.Session` that msal speaks by; `now` counts seconds.
    """

    def __init__(
        self,
        *,
        app_id: str,
        tenant_id: str,
        secret: str = "",
        private_key: str = "",
        thumbprint: str = "",
        authority: str = "https://login.microsoftonline.com",
        http_client: requests.Session | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        if not secret and not (private_key and thumbprint):
            raise ValueError("credentials need a secret, or a private key with its thumbprint")
        self._settings = {
            "client_id": app_id,
            "client_credential": secret or {"private_key": private_key, "thumbprint": thumbprint},
            "authority": f"{authority.rstrip('/')}/{tenant_id}",
            # The authority is ours by setting: nobody else needs to vouch for it.
            "instance_discovery": False,
            "timeout": _TIMEOUT,
        }
        self._client = http_client or _Trusting()
        self._now = now
        self._app: Any = None
        self._cached: dict[str, _Cached] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._making = asyncio.Lock()
        self._tried_at: dict[str, float] = {}

    async def token(self, scope: str) -> str:
        """A token with minutes to live. Raises `TokenUnavailable` or `IdentityRefused`."""
        cached = self._serving(scope)
        if cached and (self._is_fresh(cached) or self._locks[scope].locked()):
            return cached.token
        async with self._locks[scope]:
            cached = self._serving(scope)
            if cached and (self._is_fresh(cached) or self._just_tried(scope)):
                return cached.token
            return await self._renew(scope, cached)

    def forget(self, scope: str, *, used: str = "") -> None:
        """Drops the token of a scope after the service refused it."""
        cached = self._cached.get(scope)
        if cached and (not used or cached.token == used):
            del self._cached[scope]

    def _serving(self, scope: str) -> _Cached | None:
        cached = self._cached.get(scope)
        return cached if cached and cached.ends_at > self._now() else None

    def _is_fresh(self, cached: _Cached) -> bool:
        return cached.ends_at - self._now() > _AHEAD

    def _just_tried(self, scope: str) -> bool:
        return self._now() - self._tried_at.get(scope, float("-inf")) < _PAUSE

    async def _renew(self, scope: str, serving: _Cached | None) -> str:
        self._tried_at[scope] = self._now()
        try:
            fetched = await self._fetch(scope)
        except (TokenUnavailable, IdentityRefused) as error:
            if serving is None:
                raise
            # The old token serves to its end: an issuer out of order must not silence the bot.
            log.warning("token not renewed", extra={"error": str(error)})
            return serving.token
        self._cached[scope] = fetched
        return fetched.token

    async def _fetch(self, scope: str) -> _Cached:
        asked_at = self._now()
        try:
            async with self._making:
                answer = await asyncio.to_thread(self._acquire, scope)
        except (OSError, MsalError) as error:  # what requests raises, and msal for a 5xx
            raise TokenUnavailable(type(error).__name__) from error
        except (ValueError, KeyError) as error:  # an authority that is not one, or half an answer
            raise _judged(str(error)) from error
        if not isinstance(answer.get("access_token"), str):
            raise _judged(f"{answer.get('error')} {answer.get('error_description')}")
        return _Cached(answer["access_token"], asked_at + float(answer.get("expires_in") or 0))

    def _acquire(self, scope: str) -> dict[str, Any]:
        """Runs in a thread, one at a time: msal speaks `requests`."""
        with self._client:  # no socket stays open between two tokens, an hour apart
            if self._app is None:
                self._app = msal.ConfidentialClientApplication(
                    **self._settings, http_client=self._client
                )
            # Ours is the only cache: msal's would give a refused token again.
            self._app.remove_tokens_for_client()
            answer: dict[str, Any] = self._app.acquire_token_for_client(scopes=[scope])
        return answer


class _Trusting(requests.Session):
    """Trusts SSL_CERT_FILE as our own client does; `requests` by itself does not know it."""

    @override
    def merge_environment_settings(self, *args: Any, **named: Any) -> Any:
        settings = super().merge_environment_settings(*args, **named)
        return {**settings, "verify": os.environ.get("SSL_CERT_FILE") or settings["verify"]}


def _judged(told: str) -> Exception:
    """Which failure it is. Only codes are kept: descriptions may quote what was sent."""
    codes = re.findall(r"AADSTS\d+|invalid_\w+|unauthorized_client", told)
    transient = {"AADSTS90033", "AADSTS50196", "AADSTS700005"}
    if codes and not transient & set(codes):
        return IdentityRefused(", ".join(dict.fromkeys(codes)))
    return TokenUnavailable(codes[0] if codes else "unexpected answer of the issuer")
