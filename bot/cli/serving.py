"""The bot behind its port, for `serve` and `demo`: the port first, then all that works behind it."""

import asyncio
import contextlib
import errno
import gc
import signal
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from aiohttp import web

from bot.cli.common import refuse_absent, say
from bot.settings import Settings, unknown_names
from bot.wiring import Bot, running
from storage.records import Refusal

_BACKLOG = 128


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[Bot]:
    """A bot that listens. A port that is taken, or a database that is not there, stops it at once.

    Whoever connects while it starts waits, and is answered when it is ready.
    """
    refuse_absent(settings)
    with _listening(settings) as sockets:
        gc.disable()  # until all that stays is made
        async with running(settings) as bot:
            runner = web.AppRunner(bot.web, access_log=None, shutdown_timeout=10)
            await runner.setup()
            try:
                for one in sockets:
                    await web.SockSite(runner, one, backlog=_BACKLOG).start()
                gc.enable()
                say(f"Passerelle écoute sur {_address(settings)}")
                yield bot
            finally:
                await runner.cleanup()


def stop_signal() -> asyncio.Event:
    """Set by Ctrl+C or by the service manager, from now on: asked for before anything is said."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows has no handlers on its loop
            loop.add_signal_handler(name, stopped.set)
    return stopped


def warned_of_names() -> list[str]:
    """One sentence for each setting that nobody reads, for the start."""
    return [f"Attention : {told}" for told in unknown_names()]


@contextmanager
def _listening(settings: Settings) -> Iterator[list[socket.socket]]:
    with contextlib.ExitStack() as stack:
        try:
            sockets = [
                stack.enter_context(socket.create_server(place, family=family, backlog=_BACKLOG))
                for family, place in _places(settings)
            ]
        except OSError as failed:
            raise Refusal(_why(failed, settings)) from failed
        yield sockets


def _places(settings: Settings) -> list[tuple[int, tuple[str, int]]]:
    """« localhost » may be two addresses."""
    found = socket.getaddrinfo(
        settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )
    return list(dict.fromkeys((int(family), (str(to[0]), int(to[1]))) for family, *_, to in found))


def _why(failed: OSError, settings: Settings) -> str:
    if failed.errno == errno.EADDRINUSE:
        return (
            f"Le port {settings.port} est déjà pris par un autre programme : arrêtez-le, ou "
            "choisissez un autre port avec PASSERELLE_PORT."
        )
    if failed.errno in {errno.EACCES, errno.EPERM}:
        return (
            f"Le système n’accorde pas le port {settings.port} : choisissez-en un autre, "
            "au-dessus de 1024, avec PASSERELLE_PORT."
        )
    return (
        f"Cette machine n’a pas l’adresse « {settings.host} » : vérifiez PASSERELLE_HOST, "
        "par exemple 127.0.0.1."
    )


def _address(settings: Settings) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}"
