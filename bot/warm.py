"""What the first messages would else wait for: patterns compiled, word lists read."""

import gc
from datetime import date
from itertools import islice

from dialogs.experts.plan import plan
from dialogs.understand import examples, understand
from storage.records import Knowledge

_OF_EACH = 1  # example of an intent: the rest of its patterns are compiled when they are needed

_ANY_DAY = date(2026, 1, 1)


def warm_up(knowledge: Knowledge) -> None:
    """Rehearses a few sentences of each intent; half a second of processor time, once."""
    for sentences in examples().values():
        for sentence in islice(sentences, _OF_EACH):
            understand(sentence, knowledge)
            plan(sentence, knowledge, today=_ANY_DAY)
    # All this stays until the end: the collector need not look at it again and again.
    gc.collect()
    gc.freeze()
