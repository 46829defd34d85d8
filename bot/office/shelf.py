"""Puts a file on the shelf where a reply offers one: a link that works for a day.

Dialogs cannot make files; they link to `passerelle:<name>` and the shelf, which knows how,
replaces the link on the way out.
"""

import asyncio
import dataclasses
import secrets
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any, Generic, TypeVar

from bot.clock import Clock
from dialogs import texts
from dialogs.messages import Button, Entry, Link, Part, Reply
from storage.database import Database, Stores
from storage.records import StoredFile

SCHEME = "passerelle:"
LIFE = timedelta(hours=24)
Gathered = TypeVar("Gathered")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclasses.dataclass(frozen=True, slots=True)
class Maker(Generic[Gathered]):
    """How a file comes about: `gather` reads in a transaction, `build` works off the loop."""

    gather: Callable[[Stores], Awaitable[Gathered]]
    build: Callable[[Gathered], bytes]


class Shelf:
    """Makes the files that replies offer. `base_url` is "" where nobody could fetch them."""

    def __init__(
        self,
        *,
        database: Database,
        base_url: str,
        clock: Clock,
        makers: Mapping[str, Maker[Any]],
    ) -> None:
        self._database = database
        self._base_url = base_url
        self._clock = clock
        self._makers = makers

    async def with_files(self, reply: Reply) -> Reply:
        """The reply with real addresses in the place of `passerelle:` links."""
        wanted = sorted({link.url for link in _links(reply) if link.url.startswith(SCHEME)})
        if not wanted:
            return reply
        if not self._base_url:
            return texts.no_address(_without(reply))
        addresses = {url: await self._address(url.removeprefix(SCHEME)) for url in wanted}
        return _with(reply, addresses)

    async def _address(self, name: str) -> str:
        make = self._makers[name]
        async with self._database.read() as stores:
            gathered = await make.gather(stores)
        # Off the loop: a workbook of a few hundred lines takes its time.
        content = await asyncio.to_thread(make.build, gathered)
        file = StoredFile(
            token=secrets.token_urlsafe(32),
            name=name,
            content_type=_XLSX,
            content=content,
            expires_at=self._clock() + LIFE,
        )
        async with self._database.begin() as stores:
            await stores.files.put(file)
        return f"{self._base_url}/files/{file.token}"


def _links(reply: Reply) -> list[Link]:
    buttons = [button for button in reply.buttons if isinstance(button, Link)]
    return buttons + [
        link for part in reply.parts if isinstance(part, Entry) for link in part.links
    ]


def _with(reply: Reply, addresses: Mapping[str, str]) -> Reply:
    def real(link: Link) -> Link:
        return Link(link.label, addresses.get(link.url, link.url))

    def shown(part: Part) -> Part:
        if not isinstance(part, Entry):
            return part
        return dataclasses.replace(part, links=tuple(real(link) for link in part.links))

    def pressed(button: Button) -> Button:
        return real(button) if isinstance(button, Link) else button

    return dataclasses.replace(
        reply,
        parts=tuple(shown(part) for part in reply.parts),
        buttons=tuple(pressed(button) for button in reply.buttons),
    )


def _without(reply: Reply) -> Reply:
    kept = tuple(
        button
        for button in reply.buttons
        if not (isinstance(button, Link) and button.url.startswith(SCHEME))
    )
    return dataclasses.replace(reply, buttons=kept)
