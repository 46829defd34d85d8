"""Activities as Teams sends them, with made-up ids and people."""

from typing import Any

from tests.support.issuer import SERVICE_URL, TENANT

BOT = {"id": "28:passerelle", "name": "Passerelle"}
LIA = {"id": "29:lia", "name": "Lia Marchetti", "aadObjectId": "aad-lia"}
CHANNEL = "19:publics@thread.tacv2"


def personal(**changes: object) -> dict[str, Any]:
    """A message in a personal chat; a change to None leaves the field out."""
    activity = {
        "type": "message",
        "id": "1700000000001",
        "timestamp": "2026-11-23T09:00:00.000Z",
        "channelId": "msteams",
        "serviceUrl": SERVICE_URL,
        "from": LIA,
        "recipient": BOT,
        "conversation": {"id": "a:lia", "conversationType": "personal", "tenantId": TENANT},
        "channelData": {"tenant": {"id": TENANT}},
        "entities": [{"type": "clientInfo", "locale": "fr-FR", "platform": "Windows"}],
        "locale": "fr-FR",
        "textFormat": "plain",
        "text": "Qui connaît la médiation\u00a0?",
    }
    return {name: value for name, value in (activity | changes).items() if value is not None}


def in_group(**changes: object) -> dict[str, Any]:
    """A message in a group chat that mentions the bot."""
    group = {
        "id": "19:abc@thread.v2",
        "conversationType": "groupChat",
        "isGroup": True,
        "tenantId": TENANT,
    }
    said = {"conversation": group, "text": "<at>Passerelle</at> bonjour", "entities": [mention()]}
    return personal(**(said | changes))


def in_channel(**changes: object) -> dict[str, Any]:
    """A message in a thread of a channel that mentions the bot."""
    thread = {
        "id": f"{CHANNEL};messageid=1699999999000",
        "conversationType": "channel",
        "isGroup": True,
        "tenantId": TENANT,
    }
    data = {
        "tenant": {"id": TENANT},
        "team": {"id": "19:equipe@thread.tacv2", "name": "Affaires culturelles"},
        "channel": {"id": CHANNEL, "name": "Publics"},
        "teamsChannelId": CHANNEL,
    }
    said = {
        "conversation": thread,
        "channelData": data,
        "text": "<at>Passerelle</at>\u00a0bonjour",
        "entities": [mention()],
    }
    return personal(**(said | changes))


def mention(
    text: str | None = "<at>Passerelle</at>", who: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The entity that Teams vouches with for a mention."""
    entity: dict[str, Any] = {"type": "mention", "mentioned": who or BOT}
    return entity if text is None else entity | {"text": text}


def click(data: object, *, verb: str = "choisir", **changes: object) -> dict[str, Any]:
    """A click on a button of a card, as Action.Execute."""
    action = {"type": "Action.Execute", "id": "", "verb": verb, "data": data}
    invoke = {
        "type": "invoke",
        "name": "adaptiveCard/action",
        "replyToId": "1700000000000",
        "value": {"action": action, "trigger": "manual"},
        "text": None,
    }
    return personal(**(invoke | changes))


def submit(data: object, **changes: object) -> dict[str, Any]:
    """A click on a button of a card, as Action.Submit."""
    return personal(**({"text": None, "value": data, "replyToId": "1700000000000"} | changes))


def search(
    text: str, *, initial: bool = False, count: int = 8, **changes: object
) -> dict[str, Any]:
    """Words typed after the command of the compose box, as the client sends them."""
    name, value = ("initialRun", "true") if initial else ("recherche", text)
    invoke = {
        "type": "invoke",
        "name": "composeExtension/query",
        "value": {
            "commandId": "quiSait",
            "parameters": [{"name": name, "value": value}],
            "queryOptions": {"skip": 0, "count": count},
        },
        "text": None,
    }
    return personal(**(invoke | changes))
