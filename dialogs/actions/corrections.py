"""« non, 70 en fait », « seulement la 5 », « la 17 aussi » while changes wait for a « oui ». Pure."""

import dataclasses
import re
from collections.abc import Sequence

from dialogs.actions import asking_texts
from dialogs.actions.desk import Desk, change_from
from dialogs.actions.naming import names_another
from dialogs.actions.progress import interpret
from dialogs.actions.proposing import propose
from dialogs.actions.reading import Reading, read
from dialogs.french import dates
from dialogs.french.words import fold
from dialogs.mentions.action_numbers import MONTH, numbers_named
from dialogs.mentions.actions import find_actions, is_clear
from dialogs.mentions.people import find_people
from dialogs.scene import Effect, Outcome
from storage.records import JSON, Action, ActionChange, ActionStatus

_BARE_FIGURE = re.compile(rf"(?<![\d-])(\d{{1,3}})(?!\s*(?:/|h\b|{MONTH}\b)|\d)")
_ONLY = re.compile(
    r"\b(?:seulement|uniquement|juste|rien que|que)\s+(?:pour\s+|l'action\s+|l[ae]\s+)"
    r"|\d\s+(?:seulement|uniquement|seule)\b"
)
_WITHOUT = re.compile(
    r"\b(?:pas|sauf|sans|hors|excepte|hormis|enlev\w*|retir\w*|oubli\w*|laiss\w*)\s+(?:pour\s+)?(?:l[ae]\s+|l'action\s+)"
)
_ALSO = re.compile(r"\b(?:aussi|egalement|de meme|idem|pareil|itou)\b|^\W*(?:et|plus)\s+l")
_INSTEAD = re.compile(
    r"^\W*(?:non|plutot|pardon|en fait|oups|erreur|je (?:voulais|veux) dire|je parl\w+|c'est"
    r"|c'etait|mais|desole\w*)\b"
    r"|\b(?:plutot|pas l[ae] \d+)\b"
)
_REFUSES = re.compile(
    r"^\W*(?:non|stop|attend\w*|finalement|pardon)\W+(?:\w+\W+){0,2}?"
    r"(?:annul\w+|oubli\w+|laiss\w+ tomber|effac\w+|n'enregistr\w+)\W*(?:tout|ca|rien|cela|pas)?\W*(?:$|[,.!]|je\b)"
)
_PERCENT = re.compile(r"\d{1,3}\s*(?:%|pour ?cents?\b)")
_DAY = re.compile(r"(?:le\s+|au\s+)?(\d{1,2})(?:er)?", re.IGNORECASE)
_ALL = 100
_FEW_WORDS = 4


def corrected(state: JSON, text: str, desk: Desk) -> Outcome | None:
    """The proposal as the message amends it; None when it is about something else."""
    changes = [change_from(data) for data in state["changes"]]
    named = _named(text, desk)
    if named:
        return _of_others(changes, named, text, desk, state)
    if len(changes) != 1 or _speaks_of_another(text, changes[0], desk):
        return None
    action = desk.action(changes[0].number)
    return _of_values(changes[0], action, text, desk, state) if action else None


def refuses(text: str) -> bool:
    """« Non, annulez tout, je me suis trompée »."""
    return _REFUSES.match(fold(text)) is not None


def kept(changes: Sequence[ActionChange], text: str) -> list[ActionChange]:
    """« Oui pour la 3 »: what is agreed to of several changes."""
    named = numbers_named(text)
    return [one for one in changes if one.number in named] or list(changes)


def _speaks_of_another(text: str, change: ActionChange, desk: Desk) -> bool:
    """A word of another title, or a thing that no title has."""
    mentions = find_actions(text, desk.register)
    if mentions:
        return change.number not in {mention.number for mention in mentions}
    action = desk.action(change.number)
    return action is not None and names_another(text, action)


def _named(text: str, desk: Desk) -> tuple[int, ...]:
    mentions = find_actions(text, desk.register)
    by_title = bool(mentions) and mentions[0].by == "title"
    if not mentions or (by_title and (mentions[0].is_weak or not is_clear(mentions))):
        return ()
    if by_title:
        return (mentions[0].number,)
    return tuple(mention.number for mention in mentions)


def _of_others(
    changes: Sequence[ActionChange], named: tuple[int, ...], text: str, desk: Desk, state: JSON
) -> Outcome | None:
    """Which actions the change is for."""
    unknown = [number for number in named if desk.action(number) is None]
    if unknown and _is_silent(text, desk):
        reply = asking_texts.unknown(unknown, desk.register)
        return Outcome(reply=reply, effect=Effect.ASKS, asks=state)
    if unknown:
        return None
    among = [one for one in changes if one.number in named]
    if among:
        after = _of_these(changes, among, named, text, desk)
    elif _ALSO.search(fold(text)):
        after = [*changes, *_added(changes[-1], named, text, desk)]
    else:
        after = _moved(changes, named, text, desk)
    return propose(after, desk) if after else None


def _of_these(
    changes: Sequence[ActionChange],
    among: list[ActionChange],
    named: tuple[int, ...],
    text: str,
    desk: Desk,
) -> list[ActionChange]:
    """« seulement la 5 », « pas la 6 », « pas la 14, la 15 », « la 61 est à 40 % »; none = new."""
    plain = fold(text)
    rest = [one for one in changes if one not in among]
    others = [number for number in named if number not in {one.number for one in among}]
    if _ONLY.search(plain):
        return among
    if not _is_silent(text, desk):
        return [] if others else _told_anew(changes, text, desk)
    if _WITHOUT.search(plain):
        return [*rest, *(_for(among[0], number, desk) for number in others)]
    return among if not others and len(plain.split()) <= _FEW_WORDS else []


def _moved(
    changes: Sequence[ActionChange], named: tuple[int, ...], text: str, desk: Desk
) -> list[ActionChange]:
    """« non, la 14 »: the same, of another action."""
    plain = fold(text)
    if len(changes) != 1 or not _is_silent(text, desk):
        return []
    instead = _INSTEAD.search(plain) or len(plain.split()) < _FEW_WORDS
    return [_for(changes[0], number, desk) for number in named] if instead else []


def _told_anew(changes: Sequence[ActionChange], text: str, desk: Desk) -> list[ActionChange]:
    """« non, la 61 est à 40 % »: what is said now of one of them, the others as they were."""
    found = interpret(text, sender_id=desk.asker.id, register=desk.register, today=desk.today)
    now = {change.number: change for change in found.changes}
    return [now.get(change.number, change) for change in changes]


def _is_silent(text: str, desk: Desk) -> bool:
    found = read(text, Action(number=0, title="", axis=""), desk.today)
    return found.says_nothing or not (found.status or found.due or found.progress)


def _added(
    last: ActionChange, named: tuple[int, ...], text: str, desk: Desk
) -> list[ActionChange]:
    """The same for other actions, or what is said of them at once."""
    if _is_silent(text, desk):
        return [_for(last, number, desk) for number in named]
    found = interpret(text, sender_id=desk.asker.id, register=desk.register, today=desk.today)
    return list(found.changes)


def _for(change: ActionChange, number: int, desk: Desk) -> ActionChange:
    """The same change for another action."""
    action = desk.action(number)
    lifts = change.blocker == "" and action is not None and not action.blocker
    return dataclasses.replace(change, number=number, blocker=None if lifts else change.blocker)


def _of_values(
    before: ActionChange, action: Action, text: str, desk: Desk, state: JSON
) -> Outcome | None:
    """What the change says."""
    if before.owner_id is not None:
        return _of_owner(before, text, desk)
    found = read(text, action, desk.today)
    told = _told_date(text, found, desk)
    if told and before.due and (day := _DAY.fullmatch(text[slice(*told.span)].strip())):
        told = dates.read(_on_day(before, int(day[1])), desk.today)  # « le 20 » of its month
    figure = _figure(text) if told is None and found.progress is None else None
    if figure is not None and _is_number(before, figure, desk):
        return propose([_for(before, figure, desk)], desk)
    if figure is not None and _is_day(before, action):
        told, figure = dates.read(_on_day(before, figure), desk.today), None
    progress = found.progress if found.progress is not None else figure
    if found.impossible or (progress or 0) > _ALL:
        reply = asking_texts.impossible(action)
        return Outcome(reply=reply, effect=Effect.ASKS, asks=state)
    due = told.deadline if told and not told.is_past else found.due
    stated = read(_PERCENT.sub("", text), action, desk.today).status
    status = stated if progress is None or stated else _of_progress(before, progress)
    if (status, progress, due, found.blocker) == (None, None, None, None) and not found.late:
        return None
    said = dataclasses.replace(found, status=status, progress=progress, due=due)
    return propose([_merged(before, said, text)], desk)


def _told_date(text: str, found: Reading, desk: Desk) -> dates.Found | None:
    """A date said by itself is the due day; « on fait le point demain » is not."""
    told = dates.read(text, desk.today)
    if told is None or found.due is not None:
        return told
    start, end = told.span
    around = f"{text[:start]} {text[end:]}"
    return told if len(around.split()) <= _FEW_WORDS else None


def _merged(before: ActionChange, said: Reading, text: str) -> ActionChange:
    return dataclasses.replace(
        before,
        status=said.status or before.status,
        progress=before.progress if said.progress is None else said.progress,
        due=said.due or before.due,
        blocker=before.blocker if said.blocker is None else said.blocker,
        late=before.late or said.late,
        note=f"{before.note} ; {text}".removeprefix(" ; "),
    )


def _of_owner(before: ActionChange, text: str, desk: Desk) -> Outcome | None:
    people = find_people(text, tuple(desk.people.values()))
    if len(people) != 1:
        return None
    return propose([dataclasses.replace(before, owner_id=people[0].person.id)], desk)


def _figure(text: str) -> int | None:
    figure = _BARE_FIGURE.search(fold(text))
    return int(figure[1]) if figure else None


def _is_day(before: ActionChange, action: Action) -> bool:
    """« plutôt le 20 », « 20 en fait » when a new due day was the last thing said."""
    return before.due is not None and before.progress is None and before.due != action.due


def _on_day(before: ActionChange, figure: int) -> str:
    due = before.due
    return f"{figure}/{due.month:02d}/{due.year}" if due else ""


def _is_number(before: ActionChange, figure: int, desk: Desk) -> bool:
    """After « l'action 12 est terminée », « 14 » is another action, not a percentage."""
    return (
        before.due is None
        and not _PERCENT.search(before.note)
        and before.number in numbers_named(before.note)
        and desk.action(figure) is not None
    )


def _of_progress(before: ActionChange, progress: int) -> ActionStatus:
    """A figure alone corrects the figure: what was blocked stays so."""
    if progress == _ALL:
        return ActionStatus.DONE
    ended = before.status in {ActionStatus.DONE, ActionStatus.DROPPED, None}
    return ActionStatus.DOING if ended else before.status or ActionStatus.DOING
