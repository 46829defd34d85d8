"""What is known of a person, as lines that may answer « qui connaît … ? »."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from dialogs.experts.places import FACILITIES
from dialogs.french.languages import spoken
from dialogs.french.stemming import stem
from dialogs.french.words import fold, stems
from storage.records import (
    Action,
    Evidence,
    EvidenceKind,
    Group,
    Knowledge,
    Level,
    Person,
    Skill,
    Visibility,
)

# Terms that no text can hold by chance: they stand beside the stems in the index.
NAME, EVERY_VENUE = "nom:", "lieu:"
HEAD, DIRECTS, LEADS = "role:tete", "role:dirige", "role:responsable"  # all of it, or a part
DEPUTY = "role:adjoint"
_HEADS = re.compile(r"\b(?:responsable|direct(?:eur|rice)|chef(?:fe)?|patron(?:ne)?)\b")
_DIRECTS = re.compile(r"\bdirect(?:eur|rice)\b")
_PLACES = (
    "lieu",
    "equipement",
    "etablissement",
    "site",
    "structure",
    "service",
    "municipal",
    "general",
)
_LEADERS = ("responsable", "directeur", "chef", "cheffe", "patron")
_WHOLE = frozenset(stem(word) for word in (*_LEADERS, *_PLACES, *FACILITIES))
_DEPUTY = re.compile(r"\badjointe?\b")
_ADJOINT = re.compile(r"\b(?:adjointe?|assistante?|secretaire)\b")
_BEGINNER = re.compile(r"\b(?:debutante?|un peu|notions|bases|scolaire)\b")
# « tous styles sauf lyrique »: what comes after is precisely not declared.
_EXCEPT = re.compile(r"\b(?:sauf|hormis|excepté|à part)\b[^,;.()]*", re.IGNORECASE)


def lines_about(
    person: Person, skills: Iterable[Skill], *, knowledge: Knowledge
) -> tuple[Evidence, ...]:
    """Every line, declared or of the directory, with the terms that find it."""
    return (
        *(_skill_line(skill) for skill in skills),
        *_directory_lines(
            person, _group_names(person, knowledge.groups), _place_stems(person, knowledge)
        ),
    )


def action_lines(actions: Iterable[Action]) -> Iterator[Evidence]:
    """What people pilot in the register, as lines."""
    for action in actions:
        if action.owner_id and action.is_open:
            yield Evidence(
                person_id=action.owner_id,
                kind=EvidenceKind.ACTION,
                text=f"action {action.number} : {action.title}",
                terms=stems(action.title),
            )


def name_terms(name: str) -> tuple[str, ...]:
    """The parts of a name as terms: « nom:samira », « nom:oukaci »."""
    return tuple(NAME + word for word in re.findall(r"\w{2,}", fold(name)))


def _skill_line(skill: Skill) -> Evidence:
    declared = _EXCEPT.sub(" ", f"{skill.text} ; {skill.note}")
    return Evidence(
        person_id=skill.person_id,
        kind=EvidenceKind.SKILL,
        text=skill.text,
        terms=(*stems(declared), *spoken(skill.text)),
        level=skill.level,
        note=skill.note,
        visibility=skill.visibility,
        skill_id=skill.id or None,
        teaches=skill.teaches,
        since=_since(skill),
    )


def _since(skill: Skill) -> date | None:
    told = skill.confirmed_at or skill.declared_at
    return told.date() if told else None


def _directory_lines(
    person: Person, groups: Sequence[str], place: frozenset[str]
) -> Iterator[Evidence]:
    yield _line(person, EvidenceKind.NAME, person.name, terms=name_terms(person.name))
    if person.job_title:
        terms = (*stems(person.job_title), *_head(person.job_title, place))
        yield _line(person, EvidenceKind.FUNCTION, person.job_title, terms=terms)
    for language in person.languages:
        terms = (*spoken(language), *stems(re.sub(r"\(.*?\)", "", language)))
        level = Level.BEGINNER if _BEGINNER.search(fold(language)) else None
        yield _line(person, EvidenceKind.LANGUAGE, language, terms=terms, level=level)
    for discipline in person.disciplines:
        yield _line(person, EvidenceKind.DISCIPLINE, discipline, terms=stems(discipline))
    for group in groups:
        yield _line(person, EvidenceKind.GROUP, group, terms=stems(group))
    if person.service:
        terms = (*stems(person.service), EVERY_VENUE + person.venue)
        yield _line(person, EvidenceKind.SERVICE, person.service, terms=terms)


def leads(person: Person, knowledge: Knowledge) -> bool:
    """Whether somebody's function is to lead their whole venue or service."""
    return HEAD in _head(person.job_title, _place_stems(person, knowledge))


def _line(
    person: Person,
    kind: EvidenceKind,
    text: str,
    *,
    terms: tuple[str, ...],
    level: Level | None = None,
) -> Evidence:
    return Evidence(
        person_id=person.id,
        kind=kind,
        text=text,
        terms=terms,
        level=level,
        visibility=Visibility.DEPARTMENT,
    )


def _head(job_title: str, place: frozenset[str]) -> tuple[str, ...]:
    """Whether the function is to lead the whole place, or a part of it."""
    folded = fold(job_title)
    if _DEPUTY.search(folded):
        return (DEPUTY,)
    if not _HEADS.search(folded) or _ADJOINT.search(folded):
        return ()
    if set(stems(job_title)) <= _WHOLE | place:
        return (HEAD,)
    if _DIRECTS.search(folded):
        return (DIRECTS,)
    return (LEADS,) if "responsable" in folded else ()


def _place_stems(person: Person, knowledge: Knowledge) -> frozenset[str]:
    venue = knowledge.venue(person.venue)
    names = (person.service, *((venue.name, venue.kind, *venue.aliases) if venue else ()))
    return frozenset(word for name in names for word in stems(name))


def _group_names(person: Person, groups: Iterable[Group]) -> tuple[str, ...]:
    known = {group.code: group.name for group in groups}
    return tuple(known.get(group, group) for group in person.groups)
