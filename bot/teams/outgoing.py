"""Reply -> the JSON that the Bot Connector takes: a message, the answer to a click or a search."""

from collections.abc import Sequence

from bot.teams import texts
from bot.teams.cards import card
from bot.teams.cards.fit import spoken
from bot.teams.wire import clean
from dialogs.messages import Entry, Reply, Text
from storage.records import JSON

CARD = "application/vnd.microsoft.card.adaptive"
_MESSAGE = "application/vnd.microsoft.activity.message"
_ERROR = "application/vnd.microsoft.error"
_PREVIEW = "application/vnd.microsoft.card.thumbnail"
_LONGEST_TEXT = 20_000  # 80 KB in UTF-16 is what Teams advises: stay far below
_LONGEST_SUMMARY = 120


def activity(reply: Reply) -> JSON:
    """One message: text or one card, never both (Teams splits them and tells no id)."""
    shown = None if _is_text(reply) else card(reply)
    if shown is None:
        return text_activity(reply)
    return {
        "type": "message",
        "locale": "fr-FR",
        # What the notification and the list of chats show of a card.
        "summary": _summary(reply),
        "attachments": [{"contentType": CARD, "content": shown}],
    }


def text_activity(reply: Reply) -> JSON:
    """The reply in words alone, for short answers and where a card was refused.

    «plain»: Teams formats nothing, so that no character of anybody's name can act. Paragraphs are
    an empty line apart, which shows as a break whatever the client makes of a single one.
    """
    return {
        "type": "message",
        "locale": "fr-FR",
        "textFormat": "plain",
        "text": spoken(reply, limit=_LONGEST_TEXT).replace("\n", "\n\n"),
    }


def invoke_response(reply: Reply | None) -> JSON:
    """The answer to a choice: a card in the place of the question, so that its buttons are gone.

    A text beside the card only where there is nothing to show, or too much for a card.
    """
    if reply is None:
        return invoke_message(texts.DONE)
    shown = card(reply)
    if shown is None:
        return invoke_message(spoken(reply))
    return {"statusCode": 200, "type": CARD, "value": shown}


def invoke_message(text: str) -> JSON:
    """Leaves the card as it is and shows a text."""
    return {"statusCode": 200, "type": _MESSAGE, "value": text}


def invoke_error(message: str, *, status: int = 500) -> JSON:
    """A failure that the client shows above the card; it travels in an HTTP 200."""
    code = "BadRequest" if status == 400 else "InternalServerError"  # noqa: PLR2004 - HTTP's own
    return {"statusCode": status, "type": _ERROR, "value": {"code": code, "message": message}}


def search_results(people: Sequence[Entry], *, nobody: str) -> JSON:
    """People to put into a message from the compose box: each a card, with a line to choose it by."""
    if not people:
        return search_message(nobody)
    attachments = [_result(person) for person in people]
    return {
        "composeExtension": {
            "type": "result",
            "attachmentLayout": "list",
            "attachments": [one for one in attachments if one],
        }
    }


def search_message(text: str) -> JSON:
    """A sentence in the place of results."""
    return {"composeExtension": {"type": "message", "text": clean(text)}}


def _result(person: Entry) -> JSON | None:
    shown = card(Reply(parts=(person,)))
    if shown is None:
        return None
    line = person.quote or (person.lines[0] if person.lines else "")
    preview = {"title": clean(person.title), "text": clean(line)}
    return {
        "contentType": CARD,
        "content": shown,
        "preview": {"contentType": _PREVIEW, "content": preview},
    }


def _is_text(reply: Reply) -> bool:
    return not reply.buttons and all(isinstance(part, Text) for part in reply.parts)


def _summary(reply: Reply) -> str:
    first = clean(reply.as_text()).strip().partition("\n")[0]
    return first if len(first) <= _LONGEST_SUMMARY else first[: _LONGEST_SUMMARY - 1] + "…"
