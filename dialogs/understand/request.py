"""A message less its greeting, its politeness and its signature: what is asked for."""

from dialogs.understand.sentence import BAR, Sentence
from dialogs.understand.table import Table


def request(whole: Sentence, table: Table) -> Sentence:
    """The same sentence without what only opens or closes each of its parts."""
    said, start = whole, len(BAR) + 1
    while start < len(said.line):
        opening = table.front.match(said.line, start)
        if opening and opening.end() > start:
            said = said.without(*opening.span())
            continue
        closing = said.line.find(f"{BAR} ", start)
        start = closing + len(BAR) + 1
    return _without_close(said, table)


def _without_close(said: Sentence, table: Table) -> Sentence:
    """Politeness ends the message or one of its parts: « …, merci d'avance »."""
    place = len(BAR) + 1
    while match := table.back.search(said.line, place):
        ends = said.line.startswith((BAR, "?"), match.end())
        if ends and match.start() > len(BAR) + 1:
            said = said.without(*match.span())
        else:
            place = max(match.end(), place + 1)
    return said
