"""What became of a request to the Bot Connector, as the sender must treat it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum

from bot.teams import wire
from storage.records import JSON

_PAUSE = 2.0  # seconds, where a throttling answer names none
_LONGEST_PAUSE = 3600.0


class Kind(StrEnum):
    """Why the service refused, by what there is to do about it."""

    ROSTER = "roster"  # the bot was removed: silent until it is installed again
    ADMIN = "admin"  # the tenant's administrator blocked the app: everything stops
    BLOCKED = "blocked"  # the person blocked the bot: silent until they write
    GONE = "gone"  # the conversation or the message was deleted
    IDENTITY = "identity"  # our registration or secret: the queue stops, the operator is told
    OURS = "ours"  # this one message is at fault


@dataclass(frozen=True, slots=True)
class Delivered:
    """Taken. `id` is "" when the service did not tell it: never sent again all the same."""

    id: str = ""


@dataclass(frozen=True, slots=True)
class Throttled:
    """Not taken: wait `retry_after` seconds at least, then try again."""

    retry_after: float


@dataclass(frozen=True, slots=True)
class Refused:
    """Not taken, and trying again changes nothing until `kind` is dealt with."""

    reason: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Perhaps taken: a message is never sent again blindly."""

    reason: str


@dataclass(frozen=True, slots=True)
class NotSent:
    """Certainly not taken, nothing reached the service: try again later."""

    reason: str


Failure = Throttled | Refused | Ambiguous | NotSent
Outcome = Delivered | Failure


@dataclass(frozen=True, slots=True)
class Answer:
    """What the service answered; `body` is {} where it was no JSON object."""

    status: int
    headers: Mapping[str, str]
    body: JSON

    @property
    def is_success(self) -> bool:
        """Whether the request was taken."""
        return 200 <= self.status < 300  # noqa: PLR2004 - HTTP's own range


# https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages
_KINDS = {
    (401, "BotNotRegistered"): Kind.IDENTITY,
    (403, "BotNotInConversationRoster"): Kind.ROSTER,
    (403, "ForbiddenOperationException"): Kind.ROSTER,
    (403, "BotDisabledByAdmin"): Kind.ADMIN,
    (403, "ConversationBlockedByUser"): Kind.BLOCKED,
    (403, "MessageWritesBlocked"): Kind.BLOCKED,
    (404, "ConversationNotFound"): Kind.GONE,
    (404, "ActivityNotFoundInConversation"): Kind.GONE,
}
_AGAIN = frozenset({412, 429})
_UNKNOWN_FATE = 408  # with every 5xx: the message may have been taken


def verdict(answer: Answer) -> Outcome:
    """Reads an answer to a request that sends, changes or creates something."""
    if answer.is_success:
        return Delivered(wire.string(answer.body, "id"))
    return failure(answer)


def failure(answer: Answer) -> Failure:
    """Reads an answer that is no success."""
    if answer.status in _AGAIN:
        return Throttled(_pause(answer.headers.get("Retry-After", "")))
    code = wire.string(wire.mapping(answer.body, "error"), "code", limit=100)
    reason = f"HTTP {answer.status} {code}".rstrip()
    if answer.status >= 500 or answer.status == _UNKNOWN_FATE:  # noqa: PLR2004 - HTTP's own range
        return Ambiguous(reason)
    if answer.status == 401:  # noqa: PLR2004 - HTTP's own
        return Refused(reason, Kind.IDENTITY)
    # A 403 or 404 without a known code may come from a proxy: it condemns one message, no channel.
    return Refused(reason, _KINDS.get((answer.status, code), Kind.OURS))


def _pause(value: str) -> float:
    """Seconds of a Retry-After header, which may also be a date."""
    try:
        seconds = float(value)
    except ValueError:
        try:
            seconds = (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds()
        except (ValueError, TypeError):
            return _PAUSE
    return min(max(seconds, 0.0), _LONGEST_PAUSE) if math.isfinite(seconds) else _PAUSE
