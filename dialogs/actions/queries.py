"""Questions about the register: one action, or those of a person, a group, an axis, a state, a month.

look (two titles fit) ──> the action
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dialogs.actions import list_texts
from dialogs.actions import query_cues as cues
from dialogs.actions.desk import Desk
from dialogs.actions.list_texts import Narrowed
from dialogs.actions.progress import MOST_CANDIDATES
from dialogs.actions.states import is_late, of_state, state_in
from dialogs.french import dates
from dialogs.french.words import fold
from dialogs.mentions.actions import ActionMention, find_actions, is_clear, near, nearest
from dialogs.mentions.groups import find_groups
from dialogs.mentions.people import find_people
from dialogs.mentions.venues import VenueMention, find_venues
from dialogs.scene import Outcome
from storage.records import Action, Group, Venue


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """What a list of actions may be narrowed to."""

    axes: tuple[str, ...]
    groups: tuple[Group, ...]
    venues: tuple[Venue, ...]


def answer(text: str, desk: Desk, town: Town) -> Action | Outcome:
    """The action that is asked about, or the list."""
    plain = fold(text)
    mentions = find_actions(text, desk.register)
    if mentions and mentions[0].by == "number":
        return _numbered([mention.number for mention in mentions], desk)
    narrowed = _narrowed(text, desk, town, titled=bool(mentions))
    if cues.WORST.search(plain) and not mentions:
        return _worst(narrowed, desk)
    many = cues.MANY.search(plain) is not None
    others = narrowed.says_something and (many or narrowed.group is not None)
    if mentions and not others:
        return _titled(mentions, plain, desk, many=many)
    topic = "" if narrowed.says_something else _topic(text)
    if topic:
        return _unknown(topic, desk)
    unknown = None if narrowed.says_something else cues.NOBODY.search(text)
    if unknown:
        return Outcome(reply=list_texts.nobody(unknown["name"]))
    if not (many or narrowed.says_something or cues.WHOLE.search(plain)):
        return Outcome(reply=list_texts.which(()))
    return _listed(narrowed, desk)


def _numbered(numbers: Sequence[int], desk: Desk) -> Action | Outcome:
    found = [action for number in numbers if (action := desk.action(number))]
    if not found:
        return Outcome(reply=list_texts.unknown_number(numbers, desk.register))
    if len(found) == 1:
        return found[0]
    return Outcome(reply=list_texts.several(Narrowed(), found, (), desk.people, desk.today))


def _titled(
    mentions: tuple[ActionMention, ...], plain: str, desk: Desk, *, many: bool
) -> Action | Outcome:
    """One title fits, several do: « les résidences » are all of them, « la carte » is one."""
    best = desk.action(mentions[0].number)
    if best is not None and is_clear(mentions) and not (many and len(mentions) > 1):
        return best
    plural = many or cues.PLURAL.search(plain)
    numbers = [mention.number for mention in mentions] if plural else near(mentions)
    fits = [one for number in numbers if (one := desk.action(number))]
    if plural:
        return Outcome(reply=list_texts.several(Narrowed(), fits, (), desk.people, desk.today))
    return _which(fits[:MOST_CANDIDATES])


def _which(fits: Sequence[Action]) -> Outcome:
    state = {"kind": "actions.look", "candidates": [one.number for one in fits]}
    return Outcome(reply=list_texts.which(fits), about=state)


def _unknown(topic: str, desk: Desk) -> Outcome:
    close = nearest(topic, desk.register)[:MOST_CANDIDATES]
    if not close:
        return Outcome(reply=list_texts.unknown_title(topic, ()))
    state = {"kind": "actions.look", "candidates": [one.number for one in close]}
    return Outcome(reply=list_texts.unknown_title(topic, close), about=state)


def _topic(text: str) -> str:
    plain = fold(text)
    found = cues.TOPIC.search(plain)
    if found is None or cues.GENERAL.match(found["what"]):
        return ""
    start, end = found.span("what")
    return (text if len(text) == len(plain) else plain)[start:end].strip()


def _narrowed(text: str, desk: Desk, town: Town, *, titled: bool) -> Narrowed:
    """Everything that narrows the list."""
    plain = fold(text)
    people = tuple(
        {
            one.person.id: one.person for one in find_people(text, tuple(desk.people.values()))
        }.values()
    )
    if cues.MINE.search(plain):
        people = (desk.asker,)
    groups = find_groups(text, town.groups)
    venues = () if groups or people else _venues(text, town)
    axis = "" if groups else _axis(plain, town, titled=titled)
    when = dates.find_all(text, desk.today)[:1]
    due, until = None, False
    if when:
        found = when[0]
        due = (found.start, found.deadline)
        said = plain[slice(*found.span)]
        until = bool(cues.UNTIL.search(plain[: found.span[0]]) or cues.UNTIL.match(said))
    return Narrowed(
        people=people,
        group=groups[0].group if groups else None,
        venues=tuple({one.venue.code: one.venue for one in venues}.values()),
        axis=axis,
        state=state_in(plain, dated=due is not None),
        due=due,
        until=until,
    )


def _venues(text: str, town: Town) -> tuple[VenueMention, ...]:
    """« Le projet de direction » names no service."""
    return find_venues(cues.THE_PLAN.sub("", text), town.venues)


def _axis(plain: str, town: Town, *, titled: bool) -> str:
    """« L'axe Publics »; where a title fits too, « publics » alone is a word of it."""
    said = [one for one in town.axes if re.search(rf"\b{re.escape(fold(one))}\b", plain)]
    wide = not titled or cues.MANY.search(plain) or "axe" in plain.split() or "l'axe" in plain
    return said[0] if said and wide else ""


def _worst(narrowed: Narrowed, desk: Desk) -> Action | Outcome:
    """« La plus en retard », « la prochaine échéance »."""
    rules = _rules(narrowed, desk)
    open_ones = [one for one in desk.register if one.is_open and all(rule(one) for rule in rules)]
    late = [one for one in open_ones if is_late(one, desk.today)]
    if narrowed.state == "en retard" and not late:
        return Outcome(reply=list_texts.several(narrowed, (), (), desk.people, desk.today))
    dated = [one for one in late or open_ones if one.due is not None]
    if not dated:
        return _listed(narrowed, desk)
    return min(dated, key=lambda one: (one.due or desk.today, one.number))


def _listed(narrowed: Narrowed, desk: Desk) -> Outcome:
    """The open actions that fit; without a state those that are over are folded below."""
    rules = _rules(narrowed, desk)
    fits = [one for one in desk.register if all(rule(one) for rule in rules)]
    fits.sort(key=lambda one: (one.due is None, one.due or desk.today, one.number))
    over = [one for one in fits if not one.is_open] if not narrowed.state else []
    shown = [one for one in fits if one not in over]
    return Outcome(reply=list_texts.several(narrowed, shown, over, desk.people, desk.today))


def _rules(narrowed: Narrowed, desk: Desk) -> list[Callable[[Action], bool]]:
    rules: list[Callable[[Action], bool]] = []
    owners = _owners(narrowed, desk)
    if owners is not None:
        rules.append(lambda action: action.owner_id in owners)
    if narrowed.axis:
        rules.append(lambda action: action.axis == narrowed.axis)
    if narrowed.due is not None:
        first, last = narrowed.due
        over = narrowed.state in {"terminées", "abandonnées"}
        rules.append(
            lambda action: (
                (day := action.last_news if over else action.due) is not None
                and (narrowed.until or first <= day)
                and day <= last
            )
        )
    if narrowed.state:
        rules.append(of_state(narrowed.state, desk.today))
    return rules


def _owners(narrowed: Narrowed, desk: Desk) -> set[str] | None:
    """Whose actions: of the people named, of a group's members, of a venue's agents."""
    if narrowed.people:
        return {person.id for person in narrowed.people}
    group, venues = narrowed.group, narrowed.venues
    if group is not None:
        names = {group.code, group.name}
        return {one.id for one in desk.people.values() if names & set(one.groups)}
    if venues:
        places = {name for venue in venues for name in (venue.code, venue.name)}
        return {one.id for one in desk.people.values() if {one.venue, one.service} & places}
    return None
