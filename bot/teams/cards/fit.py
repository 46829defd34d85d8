"""A whole card, small enough for every place a card may go."""

import dataclasses
from collections.abc import Iterable, Sequence

from microsoft_teams.cards import AdaptiveCard

from bot.teams import texts
from bot.teams.cards.buttons import actions
from bot.teams.cards.escape import opens
from bot.teams.cards.parts import elements
from bot.teams.http import encode
from bot.teams.wire import clean
from dialogs.messages import Entry, Fold, Heading, Link, Part, Reply, Text
from storage.records import JSON

LIMIT = 28 * 1024  # bytes of UTF-8: the smallest limit that Teams ever documented
_LONGEST_SPOKEN = 2_000


def card(reply: Reply) -> JSON | None:
    """The card of a reply; beyond 28 KB cut at whole entries, which its last line says.

    None when even its title and buttons are too much: it can only be said as text.
    """
    whole = _card(reply)
    if _fits(whole):
        return whole
    fitting: JSON | None = None
    low, high = 0, _count(reply.parts)
    while low < high:
        middle = (low + high) // 2
        trial = _card(_cut(reply, keep=middle))
        if _fits(trial):
            fitting, low = trial, middle + 1
        else:
            high = middle
    return fitting


def spoken(reply: Reply, *, limit: int = _LONGEST_SPOKEN) -> str:
    """The reply as plain text for a screen reader or a notification, cut at a line."""
    text = clean(reply.as_text()).strip()
    if len(text) <= limit:
        return text
    cut = text[: limit - 2]
    return (cut[: cut.rfind("\n")] if "\n" in cut else cut).rstrip() + "\n…"


def _card(reply: Reply) -> JSON:
    text = spoken(reply)
    # An address that no button may open is at least told.
    told = [
        Text(f"{button.label}\u00a0: {button.url}", subtle=True)
        for button in reply.buttons
        if isinstance(button, Link) and not opens(button)
    ]
    model = AdaptiveCard(
        version="1.5",
        lang="fr",
        body=elements((*reply.parts, *told)),
        actions=actions(reply.buttons, key=reply.key) or None,
        fallback_text=text,
        speak=text,
    )
    return model.model_dump(by_alias=True, exclude_none=True)


def _fits(built: JSON) -> bool:
    return len(encode(built)) <= LIMIT


def _cut(reply: Reply, *, keep: int) -> Reply:
    """The reply with its first `keep` parts, those in folds included, and a line on the rest."""
    kept, _ = _first(reply.parts, keep)
    lost = _entries(reply.parts) - _entries(kept)
    line = texts.and_more(lost) if lost else texts.SHORTENED
    return dataclasses.replace(reply, parts=(*kept, Text(line, subtle=True)))


def _first(parts: Sequence[Part], keep: int) -> tuple[list[Part], int]:
    """The first parts, and what is left of `keep`. Headings are free, and never stand last."""
    kept: list[Part] = []
    for part in parts:
        if isinstance(part, Fold):
            inner, keep = _first(part.parts, keep)
            if inner:
                # Only what a fold may hold comes out of a fold.
                kept.append(Fold(part.label, tuple(p for p in inner if not isinstance(p, Fold))))
        elif isinstance(part, Heading):
            kept.append(part)
        elif keep:
            kept.append(part)
            keep -= 1
    while kept and isinstance(kept[-1], Heading):
        kept.pop()
    return kept, keep


def _count(parts: Iterable[Part]) -> int:
    return sum(
        _count(part.parts) if isinstance(part, Fold) else not isinstance(part, Heading)
        for part in parts
    )


def _entries(parts: Iterable[Part]) -> int:
    return sum(
        _entries(part.parts) if isinstance(part, Fold) else isinstance(part, Entry)
        for part in parts
    )
