"""What a title says of an event's status: « [ANNULÉ] Concert », « COMPLET – Conte », « Bal (reporté) »."""

import re
import unicodedata

from storage.records import EventStatus

_WORDS = {
    "annul": EventStatus.CANCELLED,
    "report": EventStatus.POSTPONED,
    "complet": EventStatus.FULL,
}
_WORD = r"(annul(?:e|ee|es|ees|ation)|report(?:e|ee|es|ees)|complet(?:e|es|s)?)"
_OPEN, _CLOSE = r"[\[({<«*~!|/_-]", r"[\])}>»*~!|/:;,._–—-]"
# At the beginning: between brackets, before a punctuation, or alone.
_LEADING = re.compile(rf"(?:[^\w]*)(?:{_OPEN}\s*)?{_WORD}\s*(?:{_CLOSE}|!|$)")
# « Annulé concert de midi » is said; « Complet gris » may be the title of a play.
_LEADING_WORD = re.compile(r"[^\w]*(annul(?:e|ee|es|ees)|report(?:e|ee|es|ees))\b")
_BRACKETED = re.compile(rf"[\[(]\s*{_WORD}\b[^\])]*[\])]")
_TRAILING = re.compile(rf"[:–—|/-]\s*{_WORD}\s*[!.]*$")
_SHOUTED = re.compile(r"\b(ANNUL(?:E|EE|ES|EES)|REPORT(?:E|EE|ES|EES)|COMPLET)\b")


def status(title: str) -> EventStatus | None:
    """The status that the title announces, if it does."""
    flat = _flat(title)
    low = flat.lower()
    for pattern in (_LEADING, _LEADING_WORD):
        if found := pattern.match(low):
            return _of(found[1])
    found = _BRACKETED.search(low) or _TRAILING.search(low)
    if found is None and flat != flat.upper():
        found = _SHOUTED.search(flat)
    elif found is None and flat.startswith("COMPLET "):
        found = _SHOUTED.match(flat)
    return _of(found[1]) if found else None


def _of(word: str) -> EventStatus:
    return next(status for start, status in _WORDS.items() if word.lower().startswith(start))


def _flat(text: str) -> str:
    """Without accents; the length may change, the case does not."""
    parted = unicodedata.normalize("NFKD", text)
    return "".join(char for char in parted if not unicodedata.combining(char)).strip()
