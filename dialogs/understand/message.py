"""From a message to an intent: read, name, weigh, choose, fill."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from dialogs.scene import Intent, IntentName
from dialogs.understand.context import in_context
from dialogs.understand.known import named
from dialogs.understand.learnt import features, learnt
from dialogs.understand.orders import plain_order
from dialogs.understand.request import request
from dialogs.understand.score import ANSWERS, confidence, hesitation, hits, ranked, scored
from dialogs.understand.sentence import read
from dialogs.understand.slots import Reading, slots
from dialogs.understand.spelling import Spell, speller
from dialogs.understand.table import table
from storage.records import JSON, Knowledge, Person, Skill

UNSURE = 0.5  # below this confidence the conversation had better ask
_CLOSE = 1.0  # scores that near to the best are alternatives
_ALTERNATIVES = 3
_READ_AT_MOST = 2000  # characters of a message; what comes after is no request


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
    if (plain := plain_order(text[:_READ_AT_MOST], skills)) is not None:
        return plain
    words = table()
    whole = read(text[:_READ_AT_MOST], _spell())
    if whole.is_empty:
        return Intent(name=IntentName.HELP, text=text)
    said = request(whole, words)
    if said.is_empty:
        said = whole
    mentions = named(said, knowledge, words, skills=skills, asker=asker)
    tagged = said.tagged(mentions.tags())
    likely = learnt().probabilities(features(tagged.line, text[:_READ_AT_MOST]))
    found = hits(said, tagged, words, of={*ANSWERS, *hesitation(likely)})
    scores = in_context(scored(likely, found), said, words, question=question, subject=subject)
    order = ranked(scores)
    intent = order[0][0]
    if intent not in ANSWERS:
        found = hits(said, tagged, words, of={intent} & words.telling)
    reading = Reading(
        intent=intent, said=said, tagged=tagged, named=mentions, hits=found, table=words
    )
    sure = confidence(order)
    values = slots(reading)
    if sure < UNSURE:
        values["alternatives"] = _alternatives(order)
    return Intent(name=reading.intent, text=text, slots=values, confidence=sure)


def tagged_line(text: str, knowledge: Knowledge) -> str:
    """A message less its politeness, with one word for each thing that it names."""
    words = table()
    whole = read(text[:_READ_AT_MOST], _spell())
    said = request(whole, words)
    said = whole if said.is_empty else said
    return said.tagged(named(said, knowledge, words).tags()).line


def examples() -> dict[IntentName, list[str]]:
    """Sentences from life for each intent, as the tables give them."""
    found: defaultdict[IntentName, list[str]] = defaultdict(list)
    for cue in table().cues:
        found[cue.intent].append(cue.example)
    return dict(found)


@cache
def _spell() -> Spell:
    return speller(table())


def _alternatives(order: list[tuple[IntentName, float]]) -> tuple[IntentName, ...]:
    best = order[0][1]
    near = [name for name, score in order if best - score <= _CLOSE]
    return tuple(near[:_ALTERNATIVES])
