"""A chat with the bot as people have it: sentences and clicks in, replies out."""

import itertools
from datetime import datetime

from dialogs.conversation import Conversation, Turned
from dialogs.messages import Choose, Click, Incoming, Reply, Say, Sender
from storage.records import Place, Reference

_ids = itertools.count(1)  # Teams never gives an id twice


class Chat:
    """`await chat.says("Qui connaît la LSF ?")`, then `await chat.clicks("Oui")`."""

    def __init__(
        self,
        conversation: Conversation,
        *,
        sender: Sender,
        now: datetime,
        place: Place = Place.PERSONAL,
        name: str = "chat",
    ) -> None:
        self._conversation = conversation
        self._sender = sender
        self._place = place
        self._name = f"{name}:{sender.aad_id}" if place is Place.PERSONAL else name
        self.now = now
        self._said: list[Reply] = []

    async def says(self, text: str) -> Turned:
        """Types a message."""
        return await self._turn(text=text)

    async def clicks(self, label: str) -> Turned:
        """Clicks the latest button with this label; older cards stay in the chat."""
        reply, button = next(
            (reply, button)
            for reply in reversed(self._said)
            for button in reply.buttons
            if button.label == label
        )
        if isinstance(button, Say):
            return await self._turn(text=button.sentence)
        assert isinstance(button, Choose)
        return await self._turn(click=Click(reply.key, button.choice))

    async def _turn(self, *, text: str = "", click: Click | None = None) -> Turned:
        incoming = Incoming(
            activity_id=f"{self._sender.aad_id}-{next(_ids)}",
            conversation=self._name,
            place=self._place,
            sender=self._sender,
            text=text,
            click=click,
            channel=self._name if self._place is Place.CHANNEL else "",
        )
        reference = Reference(
            conversation=self._name, place=self._place, service_url="https://teams.example.org"
        )
        turned = await self._conversation.turn(incoming, now=self.now, reference=reference)
        self._said.append(turned.reply)
        return turned
