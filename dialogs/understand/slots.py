"""The values of a message: what is named, what the tables say, and the free words between."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from dialogs.mentions.action_numbers import numbers_named
from dialogs.mentions.asides import asides
from dialogs.mentions.names import Span
from dialogs.scene import IntentName
from dialogs.understand.clean import cleaned, cut, one_or_more, parts
from dialogs.understand.known import Named
from dialogs.understand.score import Hit
from dialogs.understand.sentence import Sentence
from dialogs.understand.table import Table

Slots = dict[str, Any]

_HOUR = re.compile(r"\b(\d{1,2})\s?(?:h|heures?)\s?(\d{2})?\b", re.IGNORECASE)
_PERCENT = re.compile(r"\b(\d{1,3})\s?%")
_URL = re.compile(r"(?:https?|webcals?)://\S+[^\s.,;:!?»)]")
_FIGURE = re.compile(r"\d+")
_WEEKDAY = re.compile(
    r"\b(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?\b", re.IGNORECASE
)
_FOR_SOMEBODY = re.compile(
    r"\b(?:pour|pilote|responsable|porteur|porteuse|confiée? à|par)\s*:?\s+(?P<name>[A-ZÀ-Ý][\w'’-]+(?: [A-ZÀ-Ý][\w'’-]+)?)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A message whose intent is chosen, with everything that was found in it."""

    intent: IntentName
    said: Sentence
    tagged: Sentence
    named: Named
    hits: tuple[Hit, ...]
    table: Table

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
    return next((name for name, _ in reading.named.axes), "")


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


def _frame(slot: str) -> Callable[[Reading], str]:
    """The free words of a slot, found by the first frame that fits."""

    def find(reading: Reading) -> str:
        return next(_framed(reading, slot), "")

    return find


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
    said = _frame("skill")(reading)
    wanted = parts(said) if said else []
    return one_or_more(wanted) if wanted else None


def _genre(reading: Reading) -> str:
    """The sorts of events and publics that are named, in the words typed."""
    line, lists = reading.said.line, reading.table.lists
    spans = sorted(
        reading.said.span(*match.span())
        for name in ("event", "public")
        for match in lists[name].finditer(line)
    )
    taken = [mention.span for mention in reading.named.venues] + list(reading.named.places)
    free = [span for span in spans if not any(a <= span[0] < b for a, b in taken)]
    return " ".join(dict.fromkeys(reading.piece(span).strip(' ,:"') for span in free))


def _title(reading: Reading) -> str:
    if reading.named.numbers:
        return ""
    return _frame("action_title")(reading)


Finders = Iterable[tuple[str, Callable[[Reading], Any]]]
_FINDERS: dict[IntentName, Finders] = {
    IntentName.EXPERT_QUESTION: (
        ("person", _person), ("venue", _venue), ("group", _group), ("weekday", _habit),
        ("date_range", _date_if_no_habit), ("level", _value("level")), ("skill", _frame("skill")),
    ),
    IntentName.DECLARE_SKILL: (
        ("op", _value("op")), ("skill", _skills), ("level", _value("level")), ("venue", _venue), ("weekday", _weekday),
    ),
    IntentName.MY_PROFILE: (
        ("person", _person), ("skill", _frame("skill")), ("role", _value("role")),
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
        ("progress", _progress), ("due", _frame("due")), ("person", _person), ("note", _frame("note")),
    ),
    IntentName.ACTION_QUERY: (
        ("action_ref", _action_ref), ("action_title", _title), ("status", _value("status")),
        ("group", _group), ("axis", _axis), ("person", _person), ("date_range", _when),
    ),
    IntentName.CREATE_ACTION: (
        ("action_title", _title), ("due", _frame("due")), ("person", _owner), ("group", _group), ("axis", _axis),
    ),
    IntentName.CONFIRM: (("action_ref", _action_ref),),
    IntentName.CHOICE: (("choice", _frame("choice")),),
}  # fmt: skip
