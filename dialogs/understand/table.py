"""The tables of French that say what people mean: lists, cues and values, read once from TOML.

A cue says: one of these sentences speaks for this intent, with this weight. `slots` are what it
says besides; `unless` are sentences that silence it. Each has an example from life.
"""

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from dialogs.french.stemming import lists as french_lists
from dialogs.scene import IntentName
from dialogs.understand.pattern import Compiler, Phrase, PhraseIndex
from dialogs.understand.sentence import normal_words

_LONG_ENOUGH = 5  # letters of a word that a misspelt one may be taken for
_FILES = (
    "people.toml",
    "profile.toml",
    "programme.toml",
    "digest.toml",
    "actions.toml",
    "talk.toml",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Sentences that speak for an intent."""

    intent: IntentName
    weight: float
    say: tuple[Phrase, ...]
    unless: tuple[Phrase, ...]
    slots: Mapping[str, Any] = field(default_factory=dict)
    asks: bool | None = None  # only with (or without) a question mark
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """Words that give a slot a value, in some intents."""

    slot: str
    value: str
    intents: frozenset[IntentName]
    said: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Where the free words of a slot stand; `whole` keeps the frame's own words too."""

    slot: str
    intents: frozenset[IntentName]
    said: tuple[Phrase, ...]
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Everything that the files say, compiled."""

    cues: tuple[Cue, ...]
    cues_index: PhraseIndex
    telling: frozenset[IntentName]  # whose cues say more than the intent
    values: tuple[Value, ...]
    frames: tuple[Frame, ...]
    front: Phrase
    back: Phrase
    lists: Mapping[str, Phrase]
    spellings: Mapping[str, tuple[str, ...]]
    vocabulary: frozenset[str]
    by_head: Mapping[str, tuple[str, ...]]  # the longer words of the vocabulary by first letter
    stems: tuple[str, ...]
    ordinary: frozenset[str]


@cache
def table() -> Table:
    """The table, read at its first use."""
    base = _load("lists.toml")
    compiler = Compiler(base["lists"])
    cues = tuple(_cue(row, compiler) for name in _FILES for row in _load(name)["cue"])
    values = tuple(_value(row, compiler) for row in _load("values.toml")["value"])
    frames = tuple(_frame(row, compiler) for row in _load("frames.toml")["frame"])
    skip = base["skip"]
    return Table(
        cues=cues,
        cues_index=PhraseIndex([cue.say for cue in cues]),
        telling=frozenset(cue.intent for cue in cues if cue.slots),
        values=values,
        frames=frames,
        front=_any_of(skip["front"], compiler),
        back=_any_of(skip["back"], compiler),
        lists={name: compiler.compile(f"<{name}>") for name in base["lists"]},
        spellings=_spellings(base["spellings"], compiler),
        vocabulary=frozenset(compiler.words),
        by_head=_by_head(compiler.words),
        stems=tuple(sorted(stem for stem in compiler.stems if len(stem) > 3)),  # noqa: PLR2004 - shorter ones begin anything
        ordinary=frozenset(base["ordinary"]["words"].split()),
    )


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("dialogs.understand").joinpath(name).read_text("utf-8"))


def _spellings(ours: Mapping[str, str], compiler: Compiler) -> dict[str, tuple[str, ...]]:
    """Shorthand spelt out; a word that our own sentences use stays as it is."""
    shared = {
        word: tuple(normal_words(meant))
        for word, meant in french_lists()["sms"].items()
        if word not in compiler.words and not word[0].isdigit()
    }
    return shared | {word: tuple(meant.split()) for word, meant in ours.items()}


def _by_head(words: set[str]) -> Mapping[str, tuple[str, ...]]:
    heads: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        if len(word) >= _LONG_ENOUGH:
            heads[word[0]].append(word)
    return defaultdict(tuple, {head: tuple(same) for head, same in heads.items()})


def _any_of(sentences: list[str], compiler: Compiler) -> Phrase:
    return compiler.compile("(" + "|".join(sentences) + ")")


def _cue(row: dict[str, Any], compiler: Compiler) -> Cue:
    return Cue(
        intent=IntentName(row["intent"]),
        weight=float(row["weight"]),
        say=tuple(compiler.compile(said) for said in row["say"]),
        unless=tuple(compiler.compile(said) for said in row.get("unless", ())),
        slots=row.get("slots", {}),
        asks=row.get("asks"),
        example=row["example"],
    )


def _value(row: dict[str, Any], compiler: Compiler) -> Value:
    return Value(
        slot=row["slot"],
        value=row["value"],
        intents=frozenset(IntentName(name) for name in row["intents"]),
        said=_any_of(row["say"], compiler),
    )


def _frame(row: dict[str, Any], compiler: Compiler) -> Frame:
    return Frame(
        slot=row["slot"],
        intents=frozenset(IntentName(name) for name in row["intents"]),
        said=tuple(compiler.compile(said) for said in row["say"]),
        whole=row.get("whole", False),
    )
