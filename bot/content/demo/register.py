"""The register of the demo: each action with an owner and a due day, told from today."""

import dataclasses
import tomllib
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

from bot.content.demo.agents import people
from bot.content.reference import load
from dialogs.french.calendar import next_worked_day
from storage.records import Action, ActionStatus


def register(today: date) -> tuple[Action, ...]:
    """The actions of Ivry's plan as they stand on `today`; several silent for a month."""
    told = tomllib.loads(files("bot.content.demo").joinpath("register.toml").read_text("utf-8"))
    owners = {person.name: person.id for person in people()}
    return tuple(
        _standing(action, told[str(action.number)], owners, today)
        for action in load("ivry").actions
    )


def _standing(action: Action, row: dict[str, Any], owners: dict[str, str], today: date) -> Action:
    return dataclasses.replace(
        action,
        owner_id=owners[row["owner"]],
        status=ActionStatus(row["status"]),
        progress=row.get("progress"),
        due=_due(today, row["due"]),
        last_news=today - timedelta(days=row["news"]),
        blocker=row.get("blocker", ""),
    )


def _due(today: date, ahead: int) -> date:
    """A day on which the town works; what is overdue stays so."""
    due = next_worked_day(today + timedelta(days=ahead))
    return due if ahead > 0 else min(due, today - timedelta(days=1))
