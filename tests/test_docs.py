"""README, guide and --help tell what exists."""

import re
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from bot.cli.app import app
from bot.settings import Settings
from dialogs.help import texts
from storage.records import Place, Role

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_is_in_the_readme(name: str) -> None:
    assert f"PASSERELLE_{name.upper()}" in README or f"_{name.upper()}`" in README


def test_every_picture_of_the_readme_exists() -> None:
    wanted = re.findall(r"\]\((docs/pictures/[^)]+)\)", README)

    assert [name for name in wanted if not (ROOT / name).is_file()] == []


def test_help_is_in_french_for_every_command() -> None:
    runner = CliRunner()
    commands: list[list[str]] = [[]]
    for name, command in getattr(get_command(app), "commands", {}).items():
        commands += [[name], *([name, sub] for sub in getattr(command, "commands", {}))]

    assert len(commands) > 20
    for command in commands:
        said = runner.invoke(app, [*command, "--help"])
        assert said.exit_code == 0, command
        assert "Usage :" in said.output, command
        assert "Show this message" not in said.output


def test_what_help_offers_in_the_chat_is_in_the_guide() -> None:
    guide = (ROOT / "docs" / "guide.fr.md").read_text("utf-8").lower()
    shown = texts.help_page(Place.PERSONAL, Role.ADMIN).as_text()
    examples = re.findall(r"«\s([^»]+)\s»", shown)

    verbs = {example.split()[0].lower() for example in examples if "Exemple" not in example}

    assert {verb for verb in verbs if verb not in guide} == set()
