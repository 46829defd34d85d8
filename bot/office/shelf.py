"""Puts a file on the shelf where a reply offers one: a link that works for a day.

Dialogs cannot make files; they link to `passerelle:<name>` and the shelf, which knows how,
replaces the link on the way out: by a file for Teams' own file storage where a person can take it
there, else by a real address.
"""

import asyncio
import dataclasses
import secrets
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any, Generic, TypeVar

from bot.clock import Clock
from dialogs import texts
from dialogs.messages import Button, Entry, Link, Offer, Part, Reply
from dialogs.programme.following import SCHEME as CALENDAR
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

    async def with_files(self, reply: Reply, *, consent: bool = False) -> Reply:
        """The reply with real addresses in the place of `passerelle:` links.

        With `consent`, the person is asked whether to take the files instead.
        """
        reply = with_calendars(reply, self._base_url)
        names = offered(reply)
        if not names:
            return reply
        if consent:
            files = [await self._kept(name) for name in names]
            offers = tuple(Offer(file.token, file.name, len(file.content)) for file in files)
            return dataclasses.replace(without(reply), offers=offers)
        if not self._base_url:
            return texts.no_address(without(reply))
        tokens = {SCHEME + name: (await self._kept(name)).token for name in names}
        return _with(
            reply, {url: f"{self._base_url}/files/{token}" for url, token in tokens.items()}
        )

    async def taken(self, token: str) -> StoredFile | None:
        """The file that somebody agreed to take; None when its day is over."""
        async with self._database.read() as stores:
            return await stores.files.get(token, now=self._clock())

    async def _kept(self, name: str) -> StoredFile:
        file = StoredFile(
            token=secrets.token_urlsafe(32),
            name=name,
            content_type=_XLSX,
            content=await made(self._database, self._makers[name]),
            expires_at=self._clock() + LIFE,
        )
        async with self._database.begin() as stores:
            await stores.files.put(file)
        return file


def with_calendars(reply: Reply, base_url: str) -> Reply:
    """Addresses of calendars to follow are real once somebody can reach them."""
    urls = [link.url for link in _links(reply) if link.url.startswith(CALENDAR)]
    if not urls:
        return reply
    if not base_url:
        return texts.no_address(without(reply))
    tokens = {url: url.removeprefix(CALENDAR) for url in urls}
    return _with(reply, {url: f"{base_url}/calendar/{name}.ics" for url, name in tokens.items()})


async def made(database: Database, maker: Maker[Any]) -> bytes:
    """The content of a file, from what the database holds now."""
    async with database.read() as stores:
        gathered = await maker.gather(stores)
    # Off the loop: a workbook of a few hundred lines takes its time.
    return await asyncio.to_thread(maker.build, gathered)


def offered(reply: Reply) -> list[str]:
    """The names of the files that a reply links to."""
    urls = {link.url for link in _links(reply) if link.url.startswith(SCHEME)}
    return sorted(url.removeprefix(SCHEME) for url in urls)


def without(reply: Reply) -> Reply:
    """The reply without its links to files."""

    def shown(part: Part) -> Part:
        if not isinstance(part, Entry):
            return part
        return dataclasses.replace(part, links=tuple(filter(_is_elsewhere, part.links)))

    return dataclasses.replace(
        reply,
        parts=tuple(shown(part) for part in reply.parts),
        buttons=tuple(button for button in reply.buttons if _is_elsewhere(button)),
    )


def _is_elsewhere(button: Button) -> bool:
    return not (isinstance(button, Link) and button.url.startswith((SCHEME, CALENDAR)))


def _links(reply: Reply) -> list[Link]:
    buttons = [button for button in reply.buttons if isinstance(button, Link)]
    return buttons + [
        link for part in reply.parts if isinstance(part, Entry) for link in part.links
    ]


def _with(reply: Reply, addresses: Mapping[str, str]) -> Reply:
    def real(link: Link) -> Link:
        address = addresses.get(link.url)
        return Link(link.label, address, ours=True) if address else link

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
