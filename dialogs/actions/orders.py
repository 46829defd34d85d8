"""What changes the register itself rather than its news: handing over, renaming, deleting. Pure.

order ──> confirm
  └─> to_whom (nobody or several of that name) ──> confirm
"""

from collections.abc import Sequence

from dialogs.actions import asking_texts
from dialogs.actions import order_cues as cues
from dialogs.actions.desk import Desk
from dialogs.actions.flow import which
from dialogs.actions.proposing import propose
from dialogs.french.words import fold
from dialogs.mentions.actions import find_actions, is_clear, near
from dialogs.mentions.people import PersonMention, find_people
from dialogs.scene import Effect, Outcome
from storage.records import JSON, Action, ActionChange, ActionStatus, Person

_LONGEST_NAME = 4
_SOMEBODY = "?"  # it is to be handed over, and to whom was not said
_Taker = Sequence[Person] | str


def order(
    text: str, desk: Desk, *, spoken_of: Action | None = None, chosen: Action | None = None
) -> Outcome | None:
    """What the message wants done to an action; None when it is news.

    `spoken_of` is « la », said of the action just shown; `chosen` was told apart from others.
    """
    plain = fold(text)
    if cues.MERGE.search(plain):
        return Outcome(reply=asking_texts.no_merge())
    if cues.DELETE.search(plain) and cues.ITS_DATE.search(plain):
        return Outcome(reply=asking_texts.no_less_date())
    taken = _taken_over(text, plain, desk)
    renames = cues.RENAME.search(plain) is not None
    deletes = cues.DELETE.search(plain) is not None and not cues.OF_IT.search(plain)
    if not (taken or renames or deletes):
        return None
    action = chosen or _target(text, desk, spoken_of)
    if action is None or isinstance(action, Outcome):
        return action
    if renames:
        return _renamed(text, action, desk)
    if taken == [desk.asker] and desk.is_owner(action):
        return None  # « je reprends l'action 16 » of one's own: work goes on
    if taken:
        return _handed_over(taken, action, text, desk)
    lead = (asking_texts.no_deletion(),)
    change = ActionChange(number=action.number, status=ActionStatus.DROPPED, note=text)
    return propose([change], desk, lead=lead)


def named_owner(state: JSON, text: str, desk: Desk) -> Outcome | None:
    """The answer to « à qui confier l'action ? », by button or by name."""
    action = desk.action(state["number"])
    if action is None:
        return None
    person = desk.people.get(text)
    found = [person] if person else _persons(find_people(text, tuple(desk.people.values())))
    if not found and len(text.split()) > _LONGEST_NAME:
        return None
    return _handed_over(found or text.strip(" .!"), action, state["text"], desk)


def _target(text: str, desk: Desk, spoken_of: Action | None) -> Action | Outcome | None:
    mentions = find_actions(text, desk.register)
    if not mentions:
        return spoken_of
    if mentions[0].by == "number" or is_clear(mentions):
        number = mentions[0].number
        unknown = Outcome(reply=asking_texts.unknown([number], desk.register))
        return desk.action(number) or unknown
    return which(text, [one for number in near(mentions) if (one := desk.action(number))])


def _renamed(text: str, action: Action, desk: Desk) -> Outcome:
    found = cues.NEW_TITLE.search(text.strip().rstrip("."))
    title = " ".join(found["title"].split()).strip(" «»\"'") if found else ""
    if not title:
        return Outcome(reply=asking_texts.what_title(action))
    change = ActionChange(number=action.number, title=title[:1].upper() + title[1:], note=text)
    return propose([change], desk)


def _handed_over(taker: _Taker, action: Action, text: str, desk: Desk) -> Outcome:
    if isinstance(taker, str):
        return _to_whom(action, text, desk, name="" if taker == _SOMEBODY else taker)
    if len(taker) != 1:
        return _to_whom(action, text, desk, namesakes=taker)
    (person,) = taker
    if person.id == action.owner_id:
        return Outcome(reply=asking_texts.already_owner(action, desk.people))
    return propose([ActionChange(number=action.number, owner_id=person.id, note=text)], desk)


def _to_whom(
    action: Action, text: str, desk: Desk, *, name: str = "", namesakes: Sequence[Person] = ()
) -> Outcome:
    if not desk.may_restructure(action):
        return Outcome(reply=asking_texts.not_allowed(action, desk.people))
    reply = asking_texts.to_whom(action, unknown_name=name, namesakes=namesakes)
    state = {"kind": "actions.to_whom", "number": action.number, "text": text}
    return Outcome(reply=reply, effect=Effect.ASKS, asks=state)


def _taken_over(text: str, plain: str, desk: Desk) -> _Taker | None:
    """Who takes it: namesakes together, an unknown name as it is; None when nobody does."""
    found = find_people(text, tuple(desk.people.values()))
    gives = cues.GIVE.search(plain)
    takers = [one for one in found if _is_taker(one, text, gives=gives is not None)]
    if takers:
        first = takers[0].span
        return _persons([one for one in takers if one.span == first])
    if cues.MYSELF.search(plain) and not found:
        return [desk.asker]
    name = cues.IT_IS_NAME.search(text) or (
        cues.TO_NAME.search(text) if cues.STRONGLY.search(plain) else None
    )
    if name:
        return name["name"]
    return _SOMEBODY if cues.NO_MORE.search(plain) else None


def _is_taker(mention: PersonMention, text: str, *, gives: bool) -> bool:
    start, end = mention.span
    before, after = fold(text[:start]), fold(text[end:])
    if gives and cues.TO.search(before):
        return True
    if cues.NO_MORE.search(before) or cues.ROLE.search(before):
        return True
    return cues.TAKES.search(after) is not None or cues.AS.search(after) is not None


def _persons(found: Sequence[PersonMention]) -> list[Person]:
    return list({one.person.id: one.person for one in found}.values())
