"""From a message to an intent: read, name, weigh, choose, fill."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from dialogs.scene import Intent, IntentName
from dialogs.understand.context import in_context
from dialogs.understand.known import Named, named
from dialogs.understand.learnt import VALUES, features, likely, likely_value
from dialogs.understand.orders import plain_order
from dialogs.understand.reading import Reading
from dialogs.understand.request import request
from dialogs.understand.score import ANSWERS, confidence, hesitation, hits, ranked, scored
from dialogs.understand.sentence import Sentence, read
from dialogs.understand.slots import slots
from dialogs.understand.spelling import Spell, speller
from dialogs.understand.table import table
from storage.records import JSON, Knowledge, Person, Skill

UNSURE = 0.5  # below this confidence the conversation had better ask
_CLOSE = 1.0  # scores that near to the best are alternatives
_ALTERNATIVES = 3
READ_AT_MOST = 2000  # characters of a message; what comes after is no request


def understand(
    text: str,
    knowledge: Knowledge,
    *,
    asker: Person | None = None,
    skills: Sequence[Skill] = (),
    question: JSON | None = None,
    subject: JSON | None = None,
) -> Intent:
    """What a message wants. `question` and `subject` are the states of what is open.

    `slots["alternatives"]` names the intents to offer when the confidence is below `UNSURE`.
    """
    if (plain := plain_order(text[:READ_AT_MOST], skills)) is not None:
        return plain
    words = table()
    said = asked(text)
    if said.is_empty:
        return Intent(name=IntentName.HELP, text=text)
    mentions = named(said, knowledge, words, skills=skills, asker=asker)
    tagged = said.tagged(mentions.tags())
    calls = features(tagged.line, text[:READ_AT_MOST])
    odds = likely(calls)
    found = hits(said, tagged, words, of={*ANSWERS, *hesitation(odds)})
    scores = in_context(scored(odds, found), said, words, question=question, subject=subject)
    order = ranked(scores)
    intent = order[0][0]
    if intent in _NOT_OF_PEOPLE and _is_about_somebody(said, mentions):
        intent = IntentName.EXPERT_QUESTION
        order.insert(0, (intent, order[0][1] + _CLOSE))
    if intent not in ANSWERS:
        found = hits(said, tagged, words, of={intent} & words.telling)
    reading = Reading(
        intent=intent,
        said=said,
        tagged=tagged,
        named=mentions,
        hits=found,
        table=words,
        likely=likely_value(calls, intent) if intent in VALUES else ("", 0.0),
    )
    sure = confidence(order)
    values = slots(reading)
    if sure < UNSURE:
        values["alternatives"] = _alternatives(order)
    return Intent(name=reading.intent, text=text, slots=values, confidence=sure)


def tagged_line(text: str, knowledge: Knowledge) -> str:
    """A message less its politeness, with one word for each thing that it names."""
    said = asked(text)
    return said.tagged(named(said, knowledge, table()).tags()).line


def asked(text: str) -> Sentence:
    """A message as words, less its politeness unless it is nothing else."""
    whole = read(text[:READ_AT_MOST], _spell())
    said = request(whole, table())
    return whole if said.is_empty else said


def examples() -> dict[IntentName, list[str]]:
    """Sentences from life for each intent, as the tables give them."""
    found: defaultdict[IntentName, list[str]] = defaultdict(list)
    for cue in table().cues:
        found[cue.intent].append(cue.example)
    return dict(found)


_NOT_OF_PEOPLE = {IntentName.OUT_OF_SCOPE, IntentName.GREETING, IntentName.HELP}
_MOST_AROUND = 6  # words around a name that is all that a message is about


def _is_about_somebody(said: Sentence, mentions: Named) -> bool:
    """« parle-moi de Lia Test », « Lia Test »: a whole name that the town knows, and little else."""
    spans = [one.span for one in mentions.people if one.exact]
    whole = [(start, end) for start, end in spans if " " in said.text[start:end].strip()]
    around = [
        word
        for word in said.words
        if word.norm[:1].isalnum() and not any(a <= word.start < b for a, b in whole)
    ]
    return bool(whole) and len(around) <= _MOST_AROUND


@cache
def _spell() -> Spell:
    return speller(table())


def _alternatives(order: list[tuple[IntentName, float]]) -> tuple[IntentName, ...]:
    best = order[0][1]
    near = [name for name, score in order if best - score <= _CLOSE]
    return tuple(near[:_ALTERNATIVES])
