"""What somebody may be asked for, guessed from their function to help them say it. Pure.

A suggestion is only ever offered to the person: nothing is shown to others before they publish it.
"""

from functools import cache
from importlib import resources

from dialogs.french.words import fold, stems
from storage.records import Person

_GENERAL = ("accueil du public", "photographie", "premiers secours")
_MOST = 3
Family = tuple[tuple[frozenset[str], ...], tuple[str, ...]]


def suggestions(person: Person) -> tuple[str, ...]:
    """Three things that people of this function are often asked for."""
    known = set(stems(person.job_title))
    found = next(
        (
            given
            for functions, given in _families()
            if any(function and function <= known for function in functions)
        ),
        (),
    )
    own = tuple(discipline.lower() for discipline in person.disciplines)
    wanted = dict.fromkeys((*found, *own, *(_GENERAL if not found else ())))
    return tuple(one for one in wanted if fold(one))[:_MOST]


@cache
def _families() -> tuple[Family, ...]:
    text = resources.files("dialogs.experts").joinpath("functions.txt").read_text("utf-8")
    families = []
    for line in text.splitlines():
        functions, colon, given = line.partition(" : ")
        if colon and not line.startswith("#"):
            heads = tuple(frozenset(stems(each)) for each in functions.split(","))
            families.append((heads, tuple(each.strip() for each in given.split(";"))))
    return tuple(families)
