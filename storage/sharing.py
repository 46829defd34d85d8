"""Records of what is shared: wishes, proposals, relayed questions; calendars given back."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Something that a person wants to learn, in their own words."""

    id: int = 0  # 0 until stored
    person_id: str
    text: str
    wished_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A line that a head of service thinks of for somebody; only that person may publish it."""

    id: int = 0  # 0 until stored
    person_id: str
    text: str
    proposed_by: str | None  # None: whoever proposed it was erased
    proposed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """A question that nobody's declarations answer, asked of colleagues.

    Asker and question are kept until the answer comes, 14 days at most; then only the fact stays.
    """

    id: int = 0  # 0 until stored
    asker_id: str | None
    conversation: str  # where the answer goes back to
    question: str
    subject: str  # what is asked, in short
    targets: tuple[str, ...]  # conversations where it was asked
    asked_at: datetime
    expires_at: datetime
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmet:
    """A concept of the thesaurus asked in vain: never the wording, never who asked."""

    concept: str
    times: int
    last_asked: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """An address at which a calendar may be followed by whoever knows it; of nobody in particular."""

    token: str
    venue: str = ""  # a Venue code; "" = all of them
    group: str = ""  # a Group code: the week through its lens
    made_at: datetime
