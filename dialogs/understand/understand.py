"""A message to an intent."""

from dialogs.scene import Intent, IntentName
from dialogs.understand.known import named
from dialogs.understand.score import confidence, hits, ranked
from dialogs.understand.sentence import Sentence, read
from dialogs.understand.spelling import speller
from dialogs.understand.table import Table, table
from storage.records import Knowledge

_spell = None


def request(sentence: Sentence, words: Table) -> Sentence:
    """The message less its greeting, its politeness and its signature."""
    place = 2
    while place < len(sentence.line):
        match = words.front.match(sentence.line, place)
        if match and match.end() > place:
            sentence = sentence.without(*match.span())
            continue
        bar = sentence.line.find("| ", place)
        if bar < 0:
            break
        place = bar + 2
    return sentence


def understand(
    text: str, knowledge: Knowledge, *, asker=None, skills=(), question=None, subject=None
):
    global _spell
    t = table()
    _spell = _spell or speller(t)
    whole = read(text, _spell)
    if whole.is_empty:
        return Intent(name=IntentName.HELP, text=text)
    said = request(whole, t)
    if said.is_empty:
        said = whole
    n = named(said, knowledge, skills, t)
    tagged = said.tagged(n.tags())
    h = hits(said, tagged, t)
    sc = ranked(h)
    return Intent(
        name=sc[0][0],
        text=text,
        slots={
            "line": tagged.line,
            "hits": [(x.cue.intent, x.cue.weight, x.cue.example) for x in h],
        },
        confidence=confidence(sc),
    )
