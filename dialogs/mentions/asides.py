"""What a declaration says beside the skill: how well it is known, and who may see it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dialogs.mentions.names import Span
from storage.records import Level, Visibility

_ONLY = r"(?:juste|seulement|uniquement|exclusivement|strictement|rien que|que)"
_SEEN = r"(?:(?:qui (?:est|soit)|en|rester?) )?(?:visibles?|privée?s?|ouvert)"
_WE = r"(?:mon|notre|l['’])\s*(?:équipement|equipement|établissement|service|équipe|equipe|lieu)"
_END = r"(?=\s*(?:$|[,;.!?)»]))"
_CIRCLES = {
    Visibility.ME: (
        rf"(?:{_SEEN}\s+)?{_ONLY}\s+(?:{_SEEN}\s+)?(?:(?:pour|par|de|à)\s+)?moi(?:[- ]même)?\b",
        r"(?:pour|par|de|à) moi (?:toute? )?(?:seule?|uniquement|seulement)\b",
        rf"{_SEEN} (?:pour|par|de) moi\b(?: (?:seule?|uniquement|seulement))?",
        rf"(?:en |c['’]est |reste |à titre )?(?:privée?|confidentiel(?:le)?|secrète?){_END}",
        r"(?:montre\w*|visible|dis|dites)(?: (?:à|de|par))? personne\b",
        r"^\W*pour moi\W*$",
    ),
    Visibility.VENUE: (
        rf"(?:{_SEEN}\s+)?(?:{_ONLY}\s+)?(?:pour|dans|par)\s+{_WE}(?: (?:seulement|uniquement))?{_END}",
        rf"(?:{_SEEN}\s+)?{_ONLY}\s+(?:de\s+)?{_WE}",
        rf"{_SEEN} (?:de|à) {_WE}",
        rf"{_WE} (?:seulement|uniquement)",
        rf"^\W*{_WE}\W*$",
    ),
    Visibility.TOWN: (
        rf"(?:{_SEEN}\s+)?(?:(?:pour|par|de|dans|à)\s+)?(?:toute (?:la )?(?:ville|mairie)|tous les services)\b",
        rf"{_SEEN} (?:pour|par|de|à) (?:tout le monde|tous|la ville)\b",
        rf"pour (?:la )?ville{_END}",
    ),
    Visibility.DEPARTMENT: (
        rf"(?:{_SEEN}\s+)?(?:{_ONLY}\s+)?(?:pour|par|dans|de)\s+(?:toute la (?:direction|dac)|la dac)\b",
        rf"(?:{_SEEN}|{_ONLY}) (?:(?:pour|par|dans|de) )?la direction\b",
        rf"pour la direction{_END}",
        r"^\W*(?:toute )?la (?:direction|dac)\W*$",
    ),
}
_NOT_OTHERS = r"(?<!pour )(?<!des )(?<!les )(?<!aux )(?<!d['’])"
_LEVELS = {
    Level.BEGINNER: (
        rf"{_NOT_OTHERS}(?:débutante?|débutant·e|debutante?|novice)",
        r"je d[ée]bute|un (?:petit )?peu|petit niveau",
        r"(?:avec )?(?:juste )?(?:quelques |vagues |des |les )?(?:notions|bases|rudiments)(?: seulement)?",
    ),
    Level.REFERENCE: (
        r"référente?|référent·e|referente?|experte?|expert·e|incollable|spécialiste|pointue?",
        r"très (?:bon niveau|à l['’]aise)|avancée?",
    ),
    Level.AT_EASE: (
        r"(?:très |assez |plutôt )?[àa] l['’]aise|bon niveau|intermédiaire|confirmée?|autonome",
        r"je me débrouille(?: bien)?",
    ),
}
_LEAD = (
    r"(?:(?:mais|et|plutôt|plutot|disons|je dirais|je suis|j['’]ai|c['’]est|encore|assez|vraiment|"
    r"(?:mon )?niveau|à|au|en|comme|avec|un|tant que|de|mets|mettez|seulement|juste|que|:)\s+)*"
)


def _any(shapes: Iterable[str]) -> str:
    return f"(?:{'|'.join(shapes)})"


_CIRCLE_SHAPES = tuple(
    (re.compile(_any(shapes), re.IGNORECASE), circle) for circle, shapes in _CIRCLES.items()
)
_LEVEL_SHAPES = tuple(
    (re.compile(rf"\b{_any(shapes)}(?!\w)", re.IGNORECASE), level)
    for level, shapes in _LEVELS.items()
)
_APART = tuple(
    re.compile(rf"(?:^|(?<=[\s,;(«])){_LEAD}\b{_any(shapes)}{_END}", re.IGNORECASE)
    for shapes in _LEVELS.values()
)


@dataclass(frozen=True, slots=True)
class Aside:
    """A phrase that is about the declaration, not of the skill."""

    span: Span
    circle: Visibility | None = None


def asides(text: str) -> tuple[Aside, ...]:
    """The phrases on visibility and level that stand apart from the skill, in reading order."""
    return tuple(sorted(_found(text), key=lambda aside: aside.span))


def circle_in(text: str) -> Visibility | None:
    """« juste pour mon équipement »; the narrowest circle when several are said."""
    return next((circle for shape, circle in _CIRCLE_SHAPES if shape.search(text)), None)


def level_in(text: str) -> Level | None:
    """« plutôt niveau débutant », « je suis référente accessibilité »."""
    return next((level for shape, level in _LEVEL_SHAPES if shape.search(text)), None)


def without_asides(text: str) -> str:
    """The text less those phrases."""
    for aside in reversed(asides(text)):
        start, end = aside.span
        text = f"{text[:start]} {text[end:]}"
    return text


def _found(text: str) -> Iterator[Aside]:
    for shape, circle in _CIRCLE_SHAPES:
        yield from (Aside(match.span(), circle) for match in shape.finditer(text))
    for shape in _APART:
        yield from (Aside(match.span()) for match in shape.finditer(text))
