"""What a message names of all that the database knows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from dialogs.french.words import fold
from dialogs.mentions.groups import GroupMention, find_groups
from dialogs.mentions.names import Form, Names, Span, name_words, tokens
from dialogs.mentions.people import PersonMention, find_people
from dialogs.mentions.venues import VenueMention, find_venues
from dialogs.remembered import Remembered
from dialogs.understand.sentence import Sentence
from dialogs.understand.table import Table
from storage.records import Group, Knowledge, Person, Skill, Venue

Tag = tuple[str, Span]
Known = TypeVar("Known")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The mentions of a message, in reading order."""

    people: tuple[PersonMention, ...]
    venues: tuple[VenueMention, ...]
    groups: tuple[GroupMention, ...]
    axes: tuple[tuple[str, Span], ...]
    skills: tuple[tuple[Skill, Span], ...]
    places: tuple[Span, ...]  # sorts of places of which no venue is known
    whens: tuple[Span, ...]
    numbers: tuple[Span, ...]

    def tags(self) -> Iterator[Tag]:
        """Each mention as the word that stands for it in a tagged line."""
        yield from (("@person", mention.span) for mention in self.people)
        yield from (("@venue", mention.span) for mention in self.venues)
        yield from (("@group", mention.span) for mention in self.groups)
        yield from (("@axis", span) for _, span in self.axes)
        yield from (("@skill", span) for _, span in self.skills)
        yield from (("@venue", span) for span in self.places)
        yield from (("@when", span) for span in self.whens)
        yield from (("@number", span) for span in self.numbers)


@dataclass(frozen=True, slots=True)
class _Town:
    """The same knowledge with the venues and groups that only people's records tell of."""

    venues: tuple[Venue, ...]
    groups: tuple[Group, ...]
    axes: Names[str]


def named(
    sentence: Sentence,
    knowledge: Knowledge,
    table: Table,
    *,
    skills: Sequence[Skill] = (),
    asker: Person | None = None,
) -> Named:
    """Everything that the message names."""
    town = _town(knowledge)
    text = sentence.text
    venues = find_venues(text, town.venues)
    return Named(
        people=tuple(_but_the_signature(find_people(text, knowledge.people), text, asker)),
        venues=venues,
        groups=find_groups(text, town.groups),
        axes=tuple(_standing(town.axes, text)),
        skills=tuple(_standing(_skill_names(tuple(skills)), text)) if skills else (),
        places=tuple(
            span
            for span in _spans(sentence, table, "venue_kind")
            if not any(start <= span[0] < end for start, end in (one.span for one in venues))
        ),
        whens=tuple(_spans(sentence, table, "when")),
        numbers=tuple(_spans(sentence, table, "number")),
    )


def _but_the_signature(
    found: tuple[PersonMention, ...], text: str, asker: Person | None
) -> Iterator[PersonMention]:
    """« … merci, Lucie » written by Lucie names nobody."""
    for mention in found:
        mine = asker is not None and mention.person.id == asker.id
        last = not text[mention.span[1] :].strip(" .!\n")
        apart = text[: mention.span[0]].rstrip(" ").endswith((",", "\n", ".", "!", "-"))
        if not (mine and last and apart):
            yield mention


def _make_town(knowledge: Knowledge) -> _Town:
    return _Town(
        venues=knowledge.venues + tuple(_venues_of_people(knowledge)),
        groups=knowledge.groups + tuple(_groups_of_people(knowledge)),
        axes=Names(Form(name_words(name), name) for name in knowledge.axes),
    )


_town = Remembered(_make_town)


def _venues_of_people(knowledge: Knowledge) -> Iterator[Venue]:
    known = {fold(name) for venue in knowledge.venues for name in (venue.name, venue.code)}
    for service in dict.fromkeys(person.service for person in knowledge.people):
        if service and fold(service) not in known:
            yield Venue(code=service, name=service)


def _groups_of_people(knowledge: Knowledge) -> Iterator[Group]:
    known = {fold(name) for group in knowledge.groups for name in (group.name, group.code)}
    for name in dict.fromkeys(name for person in knowledge.people for name in person.groups):
        if fold(name) not in known:
            yield Group(code=name, name=name)


def _skill_names(skills: tuple[Skill, ...]) -> Names[Skill]:
    return Names(Form(name_words(skill.text), skill) for skill in skills)


def _standing(names: Names[Known], text: str) -> Iterator[tuple[Known, Span]]:
    said = tokens(text)
    for one in names.find(said):
        yield one.forms[0].meant, (said[one.first].start, said[one.last - 1].end)


def _spans(sentence: Sentence, table: Table, name: str) -> Iterator[Span]:
    for match in table.lists[name].finditer(sentence.line):
        yield sentence.span(*match.span())
