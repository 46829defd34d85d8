import io
import shutil
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from bot.office.register import Register
from bot.office.register_file import changes, read_register, write_register
from storage.records import Action, ActionStatus, JournalEntry, Person, Refusal

SOFFICE = shutil.which("soffice") or ""
TODAY = date(2026, 11, 24)
ACTIONS = (
    Action(
        number=1,
        title="=1+1 : réunir le « cercle culture »",
        axis="Publics",
        owner_id="p1",
        status=ActionStatus.DOING,
        progress=40,
        due=date(2027, 3, 15),
        last_news=date(2026, 11, 3),
    ),
    Action(number=2, title="Carte famille", axis="Publics", blocker="@DSI"),
)
REGISTER = Register(
    actions=ACTIONS,
    people={"p1": Person(id="p1", name="Lia Fontanel", email="lia@example.org")},
    journal=(
        JournalEntry(
            number=1,
            at=datetime(2026, 11, 3, 9, 0, tzinfo=UTC),
            author_id="p1",
            before={"status": "a_faire"},
            after={"status": "en_cours"},
            note="+ premier point",
        ),
    ),
    today=TODAY,
)


def edited(cell: str, value: object, *, sheet: str = "Actions") -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(write_register(REGISTER)))
    book[sheet][cell].value = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_what_is_written_is_read_back_without_a_change() -> None:
    table = read_register("suivi.xlsx", write_register(REGISTER))

    assert table.problems == ()
    assert changes(table.lines, {action.number: action for action in ACTIONS}) == ()


def test_texts_are_never_formulas() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_register(REGISTER)))

    assert book["Actions"]["B2"].data_type == "s"
    assert book["Actions"]["J3"].value == "@DSI"
    assert book["Journal"]["F2"].data_type == "s"


def test_a_correction_in_the_table_is_found() -> None:
    table = read_register("suivi.xlsx", edited("G3", "terminée"))

    pairs = changes(table.lines, {action.number: action for action in ACTIONS})

    assert [(before.number, after.status) for before, after in pairs] == [(2, ActionStatus.DONE)]


def test_a_bad_cell_is_told_with_its_line() -> None:
    table = read_register("suivi.xlsx", edited("I2", "demain peut-être"))

    assert table.problems == (
        "Ligne 2 : « demain peut-être » n’est pas une date (colonne Échéance).",
    )
    assert [line.number for line in table.lines] == [2]


def test_a_table_without_its_columns_is_refused_with_their_names() -> None:
    with pytest.raises(Refusal, match=r"Il manque dans suivi\.xlsx les colonnes : État"):
        read_register("suivi.xlsx", edited("G1", "Statut"))


@pytest.mark.parametrize("data", [b"", b"bonjour", b"PK\x03\x04" + b"\x00" * 40])
def test_any_other_file_is_refused(data: bytes) -> None:
    with pytest.raises(Refusal, match="n’est pas un fichier Excel"):
        read_register("lettre.doc", data)


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    source = tmp_path / "suivi.xlsx"
    source.write_bytes(write_register(REGISTER))

    done = subprocess.run(  # noqa: S603 - a program of the test's own machine
        [SOFFICE, "--headless", "--convert-to", "csv", "--outdir", tmp_path, source],
        capture_output=True,
        text=True,
        check=True,
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
    )
    said = [line for line in done.stderr.splitlines() if "javaldx" not in line]

    assert said == []
    assert b"Carte famille" in (tmp_path / "suivi.csv").read_bytes()
