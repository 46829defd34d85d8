"""What a French message means: `understand(text, knowledge) -> Intent`.

The tables beside this file say what people may write; `message` puts the steps together.
"""

from dialogs.understand.context import meant_by
from dialogs.understand.message import READ_AT_MOST, UNSURE, asked, examples, understand
from dialogs.understand.orders import asks_for_somebody
from dialogs.understand.score import ANSWERS

__all__ = [
    "ANSWERS",
    "READ_AT_MOST",
    "UNSURE",
    "asked",
    "asks_for_somebody",
    "examples",
    "meant_by",
    "understand",
]
