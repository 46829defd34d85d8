"""Talks about one's data and about roles: what is asked for, and the states in between.

efface-moi ──▶ account.erase ──oui──▶ erased
X devient coordinatrice ─▶ [account.which] ─▶ account.set_role ──oui──▶ role set
efface la fiche de X ────▶ [account.which] ─▶ account.forget ───oui──▶ erased
"""

from collections.abc import Sequence
from enum import StrEnum

from dialogs.mentions.people import find_people
from dialogs.scene import Intent, IntentName
from storage.records import JSON, Person, Role


class Op(StrEnum):
    """What this topic does of « my_profile »; without one, the profile itself is meant."""

    DATA = "data"
    ERASE = "erase"
    SET_ROLE = "set_role"
    FORGET_PERSON = "forget_person"
    SHOW_ROLES = "show_roles"


class Kind(StrEnum):
    """States of a talk."""

    ERASE = "account.erase"
    SET_ROLE = "account.set_role"
    FORGET = "account.forget"
    WHICH = "account.which"


_ROLES = {
    "coordinateur": Role.COORDINATOR,
    "administrateur": Role.ADMIN,
    "agent": Role.AGENT,
}


def takes(intent: Intent) -> bool:
    """Whether « my_profile » is for this topic rather than for the profile itself."""
    return intent.name is IntentName.MY_PROFILE and intent.slots.get("op") in set(Op)


def wanted_role(intent: Intent) -> Role | None:
    """The role that is to be given, if the message says it."""
    return _ROLES.get(intent.slots.get("role", ""))


def meant(text: str, people: tuple[Person, ...]) -> tuple[Person, ...]:
    """Who is named, once each; a full name leaves its namesakes out."""
    found = find_people(text, people)
    return tuple({mention.person.id: mention.person for mention in found}.values())


def chosen(intent: Intent, candidates: Sequence[str], people: tuple[Person, ...]) -> Person | None:
    """The one of the candidates that a click or a sentence tells."""
    offered = tuple(person for person in people if person.id in candidates)
    clicked = [person for person in offered if person.id == intent.slots.get("choice")]
    told = clicked or meant(intent.text, offered)
    return told[0] if len(told) == 1 else None


def asks_erase() -> JSON:
    """Waits for a yes to the asker's own erasure."""
    return {"kind": Kind.ERASE}


def asks_forget(person: Person) -> JSON:
    """Waits for a yes to somebody's erasure."""
    return {"kind": Kind.FORGET, "person": person.id}


def asks_role(person: Person, role: Role) -> JSON:
    """Waits for a yes to a change of role."""
    return {"kind": Kind.SET_ROLE, "person": person.id, "role": role}


def asks_which(op: Op, people: Sequence[Person], *, role: Role | None) -> JSON:
    """Waits for one of several namesakes."""
    return {
        "kind": Kind.WHICH,
        "op": op,
        "people": [person.id for person in people],
        "role": role,
    }
