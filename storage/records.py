"""The shared words: what the stores give and take. Frozen, without behaviour beyond small reads.

Instants are aware datetimes, in UTC when they come from a store; a `date` is a day of the town.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

JSON = dict[str, Any]


class Refusal(Exception):
    """What cannot be done, and what to do instead: `reason` is one French sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Role(StrEnum):
    """What a person may do: everybody is at least an agent."""

    AGENT = "agent"
    COORDINATOR = "coordinateur"
    ADMIN = "administrateur"


class Visibility(StrEnum):
    """How far a declared line may be shown (the circle that its author chose)."""

    ME = "moi"
    VENUE = "equipement"
    DEPARTMENT = "dac"
    TOWN = "ville"


class Level(StrEnum):
    """How a person rates a skill of their own."""

    BEGINNER = "débutant"
    AT_EASE = "à l'aise"
    REFERENCE = "référent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    """A venue or service of the department (`code` is stable, `name` is shown)."""

    code: str
    name: str
    kind: str = ""  # médiathèque, cinéma, mission…
    about: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """An organisation of a circle: 2 = under agreement, 3 = regular, 4 = the town's community."""

    name: str
    circle: int
    discipline: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A cross-department working group."""

    code: str
    name: str
    question: str = ""  # what the group asks of a week's programme
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An agent. `id` is ours or the imported one; `aad_id` is known once they met the bot."""

    id: str
    name: str
    email: str = ""
    aad_id: str | None = None
    role: Role = Role.AGENT
    venue: str = ""  # a Venue code, or "" when unknown
    service: str = ""  # as imported or as the venue is called
    job_title: str = ""
    disciplines: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()  # names as imported, or Group codes
    working_days: tuple[str, ...] = ()  # lundi … dimanche; empty = not said
    days_visibility: Visibility = Visibility.DEPARTMENT  # of « joignable mercredi »
    guest: bool = False
    own_fields: tuple[str, ...] = ()  # names of the fields above that they said themselves
    dropped: tuple[
        str, ...
    ] = ()  # lines they took away, folded: an import must not bring them back


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """A line that a person declared, in their own words."""

    id: int = 0  # 0 until stored
    person_id: str
    text: str
    level: Level | None = None
    note: str = ""
    visibility: Visibility = Visibility.DEPARTMENT
    teaches: bool = False  # « je veux bien transmettre »
    declared_at: datetime | None = None
    confirmed_at: datetime | None = None  # when they last said that it still holds


class EvidenceKind(StrEnum):
    """Where a line about a person stands."""

    SKILL = "skill"
    LANGUAGE = "language"
    NAME = "name"
    FUNCTION = "function"
    DISCIPLINE = "discipline"
    GROUP = "group"
    SERVICE = "service"
    PARTNER = "partner"
    ACTION = "action"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One line that may answer « qui connaît … ? », with its analysed terms in reading order.

    `terms` come from `dialogs.french.words`; storage only keeps and finds them.
    """

    person_id: str
    kind: EvidenceKind
    text: str
    terms: tuple[str, ...]
    level: Level | None = None
    note: str = ""
    visibility: Visibility = Visibility.DEPARTMENT
    skill_id: int | None = None
    teaches: bool = False  # its author is glad to pass it on
    since: date | None = None  # declared or confirmed


class ActionStatus(StrEnum):
    """Where an action stands (« en retard » is en_cours past its due day)."""

    TODO = "a_faire"
    DOING = "en_cours"
    BLOCKED = "bloquee"
    DONE = "terminee"
    DROPPED = "abandonnee"

    @property
    def is_open(self) -> bool:
        """Whether news is still expected."""
        return self not in {ActionStatus.DONE, ActionStatus.DROPPED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A line of the register. `number` is what people say (« l'action 12 ») and never changes."""

    number: int
    title: str
    axis: str
    section: str = ""  # of the plan, where it comes from
    owner_id: str | None = None
    status: ActionStatus = ActionStatus.TODO
    progress: int | None = None  # percent
    due: date | None = None
    blocker: str = ""
    last_news: date | None = None  # the town's day of the last update
    version: int = 1  # grows with every change; a change made on an older one is refused

    @property
    def is_open(self) -> bool:
        """Whether news is still expected."""
        return self.status.is_open


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionChange:
    """What a report says of one action; None = unchanged. `blocker` "" clears it."""

    number: int
    status: ActionStatus | None = None
    progress: int | None = None
    due: date | None = None
    blocker: str | None = None
    owner_id: str | None = None
    title: str | None = None
    late: bool = False  # « en retard », which the note tells: no field of its own
    note: str = ""  # the reporter's words, kept in the journal


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """One change as it was made: who, when, before and after, in the register's own fields."""

    number: int
    at: datetime
    author_id: str | None
    before: JSON
    after: JSON
    note: str = ""


class EventStatus(StrEnum):
    """Status of an occurrence (iCalendar: TENTATIVE = annoncé, CONFIRMED or none = confirmé)."""

    ANNOUNCED = "annoncé"
    CONFIRMED = "confirmé"
    POSTPONED = "reporté"
    FULL = "complet"
    CANCELLED = "annulé"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A programming source. `url` may be a path; as it may be a secret, it is never logged."""

    name: str
    url: str
    venue: str  # a Venue code
    etag: str = ""
    modified: str = ""
    read_at: datetime | None = None  # last good reading
    tried_at: datetime | None = None
    trouble: str = ""  # one French sentence when the last try failed
    warnings: tuple[str, ...] = ()
    added_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One showing of one event, as a feed gives it.

    `start` and `end` are UTC; when `all_day`, they are midnights of the town, `end` exclusive.
    """

    feed: str
    uid: str
    start: datetime
    end: datetime
    summary: str
    all_day: bool = False
    status: EventStatus = EventStatus.CONFIRMED
    location: str = ""
    description: str = ""
    categories: tuple[str, ...] = ()
    url: str = ""
    venue: str = ""  # a Venue code; filled from the feed when it is stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A Teams channel connected to a working group, with its weekly slot in the town's time."""

    conversation: str  # the channel's id, without ;messageid=
    group: str  # a Group code
    weekday: int = 0  # 0 = Monday
    at: str = "08:30"
    paused_until: date | None = None
    connected_by: str | None = None
    name: str = ""


class Place(StrEnum):
    """Where people and bot meet."""

    PERSONAL = "personal"
    GROUP = "groupChat"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """How to reach a conversation again: our own format, free of any SDK's."""

    conversation: str
    place: Place
    service_url: str
    tenant_id: str = ""
    bot_id: str = ""
    bot_name: str = ""
    person_id: str | None = None  # whose personal chat it is
    team_id: str = ""
    name: str = ""
    active: bool = True  # False after removal; silent until installed again
    silent_because: str = ""


class OutgoingState(StrEnum):
    """States of an outbox row (`rulings.md`)."""

    TO_PUBLISH = "a_publier"
    SENDING = "en_cours"
    PUBLISHED = "publie"
    UNCERTAIN = "incertain"
    GIVEN_UP = "abandonne"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """What the bot sends of its own accord. `key` makes it unique; `body` is a Reply as JSON."""

    id: int = 0
    key: str
    conversation: str
    body: JSON
    kind: str = ""  # digest, question, notice
    state: OutgoingState = OutgoingState.TO_PUBLISH
    due_at: datetime
    expires_at: datetime | None = None  # past this it would come too late
    attempts: int = 0
    epoch: int = 0  # grows with each claim: a sender that lost its lease settles nothing
    reason: str = ""
    activity_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A question of the bot that waits for somebody's answer in one conversation.

    `key` is what a card's buttons carry; it answers once.
    """

    key: str
    conversation: str
    person_id: str
    state: JSON
    expires_at: datetime
    closed: str = ""  # why it ended, for an old card clicked again
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """An activity that was answered, with the answer it got.

    `about` is what the answer was about, for a message that goes on with it (« et le mercredi ? »).
    """

    conversation: str
    activity_id: str
    at: datetime
    person_id: str | None = None  # None: erased by this very turn
    reply: JSON | None = None
    about: JSON | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What a turn starts from: who speaks, what is open, and whether knowledge is still fresh."""

    revision: int
    person_id: str | None  # None: nobody known by this Entra id
    question: Talk | None
    about: JSON | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file somebody may fetch at /files/<token> until it expires."""

    token: str
    name: str
    content_type: str
    content: bytes = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What sentences may name, read once per revision of the database and shared between turns."""

    revision: int
    people: tuple[Person, ...] = ()
    venues: tuple[Venue, ...] = ()
    partners: tuple[Partner, ...] = ()
    groups: tuple[Group, ...] = ()
    axes: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    feeds: tuple[str, ...] = ()  # names of the programming sources

    def by_aad_id(self, aad_id: str) -> Person | None:
        """The person with this Entra id."""
        return next((person for person in self.people if person.aad_id == aad_id), None)

    def person(self, person_id: str | None) -> Person | None:
        """The person with this id of ours."""
        return next((person for person in self.people if person.id == person_id), None)

    def venue(self, code: str) -> Venue | None:
        """The venue with this code."""
        return next((venue for venue in self.venues if venue.code == code), None)

    def group(self, code: str) -> Group | None:
        """The working group with this code."""
        return next((group for group in self.groups if group.code == code), None)

    def action(self, number: int) -> Action | None:
        """The action with this number."""
        return next((action for action in self.actions if action.number == number), None)
