"""Whether a message speaks to the bot, and its words without the mention."""

import re

from botbuilder.schema import Activity

from bot.teams import wire

_TAG = re.compile(r"</?at\b[^<>]{0,200}>", re.IGNORECASE)
# In messages with mentions, Teams writes these characters as XML does.
_ENTITY = re.compile(r"&(nbsp|amp|lt|gt|quot|apos|#39|#160);", re.IGNORECASE)
_CHARACTERS = {
    "nbsp": "\u00a0",
    "#160": "\u00a0",
    "amp": "&",
    "lt": "<",
    "gt": ">",
    "quot": '"',
    "apos": "'",
    "#39": "'",
}
_EDGES = " \t\n\u00a0"


def is_mentioned(activity: Activity) -> bool:
    """Whether the bot is among the mentions that Teams vouches for (never from the text alone)."""
    return bool(_own(activity))


def spoken_text(activity: Activity) -> str:
    """What was said to the bot: its own mention gone, other people's reduced to their names."""
    text = activity.text
    for mention in _own(activity):
        shown = wire.string(mention, "text")
        if shown:
            text = re.sub(rf"{re.escape(shown)}[ \t\u00a0]*", " ", text)
    if text == activity.text and is_mentioned(activity):
        text = _by_name(text, activity.recipient.name)
    text = _ENTITY.sub(lambda found: _CHARACTERS[found[1].lower()], _TAG.sub("", text))
    lines = (re.sub(r" {2,}", " ", line).strip(_EDGES) for line in text.split("\n"))
    return "\n".join(lines).strip(_EDGES)


def _own(activity: Activity) -> list[dict[str, object]]:
    return [
        entity
        for entity in activity.entities
        if wire.string(entity, "type").lower() == "mention"
        and wire.string(wire.mapping(entity, "mentioned"), "id") == activity.recipient.id
    ]


def _by_name(text: str, name: str) -> str:
    """Some clients send a mention whose entity has no text, or another spelling of it."""
    if not name:
        return text
    return re.sub(rf"<at\b[^<>]{{0,200}}>{re.escape(name)}</at>", " ", text, flags=re.IGNORECASE)
