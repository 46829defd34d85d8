"""Talks about actions: what is proposed, amended, asked back. Pure.

update ──> confirm ──oui──> written
   │          ^  └─ « non, 60 en fait » ─> confirm again
   ├─> which (two titles fit) ──> confirm
   ├─> which_date (repoussée… à quand ?) ──> confirm
asked (the bot's own question) ──> confirm
create ──> axis ──> create_confirm ──oui──> created
"""

import dataclasses
import re
from collections.abc import Mapping, Sequence
from datetime import date

from dialogs.actions import creation_texts, texts
from dialogs.actions.progress import MOST_CANDIDATES, Interpretation, interpret
from dialogs.actions.reading import Reading, read
from dialogs.french import dates
from dialogs.french.words import fold
from dialogs.mentions.actions import find_actions
from dialogs.scene import Effect, Outcome
from storage.records import JSON, Action, ActionChange, ActionStatus, Person, Role

_BARE_FIGURE = re.compile(
    r"(?<!\d)(\d{1,3})(?!\s*(?:/|h\b|janv|fevr|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec)|\d)"
)
_ALL = 100
_LONGEST_TITLE = 200


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a talk about actions needs to know."""

    asker: Person
    register: tuple[Action, ...]
    people: Mapping[str, Person]
    today: date

    def action(self, number: int) -> Action | None:
        """By number."""
        return next((action for action in self.register if action.number == number), None)


def update(text: str, desk: Desk) -> Outcome:
    """A report in plain French."""
    found = interpret(text, sender_id=desk.asker.id, register=desk.register, today=desk.today)
    return asked_back(text, found, desk) if found.ask_back else propose(found.changes, desk)


def propose(changes: Sequence[ActionChange], desk: Desk) -> Outcome:
    """Shows the changes back and waits for a « oui »."""
    pairs = [(action, one) for one in changes if (action := desk.action(one.number))]
    for action, change in pairs:
        if _restructures(change) and not _may_restructure(action, desk.asker):
            return Outcome(reply=texts.not_allowed(action, desk.people))
    return Outcome(
        reply=texts.proposal(pairs, desk.people),
        effect=Effect.ASKS,
        asks={
            "kind": "actions.confirm",
            "changes": [change_json(change) for change in changes],
            "versions": {str(action.number): action.version for action, _ in pairs},
        },
        about=_subject(changes[-1].number) if changes else None,
    )


def asked_back(text: str, found: Interpretation, desk: Desk) -> Outcome:
    """What has to be known before anything is written."""
    if found.unknown:
        return Outcome(reply=texts.unknown(found.unknown, desk.register))
    candidates = [one for number in found.candidates if (one := desk.action(number))]
    if found.unclear_date and candidates:
        state = {"kind": "actions.which_date", "number": candidates[0].number}
        reply = texts.which_date(candidates[0])
        return Outcome(reply=reply, effect=Effect.ASKS, asks=state)
    numbers = [one.number for one in candidates]
    state = {"kind": "actions.which", "text": text, "candidates": numbers, "later": []}
    return Outcome(reply=texts.which(candidates), effect=Effect.ASKS, asks=state)


def chosen(state: JSON, text: str, desk: Desk) -> Outcome | None:
    """The answer to « de quelle action parlez-vous ? », by button, number, words or « oui »."""
    number = _choice(text, state["candidates"], desk)
    action = desk.action(number) if number is not None else None
    if action is None:
        return more_news(state, text, desk)
    outcome = news(state["text"], action, desk) or Outcome(reply=texts.what_news(action))
    for later in state["later"]:
        waits = outcome.asks is not None and outcome.asks["kind"] == "actions.confirm"
        outcome = (amended(outcome.asks or {}, later, desk) if waits else None) or outcome
    return outcome


def agreed(state: JSON, desk: Desk) -> Outcome | None:
    """« Oui » to the only action that was proposed."""
    only = [str(number) for number in state["candidates"]]
    return chosen(state, only[0], desk) if len(only) == 1 else None


def more_news(state: JSON, text: str, desk: Desk) -> Outcome | None:
    """« non, plutôt le 20 mars » before the action is known: the news grow, the question stays."""
    candidates = [one for number in state["candidates"] if (one := desk.action(number))]
    if not candidates or find_actions(text, desk.register):
        return None
    if not dates.read(text, desk.today) and read(text, candidates[0], desk.today).says_nothing:
        return None
    grown = {**state, "later": [*state["later"], text]}
    return Outcome(reply=texts.which(candidates), effect=Effect.ASKS, asks=grown)


def news(text: str, action: Action, desk: Desk) -> Outcome | None:
    """`text` as a report on one action; None when it says nothing of it."""
    found = read(text, action, desk.today)
    if found.says_nothing:
        return None
    if found.unclear:
        unclear = Interpretation(ask_back=True, candidates=(action.number,), unclear_date=True)
        return asked_back(text, unclear, desk)
    return propose([_as_change(action, found, text)], desk)


def dated(state: JSON, text: str, desk: Desk) -> Outcome | None:
    """The answer to « à quelle date la repousser ? »."""
    found = dates.read(text, desk.today)
    action = desk.action(state["number"])
    due = found.deadline if found and not found.is_past else None
    if action is not None and due is None and action.due is not None:
        due = dates.shift_from(text, action.due)
    if action is None or due is None:
        return None
    return propose([ActionChange(number=action.number, due=due, note=text)], desk)


def amended(state: JSON, text: str, desk: Desk) -> Outcome | None:
    """« non 60 en fait », « plutôt le 20 mars » while a change waits for its « oui »."""
    changes = [change_from(data) for data in state["changes"]]
    if find_actions(text, desk.register) or len(changes) != 1:
        return None
    action = desk.action(changes[0].number)
    if action is None:
        return None
    told = dates.read(text, desk.today)
    found = read(text, action, desk.today)
    progress = found.progress if found.progress is not None else _figure(text, told)
    status = _status_of(found, progress)
    due = told.deadline if told and not told.is_past else found.due
    if (status, progress, due, found.blocker) == (None, None, None, None):
        return None
    before = changes[0]
    merged = dataclasses.replace(
        before,
        status=status or before.status,
        progress=before.progress if progress is None else progress,
        due=due or before.due,
        blocker=before.blocker if found.blocker is None else found.blocker,
        note=f"{before.note} ; {text}",
    )
    return propose([merged], desk)


def pressed(choice: str, action: Action, desk: Desk) -> Outcome:
    """A button of the bot's own question."""
    match choice:
        case texts.DONE:
            change = ActionChange(number=action.number, status=ActionStatus.DONE, progress=_ALL)
        case texts.MOVING:
            change = ActionChange(number=action.number, status=ActionStatus.DOING)
        case texts.STUCK:
            change = ActionChange(number=action.number, status=ActionStatus.BLOCKED)
        case _:
            return Outcome(reply=texts.later())
    return propose([change], desk)


def hand_over(number: int, person: Person, text: str, desk: Desk) -> Outcome:
    """« confie l'action 12 à Lucie »."""
    if desk.action(number) is None:
        return Outcome(reply=texts.unknown([number], desk.register))
    return propose([ActionChange(number=number, owner_id=person.id, note=text)], desk)


def create(draft: Action, axes: Sequence[str], desk: Desk) -> Outcome:
    """A new action: its title, then its axis, then a « oui »."""
    if not draft.title:
        return Outcome(reply=creation_texts.what_title())
    data = draft_json(draft)
    if not draft.axis and axes:
        state = {"kind": "actions.axis", **data}
        return Outcome(
            reply=creation_texts.which_axis(draft.title, axes), effect=Effect.ASKS, asks=state
        )
    alike = [
        one
        for mention in find_actions(draft.title, desk.register)[:MOST_CANDIDATES]
        if mention.by == "title" and not mention.is_weak and (one := desk.action(mention.number))
    ]
    return Outcome(
        reply=creation_texts.creation(draft, desk.people, alike[:2]),
        effect=Effect.ASKS,
        asks={"kind": "actions.create", **data},
    )


def draft_of(title: str, *, due: date | None, owner_id: str | None, axis: str) -> Action:
    """A new action without its number, which it gets when it is written."""
    clean = " ".join(title.split()).strip(" .:;,«»\"'")[:_LONGEST_TITLE]
    named = clean[:1].upper() + clean[1:]
    return Action(number=0, title=named, axis=axis, owner_id=owner_id, due=due)


def draft_json(draft: Action) -> JSON:
    """A draft as a state holds it."""
    due = draft.due.isoformat() if draft.due else None
    return {"title": draft.title, "axis": draft.axis, "due": due, "owner_id": draft.owner_id}


def draft_from(state: JSON) -> Action:
    """The inverse of `draft_json`."""
    due = date.fromisoformat(state["due"]) if state["due"] else None
    return Action(
        number=0, title=state["title"], axis=state["axis"], due=due, owner_id=state["owner_id"]
    )


def change_json(change: ActionChange) -> JSON:
    """A change as a state holds it."""
    data = dataclasses.asdict(change)
    data["due"] = change.due.isoformat() if change.due else None
    return data


def change_from(data: JSON) -> ActionChange:
    """The inverse of `change_json`."""
    due = date.fromisoformat(data["due"]) if data["due"] else None
    status = ActionStatus(data["status"]) if data["status"] else None
    return ActionChange(**{**data, "due": due, "status": status})


def _as_change(action: Action, found: Reading, text: str) -> ActionChange:
    lifted = action.blocker and found.status not in {None, ActionStatus.BLOCKED}
    return ActionChange(
        number=action.number,
        status=found.status,
        progress=found.progress,
        due=found.due,
        blocker=found.blocker if found.blocker is not None else "" if lifted else None,
        note=text.strip(),
    )


def _choice(text: str, candidates: Sequence[int], desk: Desk) -> int | None:
    if text.isdecimal() and (int(text) in candidates or not candidates):
        return int(text)
    offered = [action for action in desk.register if action.number in candidates]
    found = find_actions(text, offered or desk.register)
    return found[0].number if found else None


def _figure(text: str, told: dates.Found | None) -> int | None:
    figure = _BARE_FIGURE.search(fold(text)) if told is None else None
    return int(figure[1]) if figure and int(figure[1]) <= _ALL else None


def _status_of(found: Reading, progress: int | None) -> ActionStatus | None:
    if progress is not None and found.status is not ActionStatus.BLOCKED:
        return ActionStatus.DONE if progress == _ALL else ActionStatus.DOING
    return found.status


def _restructures(change: ActionChange) -> bool:
    return change.status is ActionStatus.DROPPED or change.owner_id is not None


def _may_restructure(action: Action, asker: Person) -> bool:
    return asker.role is not Role.AGENT or action.owner_id in {asker.id, None}


def _subject(number: int) -> JSON:
    return {"kind": "actions.subject", "number": number}
