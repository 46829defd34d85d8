"""Passerelle as in production: tokens checked, every turn committed; Microsoft is on loopback."""

import asyncio
import sys

from aiohttp import web

from bot.logs import set_up_logs
from bot.settings import load_settings
from bot.wiring import Endpoints, running
from tests.support.issuer import APP_ID, TENANT


async def serve(port: int, metadata: str, login: str) -> None:
    """Runs until it is stopped. The database is the one that the environment names."""
    settings = load_settings(app_id=APP_ID, tenant_id=TENANT, app_secret="a-secret", port=port)
    set_up_logs(level="error", form="text")
    endpoints = Endpoints(metadata=metadata, login=login, local_services=True)
    async with running(settings, endpoints=endpoints) as bot:
        runner = web.AppRunner(bot.web, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), sys.argv[2], sys.argv[3]))
