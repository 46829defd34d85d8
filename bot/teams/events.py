"""What an activity comes down to: the few things that may happen at the door."""

from dataclasses import dataclass

from dialogs.messages import Incoming, Sender


@dataclass(frozen=True, slots=True)
class Install:
    """The bot came into a conversation.

    Teams tells it twice: as an installation, and as a change of the roster (`by_roster`).
    """

    by: Sender | None = None
    upgrade: bool = False
    by_roster: bool = False


@dataclass(frozen=True, slots=True)
class Removal:
    """The bot left a conversation; at an upgrade it is about to come back."""

    upgrade: bool = False
    by_roster: bool = False


@dataclass(frozen=True, slots=True)
class MembersAdded:
    """People came. Names are often missing: the roster has them."""

    people: tuple[Sender, ...]


@dataclass(frozen=True, slots=True)
class MembersRemoved:
    """People left."""

    people: tuple[Sender, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Words typed in the compose box, for people to be shown as cards; none at the first opening."""

    sender: Sender
    text: str
    skip: int = 0
    count: int


@dataclass(frozen=True, slots=True)
class TooLong:
    """A message longer than one turn reads."""

    length: int


@dataclass(frozen=True, slots=True)
class StaleCard:
    """A click whose data is not, or no longer, what our buttons carry."""


@dataclass(frozen=True, slots=True)
class Anonymous:
    """A message of somebody for whom no account of the tenant answers."""


@dataclass(frozen=True, slots=True)
class Ignored:
    """Nothing for us. `reason` never quotes the activity."""

    reason: str


Spoken = Incoming | TooLong | StaleCard | Anonymous | Ignored
Change = Install | Removal | MembersAdded | MembersRemoved | Ignored
