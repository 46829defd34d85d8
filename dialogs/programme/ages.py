"""Ages: those that a question names, and those that an announcement says it is for."""

import re
from dataclasses import dataclass

from dialogs.programme.showings import folded

_OLDEST = 120
_SPAN = re.compile(r"\b(?:de )?(\d{1,2}) (?:a )?(\d{1,2}) ans\b")
_YEARS = re.compile(r"\b(\d{1,2})(?: (?:et|ou) (\d{1,2}))? ans\b")
_MONTHS = re.compile(r"\b(\d{1,2}) mois\b(?! (?:de|d)\b)")
_NUMBER = r"(\d{1,3})"
_RANGE = re.compile(rf"\b(?:de )?{_NUMBER} (?:a |et )?{_NUMBER} (?:ans|mois)\b")
_FROM = re.compile(rf"\b(?:des|a partir de|des l age de|plus de) {_NUMBER} (ans|mois)\b")
_AND_MORE = re.compile(rf"\b{_NUMBER} ans et plus\b")
# « garde d’enfants dès 18 mois », « enquête 20-44 ans »: not the age of who comes.
_NOT_AGES = re.compile(
    r"\bgarde d enfants(?: \w+){0,3} (?:des \d+ (?:ans|mois))?"
    r"|\b(?:enquete|tarifs?)(?: \w+){0,2}? \d{1,2} (?:\d{1,2} )?ans\b"
    r"|\b(?:les|nos|des|ses) \d{1,3} ans (?:de|du|des|d)\b"
)
_BANNED = re.compile(rf"\binterdit\w* aux? moins de {_NUMBER} ans\b")
_UP_TO = re.compile(rf"\bjusqu a {_NUMBER} ans\b")
_TOUS = re.compile(r"\btout public\b|\ben famille\b|\btous les ages\b|\btoutes? generations?\b")
_CHILDREN = re.compile(r"\bjeune public\b|\benfants?\b")
_BABIES = re.compile(r"\bbebes?\b|\btout petits\b|\bpetite enfance\b")
_GROWN = re.compile(r"\badultes?\b")
_LAST_BABY, _LAST_CHILD, _FIRST_GROWN = 3, 12, 18
_CHILDHOOD = 8  # years that follow « dès N ans »


@dataclass(frozen=True, slots=True)
class Ages:
    """From and up to, both included; None is not said."""

    least: int | None = None
    most: int | None = None

    def meets(self, least: int, most: int) -> bool:
        """Whether somebody between these ages is meant."""
        oldest = _OLDEST if self.most is None else self.most
        common = min(most, oldest) - max(least, self.least or 0)
        # « 3-6 ans » and « 6-11 ans » touch at one age: that is not the same public.
        return common >= (0 if least == most or oldest == self.least else 1)


def ages_asked(plain: str) -> tuple[tuple[tuple[int, int], ...], str]:
    """« mon fils de 3 ans », « 4 et 7 ans », « les 6-11 ans »: ages, and the text without them."""
    said = [(int(found[1]), int(found[2])) for found in _SPAN.finditer(plain)]
    plain = _SPAN.sub(" ", plain)
    for found in _YEARS.finditer(plain):
        said += [(int(one), int(one)) for one in found.groups() if one]
    plain = _YEARS.sub(" ", plain)
    for found in _MONTHS.finditer(plain):
        said.append((int(found[1]) // 12, int(found[1]) // 12))
    return tuple(dict.fromkeys(said)), _MONTHS.sub(" ", plain)


def ages_said(text: str) -> Ages | None:
    """The ages that an announcement is for, in its own words; None when it does not say.

    « Moins de 26 ans : 8 € » is a price, not an age.
    """
    return ages_of(folded(text))


def ages_of(plain: str) -> Ages | None:
    """The same, of an announcement that is folded already."""
    plain = _NOT_AGES.sub(" ", plain)
    if found := _RANGE.search(plain):
        scale = 12 if "mois" in found[0] else 1
        least, most = sorted((int(found[1]) // scale, int(found[2]) // scale))
        return Ages(least, most)
    for shape in (_FROM, _AND_MORE, _BANNED):
        if found := shape.search(plain):
            return Ages(int(found[1]) // (12 if "mois" in found[0] else 1))
    found = _UP_TO.search(plain)
    return Ages(None, int(found[1])) if found else None


def is_for(age: tuple[int, int], text: str) -> bool:
    """Whether an announcement says that it is for these ages, in figures or in words."""
    said = ages_said(text)
    least, most = age
    if said is not None:
        if said.most is None and said.least is not None and said.least < _LAST_CHILD:
            # « Dès 3 ans » forbids nobody, but it is not said to teenagers.
            said = Ages(said.least, said.least + _CHILDHOOD)
        return said.meets(least, most)
    plain = folded(text)
    words = [_TOUS]
    words += [_CHILDREN] if least <= _LAST_CHILD else []
    words += [_BABIES] if least <= _LAST_BABY else []
    words += [_GROWN] if most >= _FIRST_GROWN else []
    return any(shape.search(plain) for shape in words)
