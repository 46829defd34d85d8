"""Reference content of a town: venues, partners, working groups, axes, the actions of its plan."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from storage.records import Action, Group, Partner, Refusal, Venue

_CONTENT = files("bot.content")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What a town starts with; actions have neither owner nor due day yet."""

    venues: tuple[Venue, ...]
    partners: tuple[Partner, ...]
    groups: tuple[Group, ...]
    axes: tuple[str, ...]
    actions: tuple[Action, ...]


def known() -> tuple[str, ...]:
    """The towns whose content ships with the bot."""
    return tuple(
        sorted(
            folder.name
            for folder in _CONTENT.iterdir()
            if folder.is_dir() and folder.joinpath("actions.toml").is_file()
        )
    )


def load(name: str) -> Reference:
    """The content of a town by its folder's name; refused when there is none."""
    if name not in known():
        raise Refusal(f"Je n’ai pas de contenu « {name} ». Il y a : {', '.join(known())}.")
    plan = _read(name, "actions")
    return Reference(
        venues=tuple(Venue(**_row(row)) for row in _read(name, "venues")["venue"]),
        partners=tuple(Partner(**_row(row)) for row in _read(name, "partners")["partner"]),
        groups=tuple(Group(**_row(row)) for row in _read(name, "groups")["group"]),
        axes=tuple(plan["axes"]),
        actions=_actions(plan["section"]),
    )


def _actions(sections: list[dict[str, Any]]) -> tuple[Action, ...]:
    """In the order of their numbers, which the file gives: they never change."""
    numbered = {
        int(number): (section, title)
        for section in sections
        for number, title in section["actions"].items()
    }
    return tuple(
        Action(number=number, title=title, axis=section["axis"], section=section["name"])
        for number, (section, title) in sorted(numbered.items())
    )


def _read(name: str, part: str) -> dict[str, Any]:
    return tomllib.loads(_CONTENT.joinpath(name, f"{part}.toml").read_text("utf-8"))


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
