"""The topics of the conversation, by the name that routes and states know them by."""

from collections.abc import Mapping
from typing import cast

from dialogs.account import answer as account
from dialogs.actions import answer as actions
from dialogs.experts import answer as experts
from dialogs.help import answer as help_
from dialogs.programme import answer as programme
from dialogs.scene import Topic


def topics() -> Mapping[str, Topic]:
    """Each topic's `answer` module: its two functions are the protocol."""
    modules = {
        "experts": experts,
        "programme": programme,
        "actions": actions,
        "account": account,
        "help": help_,
    }
    return cast("Mapping[str, Topic]", modules)
