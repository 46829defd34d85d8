"""The thesaurus of the field: what means the same, what is included in what.

`concepts.txt` is read once, cheaply: a phrase is only analysed when a question may hold it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from dialogs.french.stemming import stem
from dialogs.french.words import Role, fold, stems, tokens

LITERAL, EQUIVALENT, NARROWER, BROADER = 1.0, 0.92, 0.55, 0.2
Stems = tuple[str, ...]
_LETTERS = 3  # of a word, that its stem keeps: enough to find the phrases worth analysing
_ENOUGH = 2  # words that say little say something together: « jeune public »
_CRUDE_WORD = re.compile(r"[^\W_]+")


class BadConcept(ValueError):
    """A line of the thesaurus that cannot be right; the message quotes it."""


@dataclass(frozen=True, slots=True)
class Form:
    """A way to say what is asked, and how well it answers (1 = the very words)."""

    stems: Stems
    factor: float


@dataclass(slots=True)
class _Group:
    phrases: list[str]
    name: str = ""  # the first phrase as it is written, accents and all
    definitions: list[str] = field(default_factory=list)
    narrower: list[int] = field(default_factory=list)
    broader: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Concept:
    """A group as others see it: its phrases (folded) and its everyday definitions."""

    name: str
    phrases: tuple[str, ...]
    definitions: tuple[str, ...]


class Thesaurus:
    """Groups of equivalent phrases, and which group includes which."""

    def __init__(self, text: str) -> None:
        self._groups: list[_Group] = []
        self._group_of: dict[str, int] = {}
        self._forms: dict[int, tuple[Form, ...]] = {}
        self._stems: dict[str, Stems] = {}
        self._narrow_lines: list[tuple[str, tuple[str, ...]]] = []
        self._read(text)
        self._near: dict[str, list[str]] = {}
        for phrase in self._group_of:
            for start in {word[:_LETTERS] for word in _CRUDE_WORD.findall(phrase)}:
                self._near.setdefault(start, []).append(phrase)

    def longest(self, words: Iterable[tuple[str, str]]) -> tuple[int, str]:
        """How many of these (word, stem) pairs the longest phrase takes from the first on, and it.

        (0, "") when no phrase begins here.
        """
        pairs = list(words)
        said = tuple(pair[1] for pair in pairs)
        starts = {pairs[0][0][:_LETTERS], pairs[0][1][:_LETTERS]}
        near = {phrase for start in starts for phrase in self._near.get(start, ())}
        fits = [
            (len(wanted), phrase)
            for phrase in near
            if (wanted := self._of(phrase)) and said[: len(wanted)] == wanted
        ]
        return max(fits, default=(0, ""))

    def forms(self, phrase: str) -> tuple[Form, ...]:
        """Every way to say a phrase that `longest` gave, best first, its own words apart."""
        group = self._group_of[phrase]
        if group not in self._forms:
            self._forms[group] = tuple(self._spread(group))
        return self._forms[group]

    def vocabulary(self) -> tuple[str, ...]:
        """Every word of the phrases, folded: what a misspelt one may have meant."""
        return tuple(sorted({word for p in self._group_of for word in _CRUDE_WORD.findall(p)}))

    def faults(self) -> list[str]:
        """What a careful reader would object to, one sentence each."""
        return [
            *self._empty(),
            *self._doubles(),
            *self._loops(),
            *self._siblings(),
            *self._definitions(),
        ]

    def concepts(self) -> tuple[Concept, ...]:
        """Every group, in the order of the file."""
        return tuple(
            Concept(group.name, tuple(group.phrases), tuple(group.definitions))
            for group in self._groups
        )

    def concept_of(self, phrase: str) -> Concept:
        """The group of a phrase that `longest` gave."""
        group = self._groups[self._group_of[phrase]]
        return Concept(group.name, tuple(group.phrases), tuple(group.definitions))

    def _read(self, text: str) -> None:
        lines = [line.strip() for line in text.splitlines()]
        for line in lines:
            if line.startswith("="):
                self._add(_phrases(line[1:]), line)
            elif line.startswith("?"):
                self._define(_phrases(line[1:]), line)
        for line in lines:
            if line.startswith(">"):
                broad, _, narrow = line[1:].partition(":")
                self._include(_phrases(broad), _phrases(narrow), line)
            elif line and line[0] not in "=>#?":
                raise BadConcept(f"neither =, ?, > nor #: {line}")

    def _add(self, said: list[str], line: str) -> None:
        phrases = [fold(phrase) for phrase in said]
        if not phrases or any(phrase in self._group_of for phrase in phrases):
            raise BadConcept(f"empty, or a phrase that stands elsewhere: {line}")
        for phrase in phrases:
            self._group_of[phrase] = len(self._groups)
        self._groups.append(_Group(phrases, said[0]))

    def _define(self, definitions: list[str], line: str) -> None:
        if not self._groups or not definitions:
            raise BadConcept(f"a definition of nothing: {line}")
        self._groups[-1].definitions += definitions

    def _include(self, broad: list[str], narrow: list[str], line: str) -> None:
        if len(broad) != 1 or not narrow:
            raise BadConcept(f"wants one broad phrase and some narrow ones: {line}")
        for phrase in (*broad, *narrow):
            if fold(phrase) not in self._group_of:
                self._add([phrase], line)
        self._narrow_lines.append((line, tuple(fold(phrase) for phrase in narrow)))
        above = self._group_of[fold(broad[0])]
        for phrase in narrow:
            below = self._group_of[fold(phrase)]
            self._groups[above].narrower.append(below)
            self._groups[below].broader.append(above)

    def _of(self, phrase: str) -> Stems:
        if phrase not in self._stems:
            self._stems[phrase] = stems(phrase)
        return self._stems[phrase]

    def _spread(self, group: int) -> Iterator[Form]:
        seen: set[Stems] = set()
        for factor, groups in (
            (EQUIVALENT, [group]),
            (NARROWER, self._below(group)),
            (BROADER, self._groups[group].broader),
        ):
            for phrase in (phrase for each in groups for phrase in self._groups[each].phrases):
                wanted = self._of(phrase)
                if wanted and wanted not in seen:
                    seen.add(wanted)
                    yield Form(wanted, factor)

    def _below(self, group: int) -> list[int]:
        """The narrower groups, and theirs."""
        found: list[int] = []
        todo = list(self._groups[group].narrower)
        while todo:
            below = todo.pop(0)
            if below not in found and below != group:
                found.append(below)
                todo.extend(self._groups[below].narrower)
        return found

    def _empty(self) -> Iterator[str]:
        for phrase in self._group_of:
            said = [token for token in tokens(phrase) if token.role in {Role.CONTENT, Role.LIGHT}]
            telling = [token for token in said if token.role is Role.CONTENT]
            if (len(said) < _ENOUGH and not telling) or all(len(each.word) == 1 for each in said):
                yield f"« {phrase} » says nothing by itself"

    def _doubles(self) -> Iterator[str]:
        first: dict[Stems, str] = {}
        for phrase, group in self._group_of.items():
            other = first.setdefault(self._of(phrase), phrase)
            if self._group_of[other] != group:
                yield f"« {phrase} » and « {other} » are the same words in two groups"

    def _siblings(self) -> Iterator[str]:
        """Two names under one broader word that are also said to be the same thing."""
        for line, narrow in self._narrow_lines:
            groups = [self._group_of[phrase] for phrase in narrow]
            for group in {one for one in groups if groups.count(one) > 1}:
                same = [phrase for phrase in narrow if self._group_of[phrase] == group]
                yield f"« {' » and « '.join(same)} » are sisters in « {line} », and equal elsewhere"

    def _definitions(self) -> Iterator[str]:
        """A definition of two concepts tells neither."""
        first: dict[str, str] = {}
        for group in self._groups:
            for definition in group.definitions:
                other = first.setdefault(fold(definition), group.name)
                if other != group.name:
                    yield f"« {definition} » defines both « {other} » and « {group.name} »"

    def _loops(self) -> Iterator[str]:
        for number, group in enumerate(self._groups):
            if any(number in self._below(below) for below in group.narrower):
                yield f"« {group.phrases[0]} » includes itself"


@cache
def thesaurus() -> Thesaurus:
    """The thesaurus of the bot, read at its first use."""
    return Thesaurus(resources.files("dialogs.french").joinpath("concepts.txt").read_text("utf-8"))


def single(word: str) -> Form:
    """A word that no group knows."""
    return Form((stem(word),), LITERAL)


def _phrases(text: str) -> list[str]:
    return [" ".join(phrase.split()) for phrase in text.split(";") if phrase.strip()]
