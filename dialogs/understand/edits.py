"""Changes of lines that a person declared before: other words, another level or circle. Pure."""

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass

from dialogs.french.words import fold, stems
from dialogs.mentions.asides import circle_in, level_in, without_asides
from dialogs.understand.clean import cleaned
from storage.records import Level, Skill, Visibility

_RENAMES = re.compile(
    r"^\W*(?:(?:peux-tu|tu peux|pouvez-vous)\s+)?(?:corrige\w*|remplace\w*|renomme\w*|change\w*|modifie\w*|rectifie\w*)\s+"
    r"(?P<old>.+?)\s+(?:en|par)\s+(?P<new>.+?)\s*[.!?]*$",
    re.IGNORECASE,
)
_SETS = re.compile(
    r"^\W*(?:passe\w*|mets?|mettez|mettre|rends?|rendez|rendre|note\w*|garde\w*|laisse\w*|montre\w*)\s+"
    r"(?:(?:ma|mon|mes|la|le|les|l['’])\s*)?(?:ligne\s+|compétence\s+)?(?P<what>.+?)\s*(?:,|:)?\s+"
    r"(?=(?:en|au|à|visible|juste|seulement|uniquement|niveau|privée?|pour)\b)",
    re.IGNORECASE,
)
_NAMES = re.compile(r"^\W*(?P<what>[^:,.!?]{2,80}?)\s*:\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Edit:
    """Lines as they are to become; several candidates when the words fit more than one."""

    lines: tuple[Skill, ...]
    ambiguous: bool = False


def edit(text: str, skills: Sequence[Skill]) -> Edit | None:
    """What a message changes of the lines declared; None when it names none of them."""
    if match := _RENAMES.match(text):
        return _renamed(match["old"], match["new"], skills)
    level, circle = level_in(text), circle_in(text)
    if level is None and circle is None:
        return None
    for shape in (_SETS, _NAMES):
        if match := shape.match(text):
            found = lines_meant(cleaned(without_asides(match["what"])), skills)
            if found:
                changed = tuple(graded(line, level, circle) for line in found)
                return Edit(changed, ambiguous=len(found) > 1)
    return None


def lines_meant(text: str, skills: Sequence[Skill]) -> list[Skill]:
    """The declared lines that some words name: exactly, else those that hold them all."""
    wanted = set(stems(text)) or {fold(text)}
    exact = [skill for skill in skills if fold(skill.text) == fold(text)]
    return exact or [skill for skill in skills if wanted <= set(stems(skill.text))]


def graded(line: Skill, level: Level | None, circle: Visibility | None) -> Skill:
    """The line with another level or circle, where one is given."""
    return dataclasses.replace(
        line, level=level or line.level, visibility=circle or line.visibility
    )


def _renamed(old: str, new: str, skills: Sequence[Skill]) -> Edit | None:
    found = lines_meant(cleaned(old), skills)
    level, circle = level_in(new), circle_in(new)
    words = cleaned(without_asides(new)) or (cleaned(new) if not level and not circle else "")
    if not found:
        return None
    changed = tuple(
        graded(dataclasses.replace(line, text=words or line.text), level, circle) for line in found
    )
    return Edit(changed, ambiguous=len(found) > 1)
