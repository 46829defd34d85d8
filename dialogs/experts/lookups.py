"""Questions that what everybody knows answers: groups, axes, partners, who is there on a day. Pure."""

import re
from collections.abc import Iterable, Iterator

from dialogs.experts.query import Query
from dialogs.experts.shapes import OWNER
from dialogs.french.words import fold, stems
from dialogs.mentions.groups import find_groups
from dialogs.mentions.names import Form, Names, name_words, tokens
from dialogs.remembered import Remembered
from storage.records import Group, Knowledge, Partner, Person

_MEMBERS = re.compile(
    r"\b(?:membres?|participants?|composition)\b"
    r"|\b(?:qui|personnes|gens|collegues)\b.*\b(?:partie|est|sont|dans|participe\w*|"
    r"compose\w*|siege\w*|suit|suivent|travaille\w*)\b"
)
_GROUP = re.compile(r"\b(?:groupes?|gt)\b")
_ALL_GROUPS = re.compile(
    r"\b(?:quels?|quelles?) (?:sont|est) (?:les|nos|vos) groupes\b|\bliste des groupes\b|\bcombien de groupes\b"
    r"|^\W*(?:les|nos) groupes(?: de travail)?\W*$|\bquels groupes (?:de travail )?(?:existent|y a|avons|on a)"
)
_ALL_AXES = re.compile(
    r"\b(?:quels?|quelles?) (?:sont|est) (?:les|nos|vos) (?:\w+ )?axes\b|\bliste des axes\b|\bcombien d'axes\b"
    r"|^\W*(?:les|nos) axes(?: du projet\b.*)?\W*$|\bquels axes\b"
)
_PARTNERS = re.compile(r"\bpartenaires?\b")
_ABOUT = re.compile(
    r"\b(?:c'est quoi|c'est qui|qu'est[- ]ce que|qui est|qui sont|contacts?|interlocut\w+|referente?|"
    r"en (?:lien|contact|relation)|(?:travaille\w*|bosse\w*|lien|partenariat) avec|partenaires?|presente\w*|"
    r"parle[sz]?[- ]moi|connai\w+|suit|s'occupe)\b"
)
_LEAD = re.compile(r"^\W*(?:(?:en|de|du|pour|dans|le|la|les)\s+|[dl]['’]\s*)*", re.IGNORECASE)
_NOT_A_DISCIPLINE = frozenset(stems("partenaire partenariat ville culture regulier conventionné"))


def members(text: str, knowledge: Knowledge) -> tuple[tuple[Group, tuple[Person, ...]], ...]:
    """The groups whose members are asked, with their people."""
    folded = fold(text)
    if not _GROUP.search(folded) or not _MEMBERS.search(folded):
        return ()
    groups = {one.group.code: one.group for one in find_groups(text, _groups(knowledge))}
    return tuple((group, _in(group, knowledge)) for group in groups.values())


def all_groups(text: str, knowledge: Knowledge) -> tuple[tuple[Group, int], ...]:
    """« quels sont les groupes de travail ? »: each with its number of members."""
    if not _ALL_GROUPS.search(fold(text)):
        return ()
    return tuple((group, len(_in(group, knowledge))) for group in _groups(knowledge))


def all_axes(text: str, knowledge: Knowledge) -> tuple[str, ...]:
    """« quels sont les axes ? »."""
    return knowledge.axes if _ALL_AXES.search(fold(text)) else ()


def partner(text: str, knowledge: Knowledge) -> Partner | None:
    """The one that is asked about: « c'est quoi le CREDAC ? », « qui est le contact à l'Aleph ? »."""
    if not _ABOUT.search(fold(text)):
        return None
    said = tokens(text)
    found = _partner_names(knowledge).find(said)
    return found[0].forms[0].meant if found else None


def partners(text: str, knowledge: Knowledge) -> tuple[str, tuple[Partner, ...]] | None:
    """« nos partenaires en théâtre »: the words of the discipline, and who they are."""
    folded = fold(text)
    if (
        not _PARTNERS.search(folded)
        or re.search(r"\bqui\b(?! sont)", folded)
        or OWNER.search(folded)
    ):
        return None
    wanted = [stem for stem in stems(folded) if stem not in _NOT_A_DISCIPLINE]
    if not wanted:
        return "", tuple(one for one in knowledge.partners if one.circle < 4)  # noqa: PLR2004 - the near circles
    found = tuple(one for one in knowledge.partners if set(wanted) & set(stems(one.discipline)))
    said = re.split(r"\bpartenaires?\b", text, flags=re.IGNORECASE)[-1]
    return _LEAD.sub("", said).strip(" ?!."), found


def present(query: Query, people: Iterable[Person]) -> tuple[Person, ...]:
    """Who is known to work on the days asked, at the venue asked if one is."""
    return tuple(
        person
        for person in sorted(people, key=lambda one: one.name)
        if person.working_days and not person.guest
        if all(set(person.working_days) & days for days in query.days)
        if not set(person.working_days) & query.not_days
        if not query.venues or person.venue in query.venues
    )


def _in(group: Group, knowledge: Knowledge) -> tuple[Person, ...]:
    called = {fold(group.code), fold(group.name)}
    people = [one for one in knowledge.people if called & {fold(name) for name in one.groups}]
    return tuple(sorted(people, key=lambda one: one.name))


def _with_those_of_people(knowledge: Knowledge) -> tuple[Group, ...]:
    """The working groups, and those that only the directory's lines tell of."""
    known = {fold(name) for group in knowledge.groups for name in (group.name, group.code)}
    told = dict.fromkeys(name for person in knowledge.people for name in person.groups)
    return knowledge.groups + tuple(
        Group(code=name, name=name) for name in told if fold(name) not in known
    )


def _make_names(knowledge: Knowledge) -> Names[Partner]:
    return Names(form for one in knowledge.partners for form in _forms(one))


def _forms(one: Partner) -> Iterator[Form[Partner]]:
    for name in (one.name, *one.aliases):
        words = name_words(name)
        yield Form(words, one, shy=len(words) == 1 and not name[1:2].isupper())


_groups = Remembered(_with_those_of_people)
_partner_names = Remembered(_make_names)
