"""What stands behind the door: conversation, welcome, roster, and how to reach people again."""

import dataclasses
import logging
import time
from collections.abc import Sequence

from bot.clock import Clock
from bot.metrics import Metrics
from bot.office.shelf import Shelf
from bot.teams.connector import Connector, Member
from bot.teams.consent import Consent, Handed, Uploads
from bot.teams.events import Install, Removal, Sought
from dialogs.asker import meet
from dialogs.conversation import Conversation
from dialogs.experts import answer as experts
from dialogs.experts.first import first_meeting
from dialogs.help import texts
from dialogs.messages import Entry, Incoming, Reply, Sender
from storage.database import Database
from storage.records import Person, Place, Reference

log = logging.getLogger(__name__)


class House:
    """Answers what comes through the door, in the town's time.

    `consent`: in personal chat, files go into people's own storage, by Teams' own way.
    """

    def __init__(
        self,
        *,
        database: Database,
        conversation: Conversation,
        connector: Connector,
        shelf: Shelf,
        uploads: Uploads,
        consent: bool,
        metrics: Metrics,
        clock: Clock,
    ) -> None:
        self._database = database
        self._conversation = conversation
        self._connector = connector
        self._shelf = shelf
        self._uploads = uploads
        self._consent = consent
        self._metrics = metrics
        self._clock = clock
        self._met: set[str] = set()

    async def turn(self, incoming: Incoming, reference: Reference) -> Reply | None:
        """Answers a message or a click; committed when it returns."""
        began = time.perf_counter()
        incoming = await self._introduced(incoming, reference)
        turned = await self._conversation.turn(incoming, now=self._clock(), reference=reference)
        self._met.add(incoming.sender.aad_id)
        self._metrics.turns.labels(turned.intent, turned.effect).inc()
        self._metrics.turn_seconds.observe(time.perf_counter() - began)
        asks = self._consent and incoming.place is Place.PERSONAL
        return await self._shelf.with_files(turned.reply, consent=asks)

    async def sought(self, sought: Sought) -> Sequence[Entry]:
        """Reads only: whoever types in the compose box is not met, and nothing is kept."""
        async with self._database.read() as stores:
            knowledge = await self._database.knowledge(stores)
            sender = sought.sender
            asker = knowledge.by_aad_id(sender.aad_id) or Person(
                id=sender.aad_id, name=sender.name, guest=sender.guest
            )
            people = await experts.seek(
                sought.text, stores, knowledge, asker=asker, today=self._clock().date()
            )
        return people[sought.skip : sought.skip + sought.count]

    async def consented(self, given: Consent) -> Handed:
        """Puts a file where somebody takes it. No transaction is open meanwhile."""
        if not given.accepted:
            return Handed.DECLINED
        file = await self._shelf.taken(given.token)
        if file is None:
            return Handed.GONE
        taken = await self._uploads.put(given.upload_url, file)
        return Handed.TAKEN if taken else Handed.FAILED

    async def installed(self, install: Install, reference: Reference) -> Reply | None:
        """Remembers the conversation; welcomes once, however often the installation is told."""
        personal = reference.place is Place.PERSONAL
        by = await self._named(install.by, reference) if personal and install.by else install.by
        async with self._database.begin() as stores:
            before = await stores.references.get(reference.conversation)
            person = await stores.people.by_aad_id(by.aad_id) if by else None
            welcomes = not install.upgrade and (before is None or not before.active)
            if person is None and by and personal and welcomes:
                person = await meet(by, stores)
            if personal and person is not None:
                reference = dataclasses.replace(reference, person_id=person.id)
            elif before is not None:
                reference = dataclasses.replace(reference, person_id=before.person_id)
            await stores.references.put(reference)
            if reference.team_id:
                await stores.references.wake_team(reference.team_id)
            first = None
            if welcomes and personal and person is not None:
                knowledge = await self._database.knowledge(stores)
                first = await first_meeting(
                    person,
                    stores,
                    knowledge,
                    conversation=reference.conversation,
                    now=self._clock(),
                )
        log.info("installed", extra={"place": str(reference.place), "again": before is not None})
        if not welcomes:
            return None
        if personal:
            return first or texts.welcome(by.name if by else "")
        return texts.welcome_channel(reference.name)

    async def removed(self, removal: Removal, reference: Reference) -> None:
        """Falls silent there, and in all channels of a team that it left."""
        if removal.upgrade:
            return
        async with self._database.begin() as stores:
            await stores.references.silence(reference.conversation, because="retiré")
            if reference.team_id:
                await stores.references.silence_team(reference.team_id, because="retiré")
        log.info("removed", extra={"place": str(reference.place)})

    async def members_added(
        self, people: tuple[Sender, ...], reference: Reference
    ) -> Reply | None:
        """People who came are met when they speak: nothing is kept of them before."""
        log.info("members came", extra={"people": len(people), "place": str(reference.place)})
        return None

    async def members_removed(self, people: tuple[Sender, ...], reference: Reference) -> None:
        """Leaving a team is not leaving the town: profiles stay until somebody erases them."""
        log.info("members left", extra={"people": len(people), "place": str(reference.place)})

    async def _introduced(self, incoming: Incoming, reference: Reference) -> Incoming:
        """The incoming with the sender's address, asked of the roster at their first message.

        The address links them to the agent that was imported. No transaction is open meanwhile.
        """
        sender = incoming.sender
        if sender.aad_id in self._met:
            return incoming
        return dataclasses.replace(incoming, sender=await self._named(sender, reference))

    async def _named(self, sender: Sender, reference: Reference) -> Sender:
        """The sender with the roster's name and address, unless they are known already."""
        if sender.email or await self._is_known(sender):
            return sender
        member = await self._connector.member(reference, sender.aad_id)
        if not isinstance(member, Member):
            return sender
        return dataclasses.replace(
            sender,
            name=member.name or sender.name,
            email=member.email,
            guest=sender.guest or member.guest,
        )

    async def _is_known(self, sender: Sender) -> bool:
        async with self._database.read() as stores:
            return await stores.people.by_aad_id(sender.aad_id) is not None
