"""Where the free words of a message stand: which words name the skill, the action, the reason.

Each word gets a label: outside, first word of a value, or inside it. The best row of labels is found
over the whole message (Viterbi), with weights that `span_learning` makes from the marks of
`sentences.txt`. Nothing of what people write to the bot goes into them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dialogs.french.concepts import Thesaurus, thesaurus
from dialogs.french.stemming import lists, stem
from dialogs.mentions.names import Span
from dialogs.scene import IntentName
from dialogs.understand.sentence import BAR, PUNCTUATION, Sentence
from dialogs.understand.weights import Weights, number

FILE = "spans.bin"
BITS = 17
OUT, FIRST, INSIDE, START = "O", "B-", "I-", "T:"
SLOTS: Mapping[IntentName, tuple[str, ...]] = {
    IntentName.EXPERT_QUESTION: ("skill",),
    IntentName.DECLARE_SKILL: ("skill", "old"),
    IntentName.MY_PROFILE: ("skill",),
    IntentName.PROGRAMMING_QUESTION: ("genre",),
    IntentName.ACTION_UPDATE: ("title", "note", "due"),
    IntentName.CREATE_ACTION: ("title", "due", "owner"),
    IntentName.ACTION_QUERY: ("title",),
}
_URGES = (
    0.0,
    20.0,
    40.0,
    80.0,
    160.0,
)  # taken off the label « outside », until something is inside
_LONGEST_PHRASE = 7
MOST_WORDS = 120  # of a message: values stand at its beginning
_ROLES = ("stop", "light", "frame")

Emissions = Sequence[Mapping[str, float]]
Step = Callable[[str, str], float]
"""The weight of a label after another one; after none at the beginning."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A value: its slot, and the piece of the message that gives it."""

    slot: str
    span: Span


class Tagger:
    """Weights that label the words of a message."""

    def __init__(self, data: bytes) -> None:
        self._weights = Weights(data)
        self._place = {label: place for place, label in enumerate(self._weights.labels)}
        self._after = {
            before: self._weights.sum([number(f"{START}{before}", BITS)])
            for before in ("", *self._weights.labels)
        }

    def marks(self, said: Sentence, intent: IntentName) -> list[Mark]:
        """The values of a message, in order."""
        emissions = self._emissions(said, intent)
        return marks_of(said, best_row(emissions, self._step))

    def likeliest(self, said: Sentence, intent: IntentName) -> list[Mark]:
        """The same for a message that must have a value: the least unlikely one, if need be."""
        emissions = self._emissions(said, intent)
        for urge in _URGES:
            urged = [
                {label: value - urge * (label == OUT) for label, value in one.items()}
                for one in emissions
            ]
            if found := marks_of(said, best_row(urged, self._step)):
                return found
        return []

    def _emissions(self, said: Sentence, intent: IntentName) -> list[dict[str, float]]:
        allowed = labels_of(intent)
        if len(allowed) == 1:
            return []
        emitted = [self._weights.sum(row) for row in features(said, intent)]
        return [{label: one[self._place[label]] for label in allowed} for one in emitted]

    def _step(self, before: str, label: str) -> float:
        return self._after[before][self._place[label]]


@cache
def tagger() -> Tagger:
    """The bot's weights, read at their first use."""
    return Tagger(stored())


def stored() -> bytes:
    """The content of the file that the bot ships."""
    return resources.files("dialogs.understand").joinpath(FILE).read_bytes()


@cache
def labels_of(intent: IntentName) -> tuple[str, ...]:
    """The labels that the words of such a message may have."""
    slots = SLOTS.get(intent, ())
    return (OUT, *(f"{part}{slot}" for slot in slots for part in (FIRST, INSIDE)))


def best_row(emissions: Emissions, step: Step) -> list[str]:
    """The row of labels with the highest sum; inside never comes but after its like."""
    if not emissions:
        return []
    reached = {
        label: value + step("", label)
        for label, value in emissions[0].items()
        if not label.startswith(INSIDE)
    }
    came: list[dict[str, str]] = []
    for each in emissions[1:]:
        previous, reached = reached, {}
        origin: dict[str, str] = {}
        for label, value in each.items():
            before = max(
                (one for one in previous if _may_follow(one, label)),
                key=lambda one, label=label: previous[one] + step(one, label),  # type: ignore[misc]
                default=None,
            )
            if before is not None:
                reached[label] = previous[before] + step(before, label) + value
                origin[label] = before
        came.append(origin)
    row = [max(reached, key=lambda label: reached[label])]
    for origin in reversed(came):
        row.append(origin[row[-1]])
    return row[::-1]


def marks_of(said: Sentence, row: Sequence[str]) -> list[Mark]:
    """Labels as the pieces of the message that they tell."""
    found: list[Mark] = []
    for word, label in zip(said.words, row, strict=False):
        if label.startswith(FIRST):
            found.append(Mark(label.removeprefix(FIRST), (word.start, word.end)))
        elif label.startswith(INSIDE):
            last = found[-1]
            found[-1] = Mark(last.slot, (last.span[0], word.end))
    return found


def features(said: Sentence, intent: IntentName) -> list[list[int]]:
    """The rows of weights that each word calls."""
    words = [word.norm for word in said.words[:MOST_WORDS]]
    roles = [_role(word) for word in words]
    known = _known(words, roles, thesaurus())
    capital = [said.text[word.start : word.start + 1].isupper() for word in said.words]
    told = intent.value[:6]
    return [
        [
            *(number(one, BITS) for one in _plain(place, words, roles, known, capital)),
            *(number(f"{told}{one}", BITS) for one in _by_intent(place, words, roles)),
        ]
        for place in range(len(words))
    ]


def _plain(
    at: int,
    words: Sequence[str],
    roles: Sequence[str],
    known: Sequence[int],
    capital: Sequence[bool],
) -> Iterator[str]:
    """What is said of a word whatever the message wants."""
    yield from _around(at, words)
    word = words[at]
    yield f"s3={word[-3:]}"
    yield f"p4={word[:4]}"
    yield f"sh={at > 1 and capital[at]}{word.isdigit()}"
    yield f"r={_at(roles, at - 1)}{roles[at]}{_at(roles, at + 1)}"
    yield f"r2={_at(roles, at - 2)}{_at(roles, at - 1)}{roles[at]}"
    yield f"k={_at(known, at - 1)}{known[at]}{_at(known, at + 1)}"
    yield f"kr={known[at]}{_at(roles, at - 1)}"
    yield f"t-={_at(words, at - 3)}_{_at(words, at - 2)}_{_at(words, at - 1)}"
    yield f"b+={_at(words, at + 1)}_{_at(words, at + 2)}"
    yield f"end={min(len(words) - 1 - at, 3)}"


def _by_intent(at: int, words: Sequence[str], roles: Sequence[str]) -> Iterator[str]:
    """What means another thing in another sort of message."""
    yield "b"
    yield from _around(at, words)
    yield f"r={_at(roles, at - 1)}{roles[at]}{_at(roles, at + 1)}"
    yield f"pos={min(at, 4)}"


def _around(at: int, words: Sequence[str]) -> Iterator[str]:
    word, before, after = words[at], _at(words, at - 1), _at(words, at + 1)
    yield f"w0={word}"
    yield f"w-1={before}"
    yield f"w1={after}"
    yield f"w-2={_at(words, at - 2)}"
    yield f"w2={_at(words, at + 2)}"
    yield f"b0={before}_{word}"
    yield f"b1={word}_{after}"
    yield f"b-={_at(words, at - 2)}_{before}"
    yield f"wr={before}{_role(word)}"


def _at(row: Sequence[object], place: int) -> object:
    if place < 0:
        return "<"
    return row[place] if place < len(row) else ">"


def _role(word: str) -> str:
    """What a word does: its list, itself for a sign, « c » for a word that says something."""
    if word in PUNCTUATION or word == BAR or not word[:1].isalnum():
        return word
    return next((name[0] for name in _ROLES if word in lists()[name]), "c")


def _known(words: Sequence[str], roles: Sequence[str], known: Thesaurus) -> list[int]:
    """For each word, how long a phrase of the thesaurus holds it; 0 for none, 3 for three or more."""
    found = [0] * len(words)
    place = 0
    while place < len(words):
        length = 0
        if roles[place] == "c" and words[place][0].isalpha():
            said = [(word, stem(word)) for word in words[place : place + _LONGEST_PHRASE]]
            length, _ = known.longest(said)
        for held in range(place, place + length):
            found[held] = min(length, 3)
        place += max(length, 1)
    return found


def _may_follow(before: str, label: str) -> bool:
    return not label.startswith(INSIDE) or before[2:] == label[2:]
