"""The Bot Connector's REST interface: every request ends in a typed outcome, none raises."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import aiohttp
from yarl import URL

from bot.teams import wire
from bot.teams.hosts import ServiceHosts
from bot.teams.http import TIMEOUT, encode, proxy_of, read_json
from bot.teams.outbound import CONNECTOR_SCOPE, IdentityRefused, TokenSource, TokenUnavailable
from bot.teams.outcomes import (
    Ambiguous,
    Answer,
    Delivered,
    Failure,
    Kind,
    NotSent,
    Outcome,
    Refused,
    failure,
    verdict,
)
from bot.teams.pacing import Pacer
from storage.records import JSON, Reference

_LARGEST_ANSWER = 2 * 1024 * 1024
_PAGE = 200
_MOST_PAGES = 50
_PAUSE = 0.5  # seconds before a request that may be repeated is repeated

# Nothing of ours can have reached the service behind these.
_BEFORE_SENDING = (
    aiohttp.ClientConnectorError,
    aiohttp.ClientSSLError,
    aiohttp.ClientHttpProxyError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.InvalidURL,
)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody of a roster. Identity is `aad_id`; `id` only addresses them in Teams."""

    id: str
    aad_id: str
    name: str
    email: str = ""
    guest: bool = False  # a guest of the tenant, or of another one


class Connector:
    """Sends what the bot says, over the one pooled session."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        *,
        credentials: TokenSource,
        hosts: ServiceHosts,
        pacer: Pacer | None = None,
        timeout: aiohttp.ClientTimeout = TIMEOUT,
    ) -> None:
        self._session = session
        self._credentials = credentials
        self._hosts = hosts
        self._pacer = pacer or Pacer()
        self._timeout = timeout

    async def send(self, reference: Reference, activity: JSON) -> Outcome:
        """Posts what nobody asked for: waits for the place that the limits of Teams leave."""
        async with self._pacer.turn(reference.conversation):
            return await self._post(reference, _activities(reference), activity)

    async def reply(self, reference: Reference, reply_to_id: str, activity: JSON) -> Outcome:
        """Answers somebody, at once. In a channel, `reference.conversation` is the thread's id."""
        self._pacer.note()
        told = {"replyToId": reply_to_id} if reply_to_id else {}
        return await self._post(reference, _activities(reference, reply_to_id), activity | told)

    async def update(self, reference: Reference, activity_id: str, activity: JSON) -> Outcome:
        """Replaces a message. Twice is once: a doubtful request is repeated."""
        self._pacer.note()
        path = _activities(reference, activity_id)
        body = {**_signed(reference, activity), "id": activity_id}
        answer = await self._insist("PUT", reference, path, body)
        return verdict(answer) if isinstance(answer, Answer) else answer

    async def delete(self, reference: Reference, activity_id: str) -> Outcome:
        """Takes a message of the bot away."""
        self._pacer.note()
        answer = await self._insist("DELETE", reference, _activities(reference, activity_id))
        return verdict(answer) if isinstance(answer, Answer) else answer

    async def create_personal(self, reference: Reference, user_id: str) -> Outcome:
        """Opens the personal chat with somebody (`29:…` or aadObjectId): `Delivered(its id)`.

        `reference` is any conversation of the same tenant. Opening it twice gives the same chat.
        """
        await self._pacer.wait()
        body = {
            "isGroup": False,
            "bot": {"id": reference.bot_id, "name": reference.bot_name},
            "members": [{"id": user_id}],
            "tenantId": reference.tenant_id,
            "channelData": {"tenant": {"id": reference.tenant_id}},
        }
        answer = await self._insist("POST", reference, "v3/conversations", body)
        outcome = verdict(answer) if isinstance(answer, Answer) else answer
        if outcome == Delivered(""):
            return Ambiguous("conversation opened without an id")
        return outcome

    async def members(self, reference: Reference) -> tuple[Member, ...] | Failure:
        """Everybody of a conversation, 10 000 people at most."""
        found: list[Member] = []
        token = ""
        for _ in range(_MOST_PAGES):
            await self._pacer.wait()
            more = f"&continuationToken={quote(token, safe='')}" if token else ""
            path = f"{_conversation(reference)}/pagedmembers?pageSize={_PAGE}{more}"
            answer = await self._insist("GET", reference, path)
            if not isinstance(answer, Answer):
                return answer
            if not answer.is_success:
                return failure(answer)
            found += [_member(item, reference) for item in wire.objects(answer.body, "members")]
            token = wire.string(answer.body, "continuationToken", limit=10_000)
            if not token:
                break
        return tuple(member for member in found if member.aad_id)

    async def member(self, reference: Reference, user_id: str) -> Member | Failure:
        """One person of a conversation, by Teams id or aadObjectId."""
        self._pacer.note()
        path = f"{_conversation(reference)}/members/{_segment(user_id)}"
        answer = await self._insist("GET", reference, path)
        if not isinstance(answer, Answer):
            return answer
        return _member(answer.body, reference) if answer.is_success else failure(answer)

    async def _post(self, reference: Reference, path: str, activity: JSON) -> Outcome:
        answer = await self._call("POST", reference, path, _signed(reference, activity))
        outcome = verdict(answer) if isinstance(answer, Answer) else answer
        if not isinstance(outcome, Delivered):
            log.warning("message not delivered", extra={"outcome": repr(outcome)})
        return outcome

    async def _insist(
        self, method: str, reference: Reference, path: str, body: JSON | None = None
    ) -> Answer | Failure:
        """One more try where the first was doubtful and a second does no harm."""
        answer = await self._call(method, reference, path, body)
        outcome = verdict(answer) if isinstance(answer, Answer) else answer
        if not isinstance(outcome, Ambiguous | NotSent):
            return answer
        await asyncio.sleep(_PAUSE)
        return await self._call(method, reference, path, body)

    async def _call(
        self, method: str, reference: Reference, path: str, body: JSON | None = None
    ) -> Answer | Failure:
        """One request; one more with a new token if the first one's was refused."""
        # Checked at every send: what was stored long ago may be no longer allowed.
        if not self._hosts.allows(reference.service_url):
            return Refused("service address not allowed", Kind.OURS)
        url = URL(f"{reference.service_url.rstrip('/')}/{path}", encoded=True)
        data = None if body is None else encode(body)
        try:
            token = await self._credentials.token(CONNECTOR_SCOPE)
            answer = await self._exchange(method, url, data=data, token=token)
            if isinstance(answer, Answer) and answer.status == 401:  # noqa: PLR2004 - HTTP's own
                self._credentials.forget(CONNECTOR_SCOPE, used=token)
                token = await self._credentials.token(CONNECTOR_SCOPE)
                answer = await self._exchange(method, url, data=data, token=token)
        except TokenUnavailable as error:
            return NotSent(f"no token: {error}")
        except IdentityRefused as error:
            return Refused(f"no token: {error}", Kind.IDENTITY)
        return answer

    async def _exchange(
        self, method: str, url: URL, *, data: bytes | None, token: str
    ) -> Answer | Failure:
        headers = {"Content-Type": "application/json; charset=utf-8", "Accept": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        try:
            async with self._session.request(
                method,
                url,
                data=data,
                headers=headers,
                timeout=self._timeout,
                proxy=proxy_of(url.scheme, url.host or ""),
                # A redirect would carry the token to another host.
                allow_redirects=False,
            ) as response:
                return Answer(response.status, response.headers, await _body(response))
        except _BEFORE_SENDING as error:
            return NotSent(type(error).__name__)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            return Ambiguous(type(error).__name__)


async def _body(response: aiohttp.ClientResponse) -> JSON:
    """The answer's object; what breaks after the status line leaves the status standing."""
    try:
        return await read_json(response, limit=_LARGEST_ANSWER)
    except (aiohttp.ClientError, TimeoutError, OSError):
        return {}


def _conversation(reference: Reference) -> str:
    return f"v3/conversations/{_segment(reference.conversation)}"


def _activities(reference: Reference, activity_id: str = "") -> str:
    path = f"{_conversation(reference)}/activities"
    return f"{path}/{_segment(activity_id)}" if activity_id else path


def _segment(value: str) -> str:
    """An id as one segment of a path, whatever it holds."""
    return quote(value, safe="") if value.strip(".") else "-"


def _signed(reference: Reference, activity: JSON) -> JSON:
    """The activity with its sender and place, as the Connector wants them on every message."""
    bot = (
        {"from": {"id": reference.bot_id, "name": reference.bot_name}} if reference.bot_id else {}
    )
    return {**activity, **bot, "conversation": {"id": reference.conversation}}


def _member(item: Mapping[str, Any], reference: Reference) -> Member:
    upn = wire.string(item, "userPrincipalName")
    tenant = wire.string(item, "tenantId")
    elsewhere = bool(tenant and reference.tenant_id) and tenant != reference.tenant_id
    return Member(
        id=wire.string(item, "id"),
        aad_id=wire.string(item, "aadObjectId") or wire.string(item, "objectId"),
        name=wire.string(item, "name"),
        email=wire.string(item, "email") or upn,
        guest=elsewhere
        or "#ext#" in upn.lower()
        or wire.string(item, "userRole").lower() in {"guest", "anonymous"},
    )
