"""What a French message means: `understand(text, knowledge) -> Intent`.

The tables beside this file say what people may write; `message` puts the steps together.
"""

from dialogs.understand.message import UNSURE, examples, understand

__all__ = ["UNSURE", "examples", "understand"]
