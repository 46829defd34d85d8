"""Whether a message asks where an action stands rather than tells it. Pure."""

from dialogs.actions import query_cues as cues
from dialogs.french.words import fold

_LONGEST = 9  # words of a question that says what it is about by « elle » alone


def asks(text: str) -> bool:
    """« C'est quand l'échéance ? », « la 12 est finie ou pas ? », « montre-moi l'action 12 »."""
    plain = fold(text).strip()
    if cues.POLITELY.search(plain):
        return False
    return plain.endswith("?") or bool(cues.ASKS.match(plain) or cues.OU.search(plain))


def goes_on(text: str) -> bool:
    """Whether a question is about the action just shown: « et c'est pour quand ? »."""
    plain = fold(text)
    short = len(plain.split()) <= _LONGEST
    return short and bool(cues.GOES_ON.search(plain)) and not cues.LISTS.search(plain)


def asks_who(text: str) -> bool:
    """« Qui s'occupe de l'action 46 ? »: a person is wanted, and another one if they are away."""
    return cues.WHO.search(fold(text)) is not None
