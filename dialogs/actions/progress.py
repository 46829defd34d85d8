"""Reads « la 14 est à 75 %, la 23 passe à fin janvier »: French to changes, nothing else.

Open actions are meant first. An action that nobody names is the sender's own, if they have exactly
one that is open. What could be two actions, or says that a date moves without saying to which, is
asked back: nothing is guessed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dialogs.actions import cues
from dialogs.actions.clauses import Part, is_label, parts
from dialogs.actions.reading import Reading, read
from dialogs.french.words import fold, stems
from dialogs.mentions.actions import ActionMention, is_clear, near
from storage.records import JSON, Action, ActionChange, ActionStatus, Person

MOST_CANDIDATES = 4
_ONE_OR_OTHER = re.compile(r"\d\s+ou\s+(?:l[ae']\s*)?(?:action\s+)?\d", re.IGNORECASE)
_SUBJECT = re.compile(
    r"\W*(?:(?:et|pour|cote|mais|sinon|bon|alors)\s+)?(?:l[ae]s?\s+|l'|cette\s+|ce\s+)(?P<what>\w+)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpretation:
    """The changes that a message makes, or what to ask: which action, or which date."""

    changes: tuple[ActionChange, ...] = ()
    ask_back: bool = False
    candidates: tuple[int, ...] = ()
    unclear_date: bool = False
    unknown: tuple[int, ...] = ()  # numbers that the register lacks
    impossible: bool = False  # a percentage that cannot be


def interpret(
    text: str, *, sender_id: str | None, register: Sequence[Action], today: date
) -> Interpretation:
    """What a message would write in the register."""
    known = {action.number: action for action in register}
    changes: dict[int, ActionChange] = {}
    told = parts(text, register)
    before: Reading | None = None
    for part in told:
        if len(told) > 1 and _is_chat(part, known, today):
            continue
        numbers = _meant(part, sender_id, register)
        if _ONE_OR_OTHER.search(part.text) and isinstance(numbers, tuple):
            return Interpretation(ask_back=True, candidates=numbers[:MOST_CANDIDATES])
        if isinstance(numbers, Interpretation):
            return numbers
        unknown = tuple(number for number in numbers if number not in known)
        if unknown:
            return Interpretation(ask_back=True, unknown=unknown)
        for number in numbers:
            found = _same_again(read(part.text, known[number], today), before, part.text)
            if found.impossible:
                return Interpretation(ask_back=True, candidates=(number,), impossible=True)
            if found.unclear:
                return Interpretation(ask_back=True, candidates=(number,), unclear_date=True)
            if _reopens_unsaid(found, known[number], part.text):
                return Interpretation(ask_back=True, candidates=(number,))
            before = found
            note = text if len(told) == 1 else part.text
            changes[number] = _change(number, found, known[number], note)
    return Interpretation(changes=tuple(changes.values()))


def _meant(
    part: Part, sender_id: str | None, register: Sequence[Action]
) -> tuple[int, ...] | Interpretation:
    if not part.mentions:
        own = [one.number for one in register if one.is_open and one.owner_id == sender_id]
        if sender_id is not None and len(own) == 1:
            return (own[0],)
        return Interpretation(ask_back=True, candidates=tuple(own[:MOST_CANDIDATES]))
    if part.mentions[0].by == "number":
        return tuple(mention.number for mention in part.mentions)
    own = [one.number for one in register if one.is_open and one.owner_id == sender_id]
    best = part.mentions[0]
    by_the_way = best.is_weak and not _is_subject(part.text, best)
    if sender_id is not None and len(own) == 1 and by_the_way and best.number != own[0]:
        return (own[0],)
    if is_clear(part.mentions):
        return (best.number,)
    if len(own) == 1 and own[0] in near(part.mentions):
        return (own[0],)
    return Interpretation(ask_back=True, candidates=near(part.mentions)[:MOST_CANDIDATES])


def _is_subject(text: str, mention: ActionMention) -> bool:
    """« la carte avance »: the word of the title is what the sentence is about."""
    found = _SUBJECT.match(fold(text))
    named = found is not None and bool(set(stems(found["what"])) & mention.words)
    return named or is_label(text, mention)


def _is_chat(part: Part, known: Mapping[int, Action], today: date) -> bool:
    """« merci pour le café » beside news of something else: a word of a title, no more."""
    best = part.mentions[0] if part.mentions else None
    if best is None or not best.is_weak or is_label(part.text, best):
        return False
    return read(part.text, known[best.number], today).says_nothing


def _same_again(found: Reading, before: Reading | None, text: str) -> Reading:
    """« … et la 61 aussi »: what was said of the one before."""
    again = before is not None and found.says_nothing and cues.ALSO.search(fold(text))
    return before if again and before is not None else found


def _reopens_unsaid(found: Reading, action: Action, text: str) -> bool:
    """A closed action opens again only when the message says so."""
    if action.is_open or found.says_nothing or found.status in {action.status, None}:
        return False
    ended = found.status in {ActionStatus.DONE, ActionStatus.DROPPED}
    return not ended and not cues.REOPENED.search(fold(text))


def _change(number: int, found: Reading, action: Action, text: str) -> ActionChange:
    moves = found.status is not None and found.status is not action.status
    unblocked = action.blocker and moves and found.status is not ActionStatus.BLOCKED
    return ActionChange(
        number=number,
        status=found.status,
        progress=found.progress,
        due=found.due,
        blocker=found.blocker if found.blocker is not None else "" if unblocked else None,
        late=found.late,
        note=text.strip(),
    )


@dataclass(frozen=True, slots=True)
class GivenRegister:
    """A register given as JSON: the actions, their owners, and the ids that it names them by."""

    actions: tuple[Action, ...]
    people: tuple[Person, ...]
    ids: dict[int, str]
    today: date | None


def register_from_json(data: Any) -> GivenRegister:  # noqa: ANN401 - what a file holds
    """Reads `{"today", "actions": [{id, title, owner, axis, status, due}]}`; owners are names."""
    rows = data["actions"]
    names = list(dict.fromkeys(row["owner"] for row in rows if row.get("owner")))
    actions = tuple(_action(place, row) for place, row in enumerate(rows, start=1))
    today = data.get("today")
    return GivenRegister(
        actions=actions,
        people=tuple(Person(id=f"owner:{name}", name=name) for name in names),
        ids={action.number: str(row["id"]) for action, row in zip(actions, rows, strict=True)},
        today=date.fromisoformat(today) if today else None,
    )


def _action(place: int, row: JSON) -> Action:
    digits = re.sub(r"\D", "", str(row["id"]))
    owner, due = row.get("owner"), row.get("due")
    return Action(
        number=int(digits) if digits else place,
        title=row["title"],
        axis=row.get("axis", ""),
        owner_id=f"owner:{owner}" if owner else None,
        status=ActionStatus(row.get("status") or ActionStatus.TODO),
        due=date.fromisoformat(due) if due else None,
        blocker=row.get("blocker") or "",
    )


def to_json(found: Interpretation, ids: dict[int, str]) -> JSON:
    """The shape of `actions interpret --batch`; None = unchanged."""
    return {
        "ask_back": found.ask_back,
        "updates": [
            {
                "action_id": ids.get(change.number, str(change.number)),
                "status": change.status,
                "progress": change.progress,
                "due": change.due.isoformat() if change.due else None,
                "blocker": change.blocker or None,
            }
            for change in found.changes
        ],
    }
