"""The values of a message: what is named, what the tables say, and the free words between."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dialogs.mentions.action_numbers import numbers_named
from dialogs.mentions.asides import asides
from dialogs.mentions.names import Span
from dialogs.scene import IntentName
from dialogs.understand.clean import cleaned, cut, one_or_more, parts
from dialogs.understand.known import Named
from dialogs.understand.learnt import NO_VALUE, VALUES
from dialogs.understand.score import Hit
from dialogs.understand.sentence import Sentence
from dialogs.understand.spans import Mark, tagger
from dialogs.understand.table import Table

Slots = dict[str, Any]

_HOUR = re.compile(r"\b(\d{1,2})\s?(?:h|heures?)\s?(\d{2})?\b", re.IGNORECASE)
_PERCENT = re.compile(r"\b(\d{1,3})\s?%")
_URL = re.compile(r"(?:https?|webcals?)://\S+[^\s.,;:!?»)]")
_FIGURE = re.compile(r"\d+")
_WEEKDAY = re.compile(
    r"\b(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?\b", re.IGNORECASE
)
_AXIS = re.compile(r"\baxe\s*:?\s+[«\"“]?\s*(?!\d)(?P<name>[\w’'-]{3,})", re.IGNORECASE)
_OUT_OF = re.compile(r"\b\d+\s+(?:\w+\s+)?sur\s+(?:les\s+)?\d+\b", re.IGNORECASE)
_LIKELY = (
    0.4  # of a value that no table tells: it is only shown, and asked about before it is kept
)
_LIST_WORDS = 4  # of one thing in a list of skills
_SPEAKS = re.compile(
    r"\b(?:je|j['’]|tu|vous|on|nous|c['’]est|moi|ça|depuis|pour|quand|si)\b", re.IGNORECASE
)
_SHORT = {"expo": "exposition", "expos": "exposition", "conf": "conférence", "ciné": "cinéma"}
_PLURAL = re.compile(r"(?<=[^\Wsui]{2})s\b")
_FOR_SOMEBODY = re.compile(
    r"\b(?:pour|pilote|responsable|porteur|porteuse|confiée? à|par)\s*:?\s+(?P<name>[A-ZÀ-Ý][\w'’-]+(?: [A-ZÀ-Ý][\w'’-]+)?)"
)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A message whose intent is chosen, with everything that was found in it."""

    intent: IntentName
    said: Sentence
    tagged: Sentence
    named: Named
    hits: tuple[Hit, ...]
    table: Table
    likely: tuple[str, float] = ("", 0.0)  # of the slot that such sentences are labelled with

    @cached_property
    def marks(self) -> list[Mark]:
        """Where the free words stand, as thousands of sentences taught."""
        find = tagger().likeliest if self.asks_for_a_skill else tagger().marks
        return find(self.said, self.intent)

    @property
    def asks_for_a_skill(self) -> bool:
        """Whether something must be asked for: nobody is named, no place, no group, no day."""
        named = self.named
        others = (named.people, named.venues, named.groups, named.places, named.whens)
        return self.intent is IntentName.EXPERT_QUESTION and not any(others)

    @property
    def text(self) -> str:
        """The message itself."""
        return self.said.text

    def piece(self, span: Span) -> str:
        """The words of the message that stand there."""
        return self.text[span[0] : span[1]]


def slots(reading: Reading) -> Slots:
    """The slots of the intent; absent when the message does not give them."""
    given: Slots = dict(_of_cues(reading))
    for slot, find in _FINDERS.get(reading.intent, ()):
        value = find(reading)
        if value and slot not in given:
            given[slot] = value
    value, odds = reading.likely
    if value not in {"", NO_VALUE} and odds >= _LIKELY:
        slot, _ = VALUES[reading.intent]
        given.setdefault(slot, value)  # what a table says goes before what is only likely
    return given


def _of_cues(reading: Reading) -> Iterator[tuple[str, Any]]:
    """What the heaviest cues of the intent say besides: the operation, mostly."""
    for hit in reversed(reading.hits):
        if hit.cue.intent is reading.intent:
            yield from hit.cue.slots.items()


def _person(reading: Reading) -> Any:  # noqa: ANN401 - a slot is one value or a list of them
    found = [
        reading.piece(mention.span) if mention.exact else mention.person.name
        for mention in reading.named.people
    ]
    return one_or_more(found) if found else None


def _owner(reading: Reading) -> Any:  # noqa: ANN401 - idem
    match = _FOR_SOMEBODY.search(reading.text)
    return _person(reading) or (match["name"] if match else None)


def _venue(reading: Reading) -> Any:  # noqa: ANN401 - idem
    named = reading.named
    found = [
        mention.venue.name.partition(" (")[0] if mention.exact else reading.piece(mention.span)
        for mention in named.venues
    ]
    return one_or_more([*found, *map(reading.piece, named.places)] or [""])


def _group(reading: Reading) -> Any:  # noqa: ANN401 - idem
    return one_or_more([mention.group.name for mention in reading.named.groups] or [""])


def _axis(reading: Reading) -> str:
    """An axis that the town knows, or whatever is called one."""
    known = next((name for name, _ in reading.named.axes), "")
    said = _AXIS.search(reading.text)
    return known or (said["name"] if said else "")


def _action_ref(reading: Reading) -> Any:  # noqa: ANN401 - idem
    spans = reading.named.numbers
    found = [
        number.lstrip("0") for span in spans for number in _FIGURE.findall(reading.piece(span))
    ]
    if not found and (
        leading := re.match(r"\W*(\d+)(?:\W+(?:et )?(\d+))*(?=\W)(?! ?%)", reading.text)
    ):
        found = _FIGURE.findall(leading.group())
    if not found:  # « l'action douze », « l'acton 12 »
        found = [str(number) for number in numbers_named(reading.text)]
    return one_or_more(found or [""])


def _when(reading: Reading) -> str:
    """The first moment said, as typed, less the words that only tie it to the sentence."""
    said = [reading.piece(span) for span in reading.named.whens]
    nexts = reading.table.lists["next"].search(reading.said.line)
    if not said and nexts:
        return reading.piece(reading.said.span(*nexts.span()))
    return cleaned_when(said[0]) if said else ""


def cleaned_when(said: str) -> str:
    """« en mars » is « mars »; « ce soir » and « pendant les vacances » stay."""
    return re.sub(
        r"^(?:en|au|de|du|d['’]|à|pour|avant|depuis|dès)\s+(?:le\s+(?=\d))?", "", said.strip()
    )


def _weekday(reading: Reading) -> Any:  # noqa: ANN401 - idem
    days = [day.lower() for day in _WEEKDAY.findall(reading.text)]
    return one_or_more(days or [""])


def _habit(reading: Reading) -> Any:  # noqa: ANN401 - idem
    """Weekdays said as habits: « le mercredi », not « mercredi »."""
    said = re.findall(
        r"\b(?:le|les|tous les|chaque)\s+(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?\b(?!\s+\d)",
        reading.text.lower(),
    )
    return one_or_more(said or [""])


def _date_if_no_habit(reading: Reading) -> str:
    return "" if _habit(reading) else _when(reading)


def _hour(reading: Reading) -> str:
    match = _HOUR.search(reading.text)
    return f"{match[1]}h{match[2] or ''}" if match else ""


def _progress(reading: Reading) -> str:
    if match := _PERCENT.search(reading.text):
        return f"{match[1]} %"
    if match := _OUT_OF.search(reading.text):
        return match.group()
    return "50 %" if re.search(r"\b(?:à|la) moitié\b", reading.text) else ""


def _url(reading: Reading) -> str:
    match = _URL.search(reading.text)
    return match.group() if match else ""


def _value(slot: str) -> Callable[[Reading], str]:
    """What the values' table says of a slot: the first row that stands in the message."""

    def find(reading: Reading) -> str:
        for value in reading.table.values:
            if value.slot == slot and reading.intent in value.intents:
                where = reading.tagged if value.said.is_tagged else reading.said
                if value.said.may_stand(where.pieces) and value.said.search(where.line):
                    return value.value
        return ""

    return find


def _free(slot: str, *, mark: str = "") -> Callable[[Reading], Any]:
    """The free words of a slot: where they are known to stand, else where a frame finds them."""

    def find(reading: Reading) -> Any:  # noqa: ANN401 - a slot is one value or a list of them
        return one_or_more(_marked(reading, mark or slot)) or next(_framed(reading, slot), "")

    return find


def _marked(reading: Reading, slot: str) -> list[str]:
    return [
        value
        for mark in reading.marks
        if mark.slot == slot
        for piece in cut(mark.span, [mention.span for mention in reading.named.people])
        if (value := cleaned(reading.piece(piece)))
    ]


def _framed(reading: Reading, slot: str) -> Iterator[str]:
    for frame in reading.table.frames:
        if frame.slot != slot or reading.intent not in frame.intents:
            continue
        for pattern in frame.said:
            sentence = reading.tagged if pattern.is_tagged else reading.said
            if not pattern.may_stand(sentence.pieces):
                continue
            if match := pattern.search(sentence.line):
                where = (
                    match.span()
                    if frame.whole
                    else match.span(slot)
                    if slot in pattern.expression.groupindex
                    else None
                )
                if where is None:
                    continue
                span = sentence.span(*where)
                piece = next(_kept(reading, span), "")
                if piece:
                    yield piece


def _kept(reading: Reading, span: Span) -> Iterator[str]:
    named = reading.named
    apart = [mention.span for mention in named.people]
    if reading.intent in {IntentName.EXPERT_QUESTION, IntentName.DECLARE_SKILL}:
        apart += [mention.span for mention in named.venues] + list(named.places)
        apart += list(named.whens)
    if reading.intent is IntentName.DECLARE_SKILL:
        apart += [aside.span for aside in asides(reading.text)]
    for piece in cut(span, apart):
        if value := cleaned(reading.piece(piece)):
            yield value


def _skills(reading: Reading) -> Any:  # noqa: ANN401 - idem
    marked = _marked(reading, "skill")
    framed = parts(next(_framed(reading, "skill"), ""))
    wanted = list(_listed(marked, framed)) if marked else framed
    return one_or_more(wanted) if wanted else None


def _listed(marked: Sequence[str], framed: Sequence[str]) -> Iterator[str]:
    """What was marked, and the short things of the same list that were not."""
    yield from marked
    held = [part for part in framed if any(value in part for value in marked)]
    if len(held) < len(framed) and all(any(one in part for part in held) for one in marked):
        for part in framed:
            if part not in held and len(part.split()) <= _LIST_WORDS and not _SPEAKS.search(part):
                yield part


def _genre(reading: Reading) -> str:
    """The sorts of events and publics that are named, in the words typed."""
    if marked := _marked(reading, "genre"):
        return " ".join(dict.fromkeys(map(_one_of, marked)))
    line, lists = reading.said.line, reading.table.lists
    spans = sorted(
        reading.said.span(*match.span())
        for name in ("event", "public")
        for match in lists[name].finditer(line)
    )
    taken = [mention.span for mention in reading.named.venues] + list(reading.named.places)
    free = [span for span in spans if not any(a <= span[0] < b for a, b in taken)]
    return " ".join(dict.fromkeys(_one_of(reading.piece(span).strip(' ,:"')) for span in free))


def _one_of(sort: str) -> str:
    """« les expos » are asked for as « exposition »."""
    words = sort.split()
    head = _SHORT.get(words[0].lower(), words[0]) if words else ""
    return _PLURAL.sub("", " ".join([head, *words[1:]]))


def _first(value: str | list[str]) -> str:
    return value if isinstance(value, str) else value[0]


def _title(reading: Reading) -> str:
    if reading.named.numbers:
        return ""
    return str(_first(_free("action_title", mark="title")(reading)))


Finders = Iterable[tuple[str, Callable[[Reading], Any]]]
_FINDERS: dict[IntentName, Finders] = {
    IntentName.EXPERT_QUESTION: (
        ("person", _person), ("venue", _venue), ("group", _group), ("weekday", _weekday),
        ("date_range", _date_if_no_habit), ("level", _value("level")), ("skill", _free("skill")),
    ),
    IntentName.DECLARE_SKILL: (
        ("op", _value("op")), ("skill", _skills), ("level", _value("level")), ("venue", _venue), ("weekday", _weekday),
    ),
    IntentName.MY_PROFILE: (
        ("person", _person), ("skill", _free("skill")), ("role", _value("role")), ("venue", _venue),
    ),
    IntentName.PROGRAMMING_QUESTION: (
        ("venue", _venue), ("date_range", _when), ("genre", _genre), ("group", _group),
    ),
    IntentName.DIGEST_SETTINGS: (
        ("group", _group), ("venue", _venue), ("weekday", _weekday), ("hour", _hour),
        ("frequency", _value("frequency")), ("date_range", _when), ("genre", _genre), ("url", _url),
    ),
    IntentName.ACTION_UPDATE: (
        ("action_ref", _action_ref), ("action_title", _title), ("status", _value("status")),
        ("axis", _axis), ("group", _group), ("venue", _venue), ("progress", _progress), ("due", _free("due")), ("person", _person), ("note", _free("note")),
    ),
    IntentName.ACTION_QUERY: (
        ("action_ref", _action_ref), ("action_title", _title), ("status", _value("status")),
        ("group", _group), ("axis", _axis), ("person", _person), ("date_range", _when),
    ),
    IntentName.CREATE_ACTION: (
        ("action_title", _title), ("due", _free("due")), ("person", _owner), ("group", _group), ("axis", _axis),
        ("venue", _venue),
    ),
    IntentName.CONFIRM: (("action_ref", _action_ref),),
    IntentName.CHOICE: (("choice", _free("choice")),),
}  # fmt: skip
