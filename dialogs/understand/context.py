"""What an open talk does to the scores: short answers go to the question, the rest may go on.

A state's `kind` (« experts.confirm_skill ») tells its topic; a state may say its `intent` itself.
"""

from dialogs.scene import IntentName
from dialogs.understand.score import ANSWERS, CERTAIN
from dialogs.understand.sentence import ASKS, BAR, Sentence
from dialogs.understand.table import Table
from storage.records import JSON

Scores = dict[IntentName, float]

_ASKED = {
    "experts": IntentName.DECLARE_SKILL,
    "programme": IntentName.DIGEST_SETTINGS,
    "actions": IntentName.ACTION_UPDATE,
    "account": IntentName.MY_PROFILE,
}
_TALKED_OF = _ASKED | {
    "experts": IntentName.EXPERT_QUESTION,
    "programme": IntentName.PROGRAMMING_QUESTION,
}
_ANSWERS_A_QUESTION = 2.0  # added to what answers when something was asked
_ANSWERS_NOTHING = -1.5  # and when nothing was: « ok merci » is courtesy then
_GOES_ON = 2.8  # what « et à la médiathèque ? » is worth for what was talked of
_UNLIKELY = CERTAIN - 0.7  # an intent less likely than not
_SHORT = 3  # words: below, a message that says nothing by itself goes on too


def in_context(
    scores: Scores, said: Sentence, table: Table, *, question: JSON | None, subject: JSON | None
) -> Scores:
    """The scores, knowing what is open."""
    weighed = dict(scores)
    for name in ANSWERS & weighed.keys():
        weighed[name] += _ANSWERS_A_QUESTION if question else _ANSWERS_NOTHING
    topic = _topic(question, _ASKED) or _topic(subject, _TALKED_OF)
    if topic and not ANSWERS & weighed.keys() and _goes_on(weighed, said, table):
        weighed[topic] = weighed.get(topic, 0) + _GOES_ON
    return weighed


def meant_by(state: JSON, *, asks: bool) -> IntentName | None:
    """The intent of a message that an open question, or the subject of the talk, took."""
    return _topic(state, _ASKED if asks else _TALKED_OF)


def _topic(state: JSON | None, meant: dict[str, IntentName]) -> IntentName | None:
    if not state:
        return None
    if "intent" in state:
        return IntentName(state["intent"])
    return meant.get(str(state.get("kind", "")).partition(".")[0])


def _goes_on(scores: Scores, said: Sentence, table: Table) -> bool:
    words = sum(word.norm not in {BAR, ASKS} for word in said.words)
    weak = max(scores.values()) < _UNLIKELY and words <= _SHORT
    return weak or table.lists["elliptic"].search(said.line) is not None
