"""What an announcement most likely is, as others like it taught: discipline, kind, who may come.

The words of a title seldom say « concert »; twelve hundred labelled announcements, written for this
project, do. The weights are made by `learning`, from `announcements.txt`.
"""

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources

from dialogs.french.words import fold
from dialogs.understand.learnt import Features, Learnt, features

FILE = "announcements.bin"
DISCIPLINES = (
    "cinema", "theatre", "danse", "musique", "arts_plastiques", "lecture", "sciences",
    "cirque_rue", "pluri",
)  # fmt: skip
KINDS = (
    "seance", "spectacle", "concert", "exposition", "atelier", "conference", "lecture", "visite",
    "cours", "rencontre", "autre",
)  # fmt: skip
ACCESSES = ("public", "scolaire", "reserve_pro")
SORTS = {"discipline": DISCIPLINES, "kind": KINDS, "access": ACCESSES}
_WORD = re.compile(r"\w+")
_MOST = 400  # characters of a description that are read


def calls(title: str, description: str, shows: str) -> Features:
    """`shows` is the discipline that the venue mostly shows; "" when it shows everything."""
    told = description[:_MOST]
    line = f"<{shows}> | {_words(title)} | {_words(told)} <{shows}>"
    return features(line, f"{title} {told}")


def likely(called: Features, sort: str) -> dict[str, float]:
    """How likely each value of a sort of label is."""
    labels = {label_of(sort, value): value for value in SORTS[sort]}
    odds = _learnt().probabilities(called, among=labels)
    return {labels[label]: odd for label, odd in odds.items()}


def label_of(sort: str, value: str) -> str:
    """How a value is named in the file."""
    return f"{sort}:{value}"


def all_labels() -> Sequence[str]:
    """The labels of the file, in order."""
    return [label_of(sort, value) for sort, values in SORTS.items() for value in values]


def stored() -> bytes:
    """The content of the file that the bot ships."""
    return resources.files("dialogs.programme").joinpath(FILE).read_bytes()


@cache
def _learnt() -> Learnt:
    return Learnt(stored())


def _words(text: str) -> str:
    return " ".join(_WORD.findall(fold(text)))
