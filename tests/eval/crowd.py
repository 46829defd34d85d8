"""A big town that does not exist: agents by the thousand, with lines of a skewed vocabulary."""

import random
from collections.abc import Iterator, Sequence

from sqlalchemy import insert

from dialogs.experts.evidence import lines_about
from dialogs.french.concepts import thesaurus
from storage import tables
from storage.database import Database
from storage.records import Evidence, Knowledge, Level, Person, Skill
from storage.stores.base import values

_BATCH = 2_000
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi")
_FUNCTIONS = (
    "Bibliothécaire", "Agent d'accueil", "Régisseuse lumière", "Régisseur son",
    "Chargée de médiation", "Comptable",
    "Professeure de violon", "Professeur de danse", "Directeur", "Assistante de direction", "Médiateur numérique",
    "Archiviste",
    "Chargé de communication", "Projectionniste", "Gardien", "Chargée de production", "Technicienne polyvalente",
    "Animateur",
)  # fmt: skip
_ARTS = (
    "musique",
    "danse",
    "théâtre",
    "cinéma",
    "lecture",
    "arts plastiques",
    "sciences",
    "patrimoine",
)
_FILLERS = (
    "",
    "depuis dix ans",
    "avec des adolescents",
    "en amateur",
    "à l'occasion",
    "et je peux montrer",
)
_SYLLABLES = (
    "ba",
    "lo",
    "ri",
    "ne",
    "ka",
    "mi",
    "sou",
    "ter",
    "val",
    "dan",
    "jo",
    "lè",
    "fra",
    "gui",
    "mo",
    "ya",
    "ché",
    "nor",
)


def agents(count: int, *, seed: int) -> Iterator[tuple[Person, list[Skill]]]:
    """So many people, the same ones for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - a sample, not a secret
    names = [concept.phrases for concept in thesaurus().concepts()]
    chance.shuffle(names)
    weights = [1 / rank for rank in range(1, len(names) + 1)]
    for number in range(count):
        person_id = f"c{number:07}"
        told = chance.choices(names, weights, k=chance.randint(0, 8))
        person = Person(
            id=person_id,
            name=f"{_word(chance, 2).capitalize()} {_word(chance, 3).capitalize()}",
            email=f"{person_id}@example.org",
            venue=f"v{number % max(8, count // 400)}",
            service=f"Service {number % max(8, count // 400)}",
            job_title=chance.choice(_FUNCTIONS),
            disciplines=(chance.choice(_ARTS),),
            languages=("anglais",) if chance.random() < 0.2 else (),
            working_days=tuple(
                sorted(chance.sample(_DAYS, chance.randint(2, 5)), key=_DAYS.index)
            ),
        )
        yield person, [_skill(person_id, phrases, chance) for phrases in told]


async def fill(database: Database, count: int, *, seed: int) -> None:
    """Puts them into an empty database, with the lines that find them."""
    nobody = Knowledge(revision=0)
    line_id = 0
    async with database.engine.begin() as connection:
        for group in _grouped(agents(count, seed=seed)):
            lines: list[tuple[int, Evidence]] = []
            for person, skills in group:
                for line in lines_about(person, skills, knowledge=nobody):
                    line_id += 1
                    lines.append((line_id, line))
            people = [values(person) for person, _ in group]
            await connection.execute(insert(tables.person), people)
            rows = [{"id": number, **values(line)} for number, line in lines]
            await connection.execute(insert(tables.evidence), rows)
            terms = [
                {"term": term, "evidence_id": number}
                for number, line in lines
                for term in sorted(set(line.terms))
            ]
            await connection.execute(insert(tables.evidence_term), terms)


def _grouped(
    people: Iterator[tuple[Person, list[Skill]]],
) -> Iterator[Sequence[tuple[Person, list[Skill]]]]:
    group = []
    for each in people:
        group.append(each)
        if len(group) == _BATCH:
            yield group
            group = []
    if group:
        yield group


def _skill(person_id: str, phrases: tuple[str, ...], chance: random.Random) -> Skill:
    text = f"{chance.choice(phrases)} {chance.choice(_FILLERS)}".strip()
    level = chance.choice((None, None, Level.BEGINNER, Level.REFERENCE))
    return Skill(person_id=person_id, text=text, level=level)


def _word(chance: random.Random, syllables: int) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(syllables))
