"""The parts of a reply as elements of a card: one column, some air, nothing said by colour."""

from collections.abc import Sequence
from typing import assert_never

from microsoft_teams.cards import (
    ActionSet,
    CardElement,
    Container,
    Fact,
    FactSet,
    TextBlock,
    ToggleVisibilityAction,
)

from bot.teams import texts
from bot.teams.cards.escape import link, markdown
from dialogs.messages import Entry, Facts, Fold, Heading, Part, Text

_LONGEST_TEXT = 4_000  # characters of one paragraph


def elements(parts: Sequence[Part]) -> list[CardElement]:
    """The body of a card, in reading order."""
    before: Sequence[Part | None] = (None, *parts)
    return [
        element
        for place, part in enumerate(parts)
        for element in _element(part, place=place, before=before[place])
    ]


def _element(part: Part, *, place: int, before: Part | None) -> list[CardElement]:
    match part:
        case Heading():
            return [_heading(part, first=before is None)]
        case Text():
            return [_paragraph(part.text, subtle=part.subtle)]
        case Facts():
            return [_facts(part)]
        case Entry():
            # A line between entries, none right below a title.
            return [_entry(part, apart=before is not None and not isinstance(before, Heading))]
        case Fold():
            return _fold(part, name=f"suite-{place}")
        case _:
            assert_never(part)


def _heading(part: Heading, *, first: bool) -> CardElement:
    top = part.level == 1
    return TextBlock(
        text=_shown(part.text),
        style="heading",
        size="Large" if top else "Medium",
        weight="Bolder",
        wrap=True,
        spacing="Default" if first or top else "Large",
    )


def _paragraph(text: str, *, subtle: bool) -> CardElement:
    return TextBlock(text=_shown(text), wrap=True, is_subtle=subtle or None)


def _facts(part: Facts) -> CardElement:
    facts = [Fact(title=_shown(label), value=_shown(value)) for label, value in part.rows]
    return FactSet(facts=facts, spacing="Medium")


def _entry(part: Entry, *, apart: bool) -> CardElement:
    items: list[CardElement] = [TextBlock(text=_shown(part.title), weight="Bolder", wrap=True)]
    if part.quote:
        items.append(_quotation(part.quote))
    items += [
        TextBlock(text=_shown(line), wrap=True, is_subtle=True, spacing="Small")
        for line in part.lines
    ]
    if part.links:
        # Links in a line, not buttons: a programme would be a wall of buttons.
        row = " · ".join(link(item) for item in part.links)
        items.append(TextBlock(text=row, wrap=True, spacing="Small"))
    return Container(items=items, separator=apart or None, spacing="Medium")


def _quotation(quote: str) -> CardElement:
    words = TextBlock(text=f"«\u00a0{_shown(quote)}\u00a0»", wrap=True)
    return Container(style="emphasis", items=[words], spacing="Small")


def _fold(part: Fold, *, name: str) -> list[CardElement]:
    """What is hidden, below a button that becomes its contrary once it was used."""
    closed, opened = f"{name}-voir", f"{name}-replier"
    targets = [name, closed, opened]
    hidden = Container(id=name, is_visible=False, items=elements(part.parts), spacing="Medium")
    return [
        _toggle(part.label or texts.FOLD, targets, name=closed, visible=True),
        hidden,
        _toggle(texts.UNFOLD, targets, name=opened, visible=False),
    ]


def _toggle(title: str, targets: list[str], *, name: str, visible: bool) -> CardElement:
    action = ToggleVisibilityAction(title=title, target_elements=targets)
    return ActionSet(
        id=name, is_visible=None if visible else False, actions=[action], spacing="Medium"
    )


def _shown(text: str) -> str:
    cut = text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1].rstrip() + "…"
    # An empty TextBlock is a hole to the eye and a stop to a screen reader.
    return markdown(cut) or "–"
