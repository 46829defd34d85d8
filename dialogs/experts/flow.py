"""Talks about one's own profile: what is proposed, amended, refused. Pure.

declare ──> add ──oui──> kept
             ^ └─ « plutôt niveau débutant », « juste pour mon équipement » ─> add again
remove ──oui──> gone        days ──oui──> kept
"""

import dataclasses
import re
from collections.abc import Sequence
from enum import StrEnum

from dialogs.experts import texts
from dialogs.french.calendar import DAYS
from dialogs.french.words import fold, stems
from dialogs.messages import Reply
from dialogs.scene import Effect, Intent, Outcome
from storage.records import JSON, Level, Person, Skill, Visibility

LONGEST_LINE = 300
MOST_LINES = 60

_LEVELS = (
    (re.compile(r"\bdebut\w*|\bun peu\b|\bnotions?\b|\bbases\b"), Level.BEGINNER),
    (
        re.compile(r"\breferente?\b|\bexperte?\b|\bconfirme\w*|\bavance\w*|\btres bon"),
        Level.REFERENCE,
    ),
    (re.compile(r"\ba l'aise\b|\bbon niveau\b|\bintermediaire\b"), Level.AT_EASE),
)
_CIRCLES = (
    (
        re.compile(
            r"\b(?:que|juste|seulement|rien que) (?:pour )?moi\b|\bpour moi seule?\b|\bprive\b"
        ),
        Visibility.ME,
    ),
    (re.compile(r"\bmon (?:equipement|service|equipe)\b"), Visibility.VENUE),
    (re.compile(r"\btoute la ville\b|\btous les services\b|\bpour la ville\b"), Visibility.TOWN),
    (re.compile(r"\b(?:toute )?la (?:direction|dac)\b"), Visibility.DEPARTMENT),
)


class Kind(StrEnum):
    """The questions that this topic may leave open, and the subject it remembers."""

    ADD = "experts.add"
    REMOVE = "experts.remove"
    DAYS = "experts.days"
    FOUND = "experts.found"


def declare(intent: Intent, asker: Person, skills: Sequence[Skill]) -> Outcome:
    """« je m'y connais en … », « oublie … », « je travaille lundi et jeudi »."""
    op = str(intent.slots.get("op") or "add")
    wanted = _words(intent.slots.get("skill"))
    days = [day for day in DAYS if day in _words(intent.slots.get("weekday"))]
    if days and not wanted:
        return _ask(texts.confirm_days(days), {"kind": Kind.DAYS, "days": days})
    if op in {"remove", "remove_all"}:
        return _remove(wanted, asker, skills, everything=op == "remove_all")
    return _add(intent, wanted, asker, skills)


def amended(state: JSON, intent: Intent, asker: Person) -> Outcome | None:
    """What changes in a proposal that waits for its « oui »; None when nothing does."""
    if state["kind"] != Kind.ADD:
        return None
    lines = [skill_from(data) for data in state["skills"]]
    level, circle = level_in(intent.text), circle_in(intent.text)
    if level is None and circle is None:
        wanted = _words(intent.slots.get("skill"))
        if not wanted:
            return None
        lines = [dataclasses.replace(lines[0], text=text, person_id=asker.id) for text in wanted]
    changed = [
        dataclasses.replace(line, level=level or line.level, visibility=circle or line.visibility)
        for line in lines
    ]
    return _propose(changed)


def level_in(text: str) -> Level | None:
    """« plutôt niveau débutant »."""
    return next((level for shape, level in _LEVELS if shape.search(fold(text))), None)


def circle_in(text: str) -> Visibility | None:
    """« juste pour mon équipement »."""
    return next((circle for shape, circle in _CIRCLES if shape.search(fold(text))), None)


def skill_json(skill: Skill) -> JSON:
    """A line as a state holds it."""
    return {
        "id": skill.id,
        "person_id": skill.person_id,
        "text": skill.text,
        "level": skill.level,
        "visibility": skill.visibility,
    }


def skill_from(data: JSON) -> Skill:
    """The inverse of `skill_json`."""
    level = Level(data["level"]) if data["level"] else None
    return Skill(**{**data, "level": level, "visibility": Visibility(data["visibility"])})


def meant(text: str, skills: Sequence[Skill]) -> list[Skill]:
    """The declared lines that some words name."""
    wanted = set(stems(text)) or {fold(text)}
    exact = [skill for skill in skills if fold(skill.text) == fold(text)]
    return exact or [skill for skill in skills if wanted <= set(stems(skill.text))]


def _add(intent: Intent, wanted: Sequence[str], asker: Person, skills: Sequence[Skill]) -> Outcome:
    if not wanted:
        return Outcome(reply=texts.what_skill())
    if len(skills) + len(wanted) > MOST_LINES:
        return Outcome(reply=texts.too_much(MOST_LINES))
    level = level_in(intent.text)
    circle = circle_in(intent.text) or Visibility.DEPARTMENT
    lines = [
        Skill(person_id=asker.id, text=text[:LONGEST_LINE], level=level, visibility=circle)
        for text in wanted
    ]
    known = {(fold(skill.text), skill.level) for skill in skills}
    new = [line for line in lines if (fold(line.text), line.level) not in known]
    return _propose(new) if new else Outcome(reply=texts.already(lines))


def _remove(
    wanted: Sequence[str], asker: Person, skills: Sequence[Skill], *, everything: bool
) -> Outcome:
    found = list(skills) if everything else [one for text in wanted for one in meant(text, skills)]
    spoken = [
        language
        for language in asker.languages
        if everything or any(fold(text) in fold(language) for text in wanted)
    ]
    if not found and not spoken:
        return Outcome(reply=texts.not_declared(", ".join(wanted)))
    lines = [skill_json(skill) for skill in found]
    state = {"kind": Kind.REMOVE, "skills": lines, "languages": spoken}
    return _ask(texts.confirm_remove([*(skill.text for skill in found), *spoken]), state)


def _propose(lines: Sequence[Skill]) -> Outcome:
    state = {"kind": Kind.ADD, "skills": [skill_json(line) for line in lines]}
    return _ask(texts.confirm_add(lines), state)


def _ask(reply: Reply, state: JSON) -> Outcome:
    return Outcome(reply=reply, effect=Effect.ASKS, asks=state)


def _words(value: object) -> list[str]:
    if isinstance(value, list | tuple):
        return [str(one) for one in value]
    return [str(value)] if value else []
