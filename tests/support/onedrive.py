"""A stand-in of OneDrive's upload addresses on loopback: takes files by PUT, fails when told to."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.test_utils import TestServer


@dataclass(slots=True)
class OneDriveStandIn:
    """What it took is in `files`, each with the range that came with it."""

    url: str = ""
    status: int = 201
    files: dict[str, tuple[bytes, str]] = field(default_factory=dict)

    async def put(self, request: web.Request) -> web.Response:
        """Takes a whole file, as an upload session does."""
        content = await request.read()
        name, span = request.match_info["name"], request.headers.get("Content-Range", "")
        assert "Authorization" not in request.headers
        assert request.query["tempauth"] == "secret"
        if self.status in {200, 201}:
            self.files[name] = (content, span)
        return web.Response(status=self.status)


@asynccontextmanager
async def running_onedrive() -> AsyncIterator[OneDriveStandIn]:
    """OneDrive over HTTP."""
    stand_in = OneDriveStandIn()
    app = web.Application()
    app.router.add_put("/upload/{name}", stand_in.put)
    server = TestServer(app)
    await server.start_server()
    stand_in.url = str(server.make_url("/upload/"))
    try:
        yield stand_in
    finally:
        await server.close()
