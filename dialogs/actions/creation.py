"""New actions: a title, an axis, then a « oui »; until then any of it may be amended. Pure.

create ──> axis ──> create (« pilote : … », « pour fin mars », « axe Publics ») ──oui──> written
"""

import dataclasses
import re
from datetime import date

from dialogs.actions import creation_cues as cues
from dialogs.actions import creation_texts
from dialogs.actions.desk import Desk, draft_from, draft_json
from dialogs.actions.progress import MOST_CANDIDATES
from dialogs.french import dates
from dialogs.french.words import fold
from dialogs.mentions.actions import find_actions
from dialogs.mentions.groups import find_groups
from dialogs.mentions.people import find_people
from dialogs.scene import Effect, Outcome
from storage.records import JSON, Action, Group, Person

_LONGEST_TITLE = 200
_SHORT = 6  # words


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """What a new action may belong to."""

    axes: tuple[str, ...]
    groups: tuple[Group, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a message says of a new action; `namesakes` and `unknown` are owners to be asked back."""

    owner: Person | None = None
    namesakes: tuple[Person, ...] = ()
    unknown: str = ""
    due: date | None = None
    axis: str = ""
    group: Group | None = None


def create(text: str, title: str, *, axis: str, desk: Desk, town: Town) -> Outcome:
    """A new action as the first message says it."""
    told = read(text, desk=desk, town=town)
    quoted = cues.QUOTED.search(text)
    after = cues.AFTER_COLON.search(text) if not title else None
    title = quoted["title"] if quoted else after["title"] if after else title
    draft = Action(
        number=0,
        title=_clean(title, desk.today),
        axis=told.axis or axis,
        owner_id=told.owner.id if told.owner else None,
        due=told.due,
    )
    return show(draft, told, desk=desk, town=town)


def titled(state: JSON, text: str, *, desk: Desk, town: Town) -> Outcome:
    """The answer to « quel est le titre ? », with what the first message said already."""
    told = read(text, desk=desk, town=town)
    before = draft_from(state)
    draft = dataclasses.replace(
        before,
        title=_clean(text, desk.today),
        axis=told.axis or before.axis,
        due=told.due or before.due,
        owner_id=told.owner.id if told.owner else before.owner_id,
    )
    return show(draft, told, desk=desk, town=town)


def amended(state: JSON, text: str, desk: Desk, town: Town) -> Outcome | None:
    """« pilote : Nadège », « pour fin mars », « axe publics » before the « oui »."""
    before = draft_from(state)
    plain = fold(text)
    told = read(text, desk=desk, town=town)
    titled = cues.TITLE.search(text)
    after = dataclasses.replace(
        before,
        title=_named(titled["title"]) if titled else before.title,
        axis=told.axis or before.axis,
        owner_id=told.owner.id if told.owner else before.owner_id,
        due=told.due or before.due,
    )
    if cues.NO_OWNER.search(plain):
        after = dataclasses.replace(after, owner_id=None)
    if cues.NO_DUE.search(plain):
        after = dataclasses.replace(after, due=None)
    asks = told.namesakes or told.unknown or told.group or cues.NO_OWNER.search(plain)
    asks = asks or cues.NO_DUE.search(plain)
    same_axis = bool(told.axis) and state["kind"] == "actions.axis"
    if after == before and not asks and not same_axis:
        return None
    return show(after, _with_what_is_owed(told, state, desk), desk=desk, town=town)


def amends(text: str) -> bool:
    """Whether a message begins as one that amends: « pour fin mars »."""
    return cues.AMENDS.match(fold(text)) is not None


def read(text: str, *, desk: Desk, town: Town) -> Told:
    """The owner, the due day, the axis and the group in a message."""
    found = find_people(text, tuple(desk.people.values()))
    led = tuple(one for one in found if cues.OWNER.search(fold(text[: one.span[0]]))) or found
    meant = [one for one in led if one.span == led[0].span]
    people = tuple({one.person.id: one.person for one in meant}.values())
    name = None if people else cues.PILOT_NAME.search(text)
    when = [one for one in dates.find_all(text, desk.today) if not one.is_past]
    groups = find_groups(text, town.groups)
    owner = people[0] if len(people) == 1 else None
    if owner is None and not people and cues.MINE.search(fold(text)):
        owner = desk.asker
    return Told(
        owner=owner,
        namesakes=people if len(people) > 1 else (),
        unknown=name["name"] if name else "",
        due=when[-1].deadline if when else None,
        axis=_axis(text, town, grouped=bool(groups)),
        group=groups[0].group if groups else None,
    )


def show(draft: Action, told: Told, *, desk: Desk, town: Town) -> Outcome:
    """The new action before it is written, or what it lacks."""
    if not draft.title:
        state = {"kind": "actions.title", **draft_json(draft)}
        return Outcome(reply=creation_texts.what_title(), effect=Effect.ASKS, asks=state)
    group = told.group.name if told.group else ""
    owed = () if draft.owner_id else tuple(person.id for person in told.namesakes)
    state = {**draft_json(draft), "unknown": "" if draft.owner_id else told.unknown, "owed": owed}
    if not draft.axis and town.axes:
        reply = creation_texts.which_axis(draft.title, town.axes, group=group)
        return Outcome(reply=reply, effect=Effect.ASKS, asks={"kind": "actions.axis", **state})
    alike = [
        one
        for mention in find_actions(draft.title, desk.register)[:MOST_CANDIDATES]
        if mention.by == "title" and not mention.is_weak and (one := desk.action(mention.number))
    ]
    names = [desk.people[one].name for one in owed if one in desk.people]
    notes = creation_texts.notes(namesakes=names, unknown=told.unknown, group=group)
    return Outcome(
        reply=creation_texts.creation(draft, desk.people, alike[:2], notes),
        effect=Effect.ASKS,
        asks={"kind": "actions.create", **state},
    )


def _with_what_is_owed(told: Told, state: JSON, desk: Desk) -> Told:
    """The owner who was asked for before the axis is still to be named."""
    if told.owner or told.namesakes or told.unknown:
        return told
    owed = tuple(desk.people[one] for one in state.get("owed", ()) if one in desk.people)
    return dataclasses.replace(told, namesakes=owed, unknown=state.get("unknown", ""))


def _axis(text: str, town: Town, *, grouped: bool) -> str:
    """An axis by its name; « le groupe publics adultes » names none."""
    plain = fold(text)
    said = [one for one in town.axes if re.search(rf"\b{re.escape(fold(one))}\b", plain)]
    named = [one for one in said if re.search(rf"\baxe\s*:?\s*{re.escape(fold(one))}\b", plain)]
    alone = [one for one in said if plain.strip(" .!") == fold(one)]
    found = named or alone or ([] if grouped else _only_short(said, plain))
    return found[0] if found else ""


def _only_short(said: list[str], plain: str) -> list[str]:
    """In a long sentence « les publics » are people, not an axis."""
    return said if len(plain.split()) <= _SHORT else []


def _clean(title: str, today: date) -> str:
    for found in reversed(dates.find_all(title, today)):
        title = f"{title[: found.span[0]]}{title[found.span[1] :]}"
    return _named(cues.ASIDE.sub("", cues.LAST_WORDS.sub("", title)))


def _named(title: str) -> str:
    clean = " ".join(title.split()).strip(" .,:;«»\"'")[:_LONGEST_TITLE]
    return clean[:1].upper() + clean[1:]
