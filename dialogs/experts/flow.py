"""Talks about one's own profile: what is proposed, amended, refused. Pure.

declare ──> add ──oui──> kept
             ^ └─ « plutôt niveau débutant », « juste pour mon équipement » ─> add again
remove ──oui──> gone        days ──oui──> kept
"""

import dataclasses
import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from dialogs.experts import profile_texts as texts
from dialogs.experts import workdays
from dialogs.experts.workdays import WorkingDays
from dialogs.french.stemming import lists
from dialogs.french.words import analyse, fold, stems
from dialogs.mentions.asides import circle_in, level_in, without_asides
from dialogs.messages import Reply
from dialogs.scene import Effect, Intent, IntentName, Outcome
from dialogs.understand.clean import cleaned, parts
from dialogs.understand.edits import edit, graded, lines_meant
from storage.records import JSON, Level, Person, Skill, Visibility

LONGEST_LINE = 300
MOST_LINES = 60

_OTHERWISE = re.compile(
    r"^\W*(?:non|pardon|plutôt|plutot|en fait|finalement|je voulais dire)\b[\s,:]*(?:pas [^,]+,\s*)?(?:mais\s+)?"
    r"(?P<that>(?:(?:le|la|les|en|du|de la|des|sur)\s|l['’]).+)$",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"^\W*(?:et|aussi|ajoute[rz]? aussi)\s+(?:aussi\s+)?(?P<that>(?:(?:le|la|les|en|du|de la|des)\s|l['’]).+)$",
    re.IGNORECASE,
)
# A yes with a reserve is no yes: it is shown again.
_RESERVED = re.compile(
    r"\b(?:mais|juste|seulement|uniquement|sauf|pas|personne|secret)\b", re.IGNORECASE
)


# What a bare « la reliure et le violon » may be taken for.
_MAY_BE_SKILLS = {
    IntentName.DECLARE_SKILL,
    IntentName.EXPERT_QUESTION,
    IntentName.OUT_OF_SCOPE,
    IntentName.CHOICE,
    IntentName.HELP,
}


class Kind(StrEnum):
    """The questions that this topic may leave open, and the subject it remembers."""

    ADD = "experts.add"
    REMOVE = "experts.remove"
    DAYS = "experts.days"
    DAYS_CIRCLE = "experts.days_circle"
    FIRST = "experts.first"
    PROPOSE = "experts.propose"
    PROFILE = "experts.profile"
    WISH = "experts.wish"
    RELAY = "experts.relay"
    RELAY_WHOM = "experts.relay_whom"
    CONFIRM = "experts.confirm"
    WHICH = "experts.which_line"
    FOUND = "experts.found"


def declare(intent: Intent, asker: Person, skills: Sequence[Skill]) -> Outcome:
    """« je m'y connais en … », « oublie … », « je travaille lundi et jeudi »."""
    if "days_for" in intent.slots:
        circle = Visibility(intent.slots["days_for"])
        return _ask(
            texts.confirm_days_circle(circle), {"kind": Kind.DAYS_CIRCLE, "circle": circle}
        )
    op = str(intent.slots.get("op") or "add")
    wanted = _words(intent.slots.get("skill"))
    if not wanted or workdays.is_about_days(intent.text):
        heard = workdays.told(intent.text, asker.working_days)
        if heard is not None:
            return _days(heard)
    changed = edit(intent.text, skills)
    if changed is not None:
        return _which_line(changed.lines) if changed.ambiguous else propose(changed.lines, skills)
    if op in {"remove", "remove_all"}:
        return _remove(wanted, asker, skills, everything=op == "remove_all")
    return _add(intent, wanted, asker, skills)


def first_answer(intent: Intent, asker: Person, skills: Sequence[Skill]) -> Outcome | None:
    """« pour quoi peut-on venir vous voir ? »: a suggestion taken, or other words."""
    choice = intent.slots.get("choice")
    said = [str(choice)] if choice else parts(cleaned(without_asides(intent.text)))
    asks = "?" in intent.text or intent.name not in _MAY_BE_SKILLS
    if (asks and not choice) or not said or len(intent.text) > LONGEST_LINE:
        return None
    return _add(intent, said, asker, skills)


def taught(
    intent: Intent,
    subjects: Sequence[str],
    asker: Person,
    skills: Sequence[Skill],
    *,
    teaches: bool,
) -> Outcome:
    """« je veux bien transmettre la reliure »: said of the lines that name it, else of a new one."""
    level, circle = level_in(intent.text), circle_in(intent.text)
    lines: list[Skill] = []
    for text in subjects:
        own = lines_meant(text, skills)
        fresh = [Skill(person_id=asker.id, text=text[:LONGEST_LINE])] if teaches else []
        lines += [graded(line, level, circle) for line in own or fresh]
    if not lines:
        return Outcome(reply=texts.not_declared(", ".join(subjects)))
    return propose([dataclasses.replace(line, teaches=teaches) for line in lines], skills)


def amended(state: JSON, intent: Intent, asker: Person) -> Outcome | None:
    """What changes in a proposal that waits for its « oui »; None when nothing does.

    The words count, whatever the intent: « juste pour moi » must never pass for a yes.
    """
    match state["kind"]:
        case Kind.ADD:
            lines = [skill_from(data) for data in state["skills"]]
            return _regraded(lines, intent) or _reworded(lines, intent, asker)
        case Kind.DAYS if workdays.is_about_days(intent.text):
            heard = workdays.told(intent.text, state["days"])
            return _days(heard) if heard else None
        case _:
            return None


def instead(state: JSON, outcome: Outcome) -> Outcome:
    """A new declaration in the place of an open one, which is mentioned."""
    if state["kind"] == Kind.ADD:
        note = texts.not_kept([line["text"] for line in state["skills"]])
    else:
        note = texts.not_changed(removal=state["kind"] == Kind.REMOVE)
    parts = (note, *outcome.reply.parts)
    return dataclasses.replace(outcome, reply=dataclasses.replace(outcome.reply, parts=parts))


def skill_json(skill: Skill) -> JSON:
    """A line as a state holds it."""
    return {
        "id": skill.id,
        "person_id": skill.person_id,
        "text": skill.text,
        "level": skill.level,
        "visibility": skill.visibility,
        "teaches": skill.teaches,
    }


def skill_from(data: JSON) -> Skill:
    """The inverse of `skill_json`."""
    level = Level(data["level"]) if data["level"] else None
    return Skill(**{**data, "level": level, "visibility": Visibility(data["visibility"])})


def _regraded(lines: Sequence[Skill], intent: Intent) -> Outcome | None:
    """The same lines with another level or circle, when the message is about nothing else."""
    text = intent.text
    level, circle = level_in(text), circle_in(text)
    if intent.name is IntentName.CONFIRM and (level or circle or _RESERVED.search(text)):
        return propose([graded(line, level, circle) for line in lines])
    if level is None and circle is None:
        return None
    own = {stem for line in lines for stem in stems(line.text)}
    left = [
        token
        for token in analyse(without_asides(text))
        if token.word not in lists()["of_a_proposal"]
    ]
    if any(token.stem not in own and level_in(token.surface) is None for token in left):
        return None
    return propose([graded(line, level, circle) for line in lines])


def _reworded(lines: list[Skill], intent: Intent, asker: Person) -> Outcome | None:
    """« non, la couture » takes the place of what was proposed, « et la couture » joins it."""
    text = intent.text
    other, more = _OTHERWISE.match(text), _MORE.match(text)
    if other is None and more is None:
        return None
    said = other or more
    wanted = parts(cleaned(without_asides(said["that"]))) if said else []
    if not wanted:
        return None
    level, circle = level_in(text), circle_in(text)
    new = [
        graded(dataclasses.replace(lines[0], id=0, text=one, person_id=asker.id), level, circle)
        for one in wanted
    ]
    return propose(new if other else [*lines, *new])


def _days(heard: WorkingDays) -> Outcome:
    if not heard.days:
        return Outcome(reply=texts.which_days())
    state = {"kind": Kind.DAYS, "days": list(heard.days)}
    return _ask(texts.confirm_days(heard.days, partial=heard.partial), state)


def _add(intent: Intent, wanted: Sequence[str], asker: Person, skills: Sequence[Skill]) -> Outcome:
    if not wanted:
        return Outcome(reply=texts.what_skill())
    if max(map(len, wanted)) > LONGEST_LINE:
        return Outcome(reply=texts.too_long(LONGEST_LINE))
    if len(skills) + len(wanted) > MOST_LINES:
        return Outcome(reply=texts.too_much(MOST_LINES))
    level, circle = level_in(intent.text), circle_in(intent.text)
    old = {fold(skill.text): skill for skill in skills}
    lines = [graded(_line(text, old, asker), level, circle) for text in wanted]
    new = [line for line in lines if not _is_known(line, old)]
    return propose(new) if new else Outcome(reply=texts.already(lines))


def _line(text: str, old: Mapping[str, Skill], asker: Person) -> Skill:
    """A fresh line; what was declared before under the same words keeps its level and circle."""
    fresh = Skill(person_id=asker.id, text=text[:LONGEST_LINE])
    before = old.get(fold(fresh.text), fresh)
    return dataclasses.replace(fresh, level=before.level, visibility=before.visibility)


def _is_known(line: Skill, old: Mapping[str, Skill]) -> bool:
    before = old.get(fold(line.text))
    return before is not None and graded(before, line.level, line.visibility) == before


def _remove(
    wanted: Sequence[str], asker: Person, skills: Sequence[Skill], *, everything: bool
) -> Outcome:
    found = (
        list(skills)
        if everything
        else [one for text in wanted for one in lines_meant(text, skills)]
    )
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


def chosen_line(state: JSON, intent: Intent) -> Outcome | None:
    """The one of several lines that was meant, by a click, its number or its words."""
    lines = [skill_from(data) for data in state["skills"]]
    choice = str(intent.slots.get("choice") or intent.text).strip()
    numbered = choice.isdigit() and 0 < int(choice) <= len(lines)
    found = [lines[int(choice) - 1]] if numbered else lines_meant(choice, lines)
    return propose(found) if len(found) == 1 else None


def _which_line(lines: Sequence[Skill]) -> Outcome:
    state = {"kind": Kind.WHICH, "skills": [skill_json(line) for line in lines]}
    return _ask(texts.which_line([line.text for line in lines]), state)


def propose(lines: Sequence[Skill], skills: Sequence[Skill] = ()) -> Outcome:
    """Lines shown back, to be kept after a « oui »."""
    state = {"kind": Kind.ADD, "skills": [skill_json(line) for line in lines]}
    before = {skill.id: skill for skill in skills}
    return _ask(texts.confirm_add(lines, before), state)


def _ask(reply: Reply, state: JSON) -> Outcome:
    return Outcome(reply=reply, effect=Effect.ASKS, asks=state)


def _words(value: object) -> list[str]:
    if isinstance(value, list | tuple):
        return [str(one) for one in value]
    return [str(value)] if value else []
