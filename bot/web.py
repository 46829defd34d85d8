"""The HTTP server: activities of Teams, health, counters, files."""

import hashlib
import logging
from collections.abc import Awaitable, Callable
from urllib.parse import quote

from aiohttp import web

from bot.calendars import calendar
from bot.clock import Clock
from bot.metrics import Metrics
from bot.readiness import Readiness
from bot.teams.door import Door
from storage.database import Database

log = logging.getLogger(__name__)
Handler = Callable[[web.Request], Awaitable[web.Response]]

_LARGEST_ACTIVITY = 512 * 1024
_BAD_REQUEST = 400


def application(
    *,
    door: Door,
    readiness: Readiness,
    metrics: Metrics,
    database: Database,
    clock: Clock,
) -> web.Application:
    """The routes of the bot."""
    app = web.Application(client_max_size=_LARGEST_ACTIVITY)

    async def messages(request: web.Request) -> web.Response:
        body = await request.read()
        authorization = request.headers.get("Authorization")
        status, answer = await door.receive(authorization, body, peer=request.remote or "")
        if status >= _BAD_REQUEST:
            metrics.refused.labels(str(status)).inc()
        if answer is None:
            return web.Response(status=status)
        return web.json_response(answer, status=status)

    async def healthz(_request: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def readyz(_request: web.Request) -> web.Response:
        return _told(await readiness.problems())

    async def counters(_request: web.Request) -> web.Response:
        async with database.read() as stores:
            for state, rows in (await stores.outbox.counts()).items():
                metrics.outbox.labels(state).set(rows)
        return web.Response(body=metrics.text(), content_type="text/plain", charset="utf-8")

    app.router.add_post("/api/messages", messages)
    app.router.add_get("/healthz", healthz)
    app.router.add_get("/readyz", readyz)
    app.router.add_get("/metrics", counters)
    app.router.add_get("/files/{token}", _files(database, clock))
    app.router.add_get("/calendar/{token}.ics", _followed(database, clock))
    return app


def _files(database: Database, clock: Clock) -> Handler:
    """The route of files that are kept for a day."""

    async def handle(request: web.Request) -> web.Response:
        async with database.read() as stores:
            file = await stores.files.get(request.match_info["token"], now=clock())
        if file is None:
            return web.Response(
                status=404, text="Ce lien a expiré. Redemandez le fichier au robot."
            )
        headers = {
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}",
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        }
        return web.Response(body=file.content, content_type=file.content_type, headers=headers)

    return handle


def _followed(database: Database, clock: Clock) -> Handler:
    """The route of calendars to follow; programs ask again and again, mostly for nothing new."""

    async def handle(request: web.Request) -> web.Response:
        token = request.match_info["token"]
        content = await calendar(token, database, now=clock())
        if content is None:
            return web.Response(status=404, text="Cette adresse de calendrier n’existe plus.")
        mark = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        headers = {"ETag": mark, "Cache-Control": "private, max-age=900"}
        if mark in request.headers.get("If-None-Match", ""):
            return web.Response(status=304, headers=headers)
        return web.Response(
            body=content, content_type="text/calendar", charset="utf-8", headers=headers
        )

    return handle


def _told(problems: list[str]) -> web.Response:
    """Whether the bot is ready, for who watches over it, and in the log when it is not."""
    if problems:
        log.warning("not ready", extra={"problems": problems})
    status = 503 if problems else 200
    return web.json_response({"ready": not problems, "problems": problems}, status=status)
