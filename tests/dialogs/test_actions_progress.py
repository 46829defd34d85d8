import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.actions.progress import Interpretation, interpret
from dialogs.mentions.actions import find_actions
from storage.records import Action, ActionChange, ActionStatus

TABLE = tomllib.loads(
    (Path(__file__).parents[1] / "sentences" / "actions.toml").read_text("utf-8")
)
TODAY = date(2026, 11, 24)
REGISTER = tuple(
    Action(
        number=row["number"],
        title=row["title"],
        axis="Publics",
        owner_id="me" if row["number"] == 5 else None,
        status=ActionStatus(row["status"]),
        due=date.fromisoformat(row["due"]),
    )
    for row in TABLE["register"]
)


def read(text: str) -> Interpretation:
    return interpret(text, sender_id="me", register=REGISTER, today=TODAY)


def told(change: ActionChange) -> str:
    words = [str(change.number), change.status or "-"]
    if change.progress is not None:
        words.append(str(change.progress))
    if change.due:
        words.append(f"due {change.due}")
    if change.blocker:
        words.append(f"because {change.blocker}")
    return " ".join(words)


@pytest.mark.parametrize("sentence", TABLE["sentences"])
def test_sentence(sentence: str) -> None:
    found = read(sentence)

    assert " | ".join(told(change) for change in found.changes) == TABLE["sentences"][sentence]
    assert found.ask_back is (TABLE["sentences"][sentence] == "")


def test_an_ambiguous_title_offers_both() -> None:
    assert read("la carte avance bien").candidates == (2, 3)


def test_an_unknown_number_is_named() -> None:
    assert read("l'action 12 est finie").unknown == (12,)


def test_somebody_with_several_actions_is_asked_which() -> None:
    found = interpret("c'est fait", sender_id="autre", register=REGISTER, today=TODAY)

    assert found == Interpretation(ask_back=True)


@pytest.mark.parametrize(
    "text", ["60 % des 20-35 ans", "8 sur 10", "à 14 h 30", "le 12 décembre", "3 dates sur 4"]
)
def test_numbers_that_name_no_action(text: str) -> None:
    assert [one for one in find_actions(text, REGISTER) if one.by == "number"] == []


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    found = read(text)

    assert found.ask_back or found.changes


@given(st.permutations(REGISTER))
def test_the_order_of_the_register_does_not_matter(register: list[Action]) -> None:
    found = find_actions("le cadre des résidences", register)

    assert [mention.number for mention in found] == [4]
