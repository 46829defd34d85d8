"""A message whose intent is chosen, with everything that was found in it."""

from dataclasses import dataclass
from functools import cached_property

from dialogs.mentions.names import Span
from dialogs.scene import IntentName
from dialogs.understand.known import Named
from dialogs.understand.score import Hit
from dialogs.understand.sentence import Sentence
from dialogs.understand.spans import Mark, tagger
from dialogs.understand.table import Table


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A message whose intent is chosen, with everything that was found in it."""

    intent: IntentName
    said: Sentence
    tagged: Sentence
    named: Named
    hits: tuple[Hit, ...]
    table: Table
    likely: tuple[str, float] = ("", 0.0)  # of the slot that such sentences are labelled with

    @cached_property
    def marks(self) -> list[Mark]:
        """Where the free words stand, as thousands of sentences taught."""
        find = tagger().likeliest if self.asks_for_a_skill else tagger().marks
        return find(self.said, self.intent)

    @property
    def asks_for_a_skill(self) -> bool:
        """Whether something must be asked for: nobody is named, no place, no group, no day."""
        named = self.named
        others = (named.people, named.venues, named.groups, named.places, named.whens)
        return self.intent is IntentName.EXPERT_QUESTION and not any(others)

    @property
    def text(self) -> str:
        """The message itself."""
        return self.said.text

    def piece(self, span: Span) -> str:
        """The words of the message that stand there."""
        return self.text[span[0] : span[1]]
