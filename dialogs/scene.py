"""The shape that every topic shares: an intent and a scene in, an outcome out.

A topic's `answer.py` has two functions: `start(intent, scene)` for a new message and
`resume(state, intent, scene)` for one that may go on with what is open; `resume` gives None when
the message is not meant for it. Topics are chosen by the intent's name and by the first word of a
state's `kind` (« experts.confirm_skill »).
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol

from dialogs.messages import Incoming, Reply
from storage.database import Stores
from storage.records import JSON, Knowledge, Person


class IntentName(StrEnum):
    """Eleven families of what people want, and three that only an open talk gives a meaning."""

    EXPERT_QUESTION = "expert_question"
    DECLARE_SKILL = "declare_skill"
    MY_PROFILE = "my_profile"
    PROGRAMMING_QUESTION = "programming_question"
    DIGEST_SETTINGS = "digest_settings"
    ACTION_UPDATE = "action_update"
    ACTION_QUERY = "action_query"
    CREATE_ACTION = "create_action"
    HELP = "help"
    GREETING = "greeting"
    OUT_OF_SCOPE = "out_of_scope"
    CONFIRM = "confirm"
    CANCEL = "cancel"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """What a message wants. `text` is the message itself; slots are named in `understand`."""

    name: IntentName
    text: str
    slots: dict[str, Any] = field(default_factory=dict)
    confidence: float = 1.0


class Effect(StrEnum):
    """What a turn did: stored something, asked before storing, or neither."""

    NONE = "none"
    ASKS = "asks"
    WRITES = "writes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Where a turn happens: who speaks, what the database knows, the time in the town's zone."""

    asker: Person
    incoming: Incoming
    stores: Stores
    knowledge: Knowledge
    now: datetime

    @property
    def today(self) -> date:
        """The town's day."""
        return self.now.date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a topic decided. `asks` opens a question, `about` only remembers the subject.

    Both are JSON with a `kind`. A turn that has neither leaves what was open as it was, unless it
    answered it (then the conversation closes it).
    """

    reply: Reply
    effect: Effect = Effect.NONE
    asks: JSON | None = None
    about: JSON | None = None


class Topic(Protocol):
    """What each topic's `answer` module offers."""

    async def start(self, intent: Intent, scene: Scene) -> Outcome:
        """Answers a new message."""
        ...

    async def resume(self, state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
        """Goes on with an open talk, or gives None when the message is about something else."""
        ...
