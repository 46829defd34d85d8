"""How long `ask` takes in a warm process, in a small town and in a crowd."""

import asyncio
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from statistics import quantiles

from dialogs.experts.answer import ask
from dialogs.french.concepts import thesaurus
from storage import schema
from storage.database import open_database
from storage.records import Person
from tests.eval import crowd

_SMALL = 150
_TODAY = date(2026, 11, 23)
_FRAMES = (
    "qui connaît {} ?",
    "qui s'occupe de {} le mercredi ?",
    "je cherche quelqu'un pour {}",
    "un collègue qui saurait {} demain ?",
)


def measured(most: int, *, seed: int) -> Iterator[str]:
    """One line for each size of town."""
    for count in (_SMALL, most):
        times = asyncio.run(_times(count, seed=seed))
        cuts = quantiles(times, n=100)
        yield (
            f"ask, {count} people (seed {seed}, {len(times)} questions): "
            f"p50 {cuts[49] * 1000:.1f} ms, p95 {cuts[94] * 1000:.1f} ms, p99 {cuts[98] * 1000:.1f} ms"
        )


def questions(count: int, *, seed: int) -> Sequence[str]:
    """By name, misspelt, and by description: a third each."""
    chance = random.Random(seed)  # noqa: S311 - a sample, not a secret
    concepts = thesaurus().concepts()
    made = []
    for number in range(count):
        concept = chance.choice(concepts)
        told = chance.choice(concept.phrases)
        if number % 3 == 1:
            place = chance.randrange(len(told))
            told = told[:place] + told[place + 1 :]
        elif number % 3 == 2 and concept.definitions:
            told = chance.choice(concept.definitions)
        made.append(chance.choice(_FRAMES).format(told))
    return made


async def _times(count: int, *, seed: int) -> list[float]:
    with tempfile.TemporaryDirectory() as place:
        database = open_database(f"sqlite:///{Path(place) / 'crowd.db'}")
        try:
            await schema.upgrade(database)
            await crowd.fill(database, count, seed=seed)
            async with database.read() as stores:
                knowledge = await database.knowledge(stores)
                asker = Person(id="asker", name="Lia Test")
                taken = []
                for number, question in enumerate(questions(320, seed=seed)):
                    began = time.perf_counter()
                    await ask(question, stores, knowledge, asker=asker, today=_TODAY)
                    if number >= 20:
                        taken.append(time.perf_counter() - began)
                return taken
        finally:
            await database.close()
