"""The door to Teams: an HTTP request comes in, its answer goes out, and never a 500."""

import logging

from bot.teams.adapter import Adapter
from bot.teams.connector import Connector
from bot.teams.handler import Handler, House
from bot.teams.http import parse_object
from bot.teams.inbound import Gate, Refused
from bot.teams.replies import Replies
from bot.teams.schema import Malformed, to_activity
from storage.records import JSON

log = logging.getLogger(__name__)


class Door:
    """Puts gate, house and connector together.

    `patience` is how long a turn may take, `reply_patience` how long its acknowledgement waits for
    the answer to be taken, in seconds: together well below the 15 s after which Teams repeats.
    """

    def __init__(
        self,
        *,
        gate: Gate,
        house: House,
        connector: Connector,
        patience: float = 10.0,
        reply_patience: float = 3.0,
    ) -> None:
        self._gate = gate
        self._replies = Replies(connector, patience=reply_patience)
        self._adapter = Adapter(connector, self._replies)
        self._handler = Handler(house, patience=patience)

    async def receive(
        self, authorization: str | None, body: bytes, *, peer: str = ""
    ) -> tuple[int, JSON | None]:
        """The status and the JSON body to answer with. `peer` is the address of who connected."""
        payload = parse_object(body)
        if payload is None:
            return 400, None
        try:
            await self._gate.check(authorization, payload, peer=peer)
            activity = to_activity(payload)
        except Refused as refused:
            log.warning(
                "activity refused", extra={"status": refused.status, "reason": refused.reason}
            )
            return refused.status, None
        except Malformed as malformed:
            log.warning("activity malformed", extra={"reason": str(malformed)})
            return 400, None
        return await self._adapter.process(activity, self._handler.on_turn)

    async def finish(self) -> None:
        """Waits for the answers under way, at the end of the process."""
        await self._replies.finish()
