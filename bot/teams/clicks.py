"""What a button of ours sends back. The client holds it all: only its shape is trusted."""

from collections.abc import Mapping
from typing import Any

from bot.teams.wire import clean
from dialogs.messages import Click

CHOOSE, SAY = "choisir", "dire"
# Names that elements of cards have too. Microsoft's newest client reads the data of a button as if
# it were one: a button whose data held a « key » did nothing when clicked (Playground 0.2.28).
RESERVED = frozenset({"id", "key", "type", "lang", "requires", "fallback", "msteams", "msTeams"})

_LONGEST_KEY = 128
_LONGEST_CHOICE = 200
_LONGEST_SENTENCE = 1_000


def read(data: Any, *, verb: str | None = None) -> Click | str | None:  # noqa: ANN401 - JSON of a client
    """The click, or the sentence of a Say button; None for an old, foreign or tampered button.

    `verb` is that of Action.Execute; Action.Submit has none.
    """
    if not isinstance(data, dict):
        return None
    if set(data) == {"talk", "choice"} and verb in {CHOOSE, None}:
        key = _short(data, "talk", limit=_LONGEST_KEY)
        choice = _short(data, "choice", limit=_LONGEST_CHOICE)
        return Click(key, choice) if key and choice else None
    if set(data) == {"say"} and verb in {SAY, None}:
        return _short(data, "say", limit=_LONGEST_SENTENCE) or None
    return None


def _short(data: Mapping[str, Any], name: str, *, limit: int) -> str:
    value = data[name]
    if not isinstance(value, str) or len(value) > limit or clean(value) != value:
        return ""
    return value.strip()
