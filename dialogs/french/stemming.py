"""Stems of French words: one for the whole family of a word (« régisseuse », « régie »)."""

import re
import threading
import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import snowballstemmer

# Feminine forms, and names of those who do a thing, go back to the thing done. First that fits.
_FAMILIES = tuple(
    (re.compile(ending), base)
    for ending, base in (
        (r"(?<=\w{2})trices?$", "teur"),
        (r"(?<=\w{3})euses?$", "eur"),
        (r"(?<=\w{3})iennes?$", "ien"),
        (r"(?<=\w{4})ieres?$", "ier"),
        (r"ibilites?$", "ible"),
        (r"abilites?$", "able"),
    )
)
_DOERS = tuple(
    (re.compile(ending), base)
    for ending, base in (
        (r"(?<=\w{2})ateurs?$", "ation"),
        (r"(?<=\w{2})cteurs?$", "ction"),
        (r"(?<=\w{2})iteurs?$", "ition"),
        (r"(?<=\w{4})eurs?$", "e"),
        (r"(?<=\w{4})ages?$", "er"),
    )
)
_SPECIALIST = re.compile(r"(?<=\w{3})istes?$")


@cache
def lists() -> dict[str, Any]:
    """The lists of words.toml, each set of words as a frozenset."""
    read = tomllib.loads(
        resources.files("dialogs.french").joinpath("words.toml").read_text("utf-8")
    )
    return {
        name: frozenset(value.split()) if isinstance(value, str) else value
        for name, value in read.items()
    }


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a folded word."""
    same: dict[str, str] = lists()["same"]
    keep: frozenset[str] = lists()["keep"]
    base = word
    for ending, masculine in _FAMILIES:
        base = ending.sub(masculine, base)
    base = same.get(base, same.get(word, base))
    if base.endswith("_"):
        return base[:-1]
    if _SPECIALIST.search(base):
        # A « projectionniste » is not somebody who makes budget projections.
        return base.rstrip("s")
    if base.removesuffix("s") not in keep:
        base = _thing_done(base)
    return str(_stemmers.french.stemWord(base))


def _thing_done(word: str) -> str:
    for ending, thing in _DOERS:
        if ending.search(word):
            return ending.sub(thing, word)
    return word


class _Stemmers(threading.local):
    """One stemmer for each thread: it holds the word that it is at."""

    def __init__(self) -> None:
        self.french: Any = snowballstemmer.stemmer("french")


_stemmers = _Stemmers()
