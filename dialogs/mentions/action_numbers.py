"""The numbers by which a text names actions: « l'action 12 », « la douze », « A05 et A07 »."""

import re

from dialogs.french.numbers import WRITTEN
from dialogs.french.words import fold

# « acton », « acion », « actoin »: hurried fingers, before a number only.
ACTION = r"(?:act+i?ons?|acions?|actoins?|acitons?|axions?|actins?)"
MONTH = (
    r"(?:janv(?:ier)?|fevr(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|aout|sept(?:embre)?"
    r"|oct(?:obre)?|nov(?:embre)?|dec(?:embre)?)"
)
_LIST = r"\d{1,4}(?:\s*(?:,|et|ou|&|/|\+)\s*(?:l[ae]s?\s+|a)?\d{1,4})*"
_NUMBERED = re.compile(
    rf"\b{ACTION}\s*(?:n\s*[°o]s?\s*|numeros?\s+)?#?(?P<named>{_LIST})(?!\s*(?:%|h\b|€|euros?))"
    rf"|(?:^|[\s(,;:])(?:#|n\s*°\s*|no\s+|numero\s+)(?P<sign>{_LIST})\b"
    r"|\ba-?(?P<code>\d{2,3})\b"
    # « les 5 et 6 » are actions, « les 8 tranches » are not.
    rf"|\b(?:la|sur la|pour la|de la|les(?=\s+a?\d+\s*(?:,|et|&|/)\s*\S))\s+(?P<short>{_LIST})"
    rf"(?!\s*(?:%|/|h\b|h\d|€|euros?|ans\b|(?:er\s+)?{MONTH}\b"
    r"|(?:personnes|jours|semaines|mois|agents|participants|premier|derni|prochain)))\b"
    rf"|^\W*(?:(?:non|oui|ok|et|plutot|alors|bon)\W+)*(?P<first>{_LIST})\s*"
    r"(?=:|-\s|faite?s?\b|finie?s?\b|terminee?s?\b|ok\b|bouclee?s?\b|en cours|est\b|sont\b|$)"
)
_FIGURE = re.compile(r"\d+")

_SPELT = "|".join(
    [r"vingt[\s-]et[\s-]une?"]
    + [
        word.replace("-", r"[\s-]") + ("e?" if word.endswith("un") and word != "un" else "")
        for word in sorted(WRITTEN, key=len, reverse=True)
    ]
)
_MORE = rf"(?:\s*(?:,|et|ou)\s+(?:la\s+)?(?:{_SPELT})(?![\w-]))*"
# « la une » is a front page, « les deux » are two of something.
_IN_WORDS = re.compile(
    rf"(?P<before>\b{ACTION}\s+(?:n\s*[°o]\s*|num[ée]ros?\s+)?|\bnum[ée]ro\s+|\bla\s+(?!une?\b))"
    rf"(?P<list>(?:{_SPELT})(?![\w-]){_MORE})",
    re.IGNORECASE,
)
_ONE = re.compile(rf"(?:{_SPELT})(?![\w-])", re.IGNORECASE)


def in_figures(text: str) -> str:
    """The same text with the numbers of actions in figures: « l'action 21 »."""
    return _IN_WORDS.sub(lambda match: match["before"] + _ONE.sub(_figure, match["list"]), text)


def numbers_named(text: str) -> tuple[int, ...]:
    """The numbers of actions, in reading order, those that no register has included."""
    found = [
        int(figure)
        for match in _NUMBERED.finditer(fold(in_figures(text)))
        for figure in _FIGURE.findall(match[match.lastgroup or 0] or "")
    ]
    return tuple(dict.fromkeys(found))


def _figure(match: re.Match[str]) -> str:
    word = "-".join(fold(match.group()).replace("-", " ").split())
    return str(WRITTEN.get(word, WRITTEN.get(word.removesuffix("e"), word)))
