"""To which ages a week speaks: an age band is addressed by words or figures, never by guess."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from dialogs.programme.ages import Ages, ages_said
from dialogs.programme.search import is_reserved
from dialogs.programme.showings import Showing, folded, told_by
from dialogs.programme.status import OFF

_WIDEST = 30  # years: « de 8 à 88 ans » addresses nobody in particular


class State(StrEnum):
    """Whether a week has something for a band."""

    YES = "oui"
    NOTHING = "rien"
    UNKNOWN = "inconnu"


@dataclass(frozen=True, slots=True)
class Band:
    """Ages, and the words that address them. `says_so`: whoever plays for them writes it."""

    name: str
    least: int
    most: int
    words: re.Pattern[str]
    says_so: bool = False


def _band(name: str, ages: tuple[int, int], words: str, *, says_so: bool = False) -> Band:
    return Band(name, *ages, re.compile(rf"\b(?:{words})\b"), says_so)


# « le sommeil des tout-petits » is told to parents; « réduit étudiant » is a price.
_NOT_THEM = re.compile(
    r"\b(?:sommeil|garde|eveil|education|tarifs?|reduits?|sante|alimentation|repas)"
    r" (?:des |pour les |d |pour )?(?:tout petits|bebes|enfants|etudiante?s?|adultes?|seniors?)\b"
)
BANDS = (
    _band("0-3", (0, 3), r"tout petits|bebes?|petite enfance", says_so=True),
    _band("3-6", (3, 6), r"maternelles?"),
    _band("6-11", (6, 11), r"6 11 ans"),
    _band("11-17", (11, 17), r"ados?|adolescente?s?|collegiens?|lyceens?"),
    _band("18-25", (18, 25), r"etudiante?s?"),
    _band("20-44", (20, 44), r"adultes?|jeunes actifs|jeunes parents"),
    _band("60+", (60, 120), r"seniors?|aines?|ainees?|retraitee?s?"),
)


def bands_of(showing: Showing) -> frozenset[str]:
    """The bands that an announcement addresses."""
    text = told_by(showing)
    said, plain = ages_said(text), _NOT_THEM.sub(" ", folded(text))
    return frozenset(
        band.name for band in BANDS if band.words.search(plain) or _addresses(said, band)
    )


def state_of(band: Band, shown: Iterable[Showing]) -> State:
    """What a week has for a band; an offer that names no age could fit, nobody knows."""
    open_ = [one for one in shown if one.status not in OFF and not is_reserved(one)]
    if any(band.name in bands_of(one) for one in open_):
        return State.YES
    silent = any(not bands_of(one) and ages_said(told_by(one)) is None for one in open_)
    return State.UNKNOWN if silent and not band.says_so else State.NOTHING


def _addresses(said: Ages | None, band: Band) -> bool:
    if said is None:
        return False
    if said.most is None:
        # « Dès 6 ans » begins a band rather than ends one.
        return said.least is not None and band.least <= said.least < max(band.most, band.least + 1)
    least = said.least or 0
    if said.most - least > _WIDEST:
        return False
    return min(said.most, band.most) - max(least, band.least) >= 1
