"""A stand-in of the Bot Connector on loopback: records what it gets, fails as it is told to.

It refuses what the real service refuses or what we never want: unknown routes, text and a card in
one activity, a message for a conversation that nobody opened.
"""

import asyncio
import json
import time
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer
from aiohttp.typedefs import Handler


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request as it came in. `at` counts seconds."""

    at: float
    method: str
    path: str  # decoded
    body: Any
    authorization: str


@dataclass(slots=True, kw_only=True)
class Fault:
    """What happens to one request instead of the usual; `taken` keeps the message all the same."""

    status: int = 500
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    taken: bool = False
    hang: asyncio.Event | None = None
    reset: bool = False


class ConnectorStandIn:
    """The messages it took are in `messages`, all requests in `requests`."""

    def __init__(self) -> None:
        self.url = ""
        self.requests: list[Request] = []
        self.messages: dict[str, dict[str, Any]] = {}
        self.people: list[dict[str, Any]] = []
        self.page_size = 2
        self.faults: deque[Fault] = deque()
        self.accepts: set[str] | None = None  # tokens; None = all
        self.unknown: list[str] = []

    def fail_next(
        self,
        status: int,
        *,
        code: str = "",
        headers: Mapping[str, str] | None = None,
        body: str = "",
        taken: bool = False,
        times: int = 1,
    ) -> None:
        """The next requests fail with the Connector's error object, or with `body` as it is."""
        if code:
            body = json.dumps({"error": {"code": code, "message": "told by a test"}})
        fault = Fault(status=status, headers=headers or {}, body=body, taken=taken)
        self.faults.extend([fault] * times)

    def hang_next(self) -> asyncio.Event:
        """The next request is taken, then gets no answer until the event is set."""
        event = asyncio.Event()
        self.faults.append(Fault(hang=event, taken=True))
        return event

    def reset_next(self, *, times: int = 1) -> None:
        """The next requests are taken, then the connection breaks."""
        self.faults.extend(Fault(reset=True, taken=True) for _ in range(times))

    @property
    def said(self) -> list[dict[str, Any]]:
        """The messages in the order in which they were taken."""
        return list(self.messages.values())

    def app(self) -> web.Application:
        app = web.Application(middlewares=[self._meet], client_max_size=10_000_000)
        conversation = "/v3/conversations/{conversation}"
        app.router.add_post("/v3/conversations", self._create)
        app.router.add_post(f"{conversation}/activities", self._post)
        app.router.add_post(f"{conversation}/activities/{{activity}}", self._post)
        app.router.add_put(f"{conversation}/activities/{{activity}}", self._put)
        app.router.add_delete(f"{conversation}/activities/{{activity}}", self._delete)
        app.router.add_get(f"{conversation}/pagedmembers", self._paged)
        app.router.add_get(f"{conversation}/members/{{member}}", self._member)
        return app

    @web.middleware
    async def _meet(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        raw = await request.read()
        self.requests.append(
            Request(
                at=time.monotonic(),
                method=request.method,
                path=request.path,
                body=json.loads(raw) if raw else None,
                authorization=request.headers.get("Authorization", ""),
            )
        )
        if self.accepts is not None and self._token(request) not in self.accepts:
            return _error(401, "Unauthorized")
        if self.faults:
            return await self._fail(request, handler, self.faults.popleft())
        try:
            response: web.StreamResponse = await handler(request)
        except web.HTTPException:
            self.unknown.append(f"{request.method} {request.path}")
            raise
        return response

    @staticmethod
    def _token(request: web.Request) -> str:
        return request.headers.get("Authorization", "").removeprefix("Bearer ")

    async def _fail(
        self, request: web.Request, handler: Handler, fault: Fault
    ) -> web.StreamResponse:
        if fault.taken:
            await handler(request)
        if fault.hang:
            await fault.hang.wait()
        if fault.reset:
            assert request.transport
            request.transport.abort()
        return web.Response(status=fault.status, headers=dict(fault.headers), text=fault.body)

    async def _create(self, request: web.Request) -> web.Response:
        body = await request.json()
        if body.get("isGroup") or not body["tenantId"]:
            return _error(400, "BadArgument")
        return web.json_response({"id": f"a:{body['members'][0]['id']}"}, status=201)

    async def _post(self, request: web.Request) -> web.Response:
        body = await request.json()
        if body["conversation"]["id"] != request.match_info["conversation"]:
            return _error(400, "BadArgument")
        if body.get("text") and body.get("attachments"):
            # Teams splits such a message and tells no id.
            return web.Response(status=202)
        identifier = f"m{len(self.messages) + 1}"
        self.messages[identifier] = body
        return web.json_response({"id": identifier}, status=201)

    async def _put(self, request: web.Request) -> web.Response:
        identifier = request.match_info["activity"]
        if identifier not in self.messages:
            return _error(404, "ActivityNotFoundInConversation")
        self.messages[identifier] = await request.json()
        return web.json_response({"id": identifier})

    async def _delete(self, request: web.Request) -> web.Response:
        if self.messages.pop(request.match_info["activity"], None) is None:
            return _error(404, "ActivityNotFoundInConversation")
        return web.Response(status=200)

    async def _paged(self, request: web.Request) -> web.Response:
        start = int(request.query.get("continuationToken", "0"))
        page: dict[str, Any] = {"members": self.people[start : start + self.page_size]}
        if start + self.page_size < len(self.people):
            page["continuationToken"] = str(start + self.page_size)
        return web.json_response(page)

    async def _member(self, request: web.Request) -> web.Response:
        wanted = request.match_info["member"]
        for person in self.people:
            if wanted in {person["id"], person.get("aadObjectId")}:
                return web.json_response(person)
        return _error(404, "MemberNotFoundInConversation")


def _error(status: int, code: str) -> web.Response:
    return web.json_response({"error": {"code": code, "message": "refused"}}, status=status)


@asynccontextmanager
async def running_connector() -> AsyncIterator[ConnectorStandIn]:
    """The Connector over HTTP; at the end, no request was unknown to it."""
    stand_in = ConnectorStandIn()
    server = TestServer(stand_in.app())
    await server.start_server()
    stand_in.url = str(server.make_url("/"))
    try:
        yield stand_in
        assert not stand_in.unknown
    finally:
        await server.close()
