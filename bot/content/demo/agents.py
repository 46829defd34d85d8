"""The fictional agents, as records."""

import tomllib
import unicodedata
import uuid
from functools import cache
from importlib.resources import files
from typing import Any

from storage.records import Level, Person, Role, Skill

DAYS = {
    "L": "lundi",
    "M": "mardi",
    "Me": "mercredi",
    "J": "jeudi",
    "V": "vendredi",
    "S": "samedi",
    "D": "dimanche",
}
_LEVELS = {"d": Level.BEGINNER, "a": Level.AT_EASE, "r": Level.REFERENCE}
_NAMESPACE = uuid.UUID("b6f0c3a4-6a51-4b0c-9d8e-2f1f7a5c0d11")  # any: it only makes ids repeat

Row = tuple[Person, tuple[Skill, ...]]


@cache
def rows() -> tuple[Row, ...]:
    """Each agent with their skills; the first is who types in the demo."""
    listed = tomllib.loads(files("bot.content.demo").joinpath("agents.toml").read_text("utf-8"))
    return tuple(_row(number, agent) for number, agent in enumerate(listed["agent"], start=1))


def people() -> tuple[Person, ...]:
    """The agents alone."""
    return tuple(person for person, _ in rows())


def _row(number: int, agent: dict[str, Any]) -> Row:
    person = Person(
        id=f"demo-{number:02d}",
        name=agent["name"],
        email=f"{_plain(agent['name'])}@example.org",
        aad_id=str(uuid.uuid5(_NAMESPACE, agent["name"])),
        role=Role(agent.get("role", Role.AGENT)),
        venue=agent["venue"],
        job_title=agent["job"],
        languages=tuple(agent.get("languages", ())),
        groups=tuple(agent.get("groups", ())),
        working_days=tuple(DAYS[day] for day in agent["days"].split()),
    )
    return person, tuple(_skill(person.id, text) for text in agent.get("skills", ()))


def _skill(person_id: str, text: str) -> Skill:
    """« r:gravure » is a line with its level; a line without one is as it stands."""
    level = _LEVELS.get(text[0]) if text[1:2] == ":" else None
    return Skill(person_id=person_id, text=text[2:] if level else text, level=level)


def _plain(name: str) -> str:
    bare = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return bare.replace(" ", ".").replace("'", "")
