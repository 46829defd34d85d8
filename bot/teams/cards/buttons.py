"""Buttons, and the data they carry: written here, read back in `bot/teams/clicks.py`."""

from collections.abc import Sequence
from typing import Literal, assert_never

from microsoft_teams.cards import Action, ExecuteAction, OpenUrlAction, SubmitAction

from bot.teams import wire
from bot.teams.cards.escape import opens
from bot.teams.clicks import CHOOSE, SAY
from dialogs.messages import Button, Choose, Link, Say
from dialogs.typography import typeset
from storage.records import JSON

_SHOWN = 6  # Teams puts the seventh and later ones nowhere, unless they are secondary
_LONGEST_TITLE = 80

Mode = Literal["primary", "secondary"] | None


def actions(buttons: Sequence[Button], *, key: str) -> list[Action]:
    """The actions of a card: the primary one first, since Teams ignores the «positive» style."""
    ordered = sorted(buttons, key=lambda button: not _is_primary(button))
    usable = [button for button in ordered if not isinstance(button, Link) or opens(button)]
    return [
        _action(button, key=key, secondary=place >= _SHOWN) for place, button in enumerate(usable)
    ]


def _is_primary(button: Button) -> bool:
    return isinstance(button, Choose) and button.primary


def _action(button: Button, *, key: str, secondary: bool) -> Action:
    mode: Mode = "secondary" if secondary else None
    title = typeset(wire.clean(button.label))[:_LONGEST_TITLE]
    match button:
        case Choose(choice=choice):
            return _execute(title, verb=CHOOSE, data={"talk": key, "choice": choice}, mode=mode)
        case Say(sentence=sentence):
            return _execute(title, verb=SAY, data={"say": sentence}, mode=mode)
        case Link(url=url):
            return OpenUrlAction(title=title, url=url, mode=mode)
        case _:
            assert_never(button)


def _execute(title: str, *, verb: str, data: JSON, mode: Mode) -> Action:
    # Clients that do not know Action.Execute send the same data as a message.
    fallback = SubmitAction(title=title, data=data, mode=mode)
    return ExecuteAction(title=title, verb=verb, data=data, mode=mode, fallback=fallback)
