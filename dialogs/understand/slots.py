"""The values of a message: what is named, what the tables say, and the free words between."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from dialogs.mentions.asides import asides
from dialogs.mentions.names import Span
from dialogs.scene import IntentName
from dialogs.understand import plain_values as values
from dialogs.understand.clean import cleaned, cut, one_or_more, parts
from dialogs.understand.learnt import NO_VALUE, VALUES
from dialogs.understand.reading import Reading

Slots = dict[str, Any]

_LIKELY = (
    0.4  # of a value that no table tells: it is only shown, and asked about before it is kept
)
_LIST_WORDS = 4  # of one thing in a list of skills
_SPEAKS = re.compile(
    r"\b(?:je|j['’]|tu|vous|on|nous|c['’]est|moi|ça|depuis|pour|quand|si)\b", re.IGNORECASE
)
_SHORT = {"expo": "exposition", "expos": "exposition", "conf": "conférence", "ciné": "cinéma"}
_PLURAL = re.compile(r"(?<=[^\Wsui]{2})s\b")


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
        ("person", values.person), ("venue", values.venue), ("group", values.group), ("weekday", values.weekday),
        ("date_range", values.date_if_no_habit), ("level", _value("level")), ("skill", _free("skill")),
    ),
    IntentName.DECLARE_SKILL: (
        ("op", _value("op")), ("skill", _skills), ("level", _value("level")), ("venue", values.venue), ("weekday", values.weekday),
    ),
    IntentName.MY_PROFILE: (
        ("person", values.person), ("skill", _free("skill")), ("role", _value("role")), ("venue", values.venue),
    ),
    IntentName.PROGRAMMING_QUESTION: (
        ("venue", values.venue), ("date_range", values.moment), ("genre", _genre), ("group", values.group),
    ),
    IntentName.DIGEST_SETTINGS: (
        ("group", values.group), ("venue", values.venue), ("weekday", values.weekday), ("hour", values.hour),
        ("frequency", _value("frequency")), ("date_range", values.moment), ("genre", _genre), ("url", values.url),
    ),
    IntentName.ACTION_UPDATE: (
        ("action_ref", values.action_ref), ("action_title", _title), ("status", _value("status")),
        ("axis", values.axis), ("group", values.group), ("venue", values.venue), ("progress", values.progress), ("due", _free("due")), ("person", values.person), ("note", _free("note")),
    ),
    IntentName.ACTION_QUERY: (
        ("action_ref", values.action_ref), ("action_title", _title), ("status", _value("status")),
        ("group", values.group), ("axis", values.axis), ("person", values.person), ("date_range", values.moment),
    ),
    IntentName.CREATE_ACTION: (
        ("action_title", _title), ("due", _free("due")), ("person", values.owner), ("group", values.group), ("axis", values.axis),
        ("venue", values.venue),
    ),
    IntentName.CONFIRM: (("action_ref", values.action_ref),),
    IntentName.CHOICE: (("choice", _free("choice")),),
}  # fmt: skip
