import json
from pathlib import Path

import openpyxl
import pytest

from tests.support.shell import Shell

DONE = {
    "action_id": "12",
    "status": "terminee",
    "progress": 100,
    "due": None,
    "blocker": None,
}
SAYS = ("actions", "interpret", "l’action 12 est terminée", "--today", "2026-11-24")


def changed(column: str, number: int, value: str | int | None) -> None:
    """Writes into the line of an action of `suivi.xlsx`, as somebody would in Excel."""
    book = openpyxl.load_workbook("suivi.xlsx")
    sheet = book["Actions"]
    columns = [cell.value for cell in sheet[1]]
    numbers = [cell.value for cell in sheet["A"]]
    sheet.cell(numbers.index(number) + 1, columns.index(column) + 1).value = value
    book.save("suivi.xlsx")
    book.close()


def test_the_table_comes_back_as_it_left(demo: Shell) -> None:
    assert demo("actions", "export", "suivi.xlsx").out == "Tableau écrit : suivi.xlsx\n"

    assert demo("actions", "import", "suivi.xlsx").out == "Aucune action ne change.\n"


def test_a_change_in_the_table_is_shown_then_written_once(demo: Shell) -> None:
    demo("actions", "export", "suivi.xlsx")
    changed("État", 12, "bloquée")
    changed("Blocage", 12, "devis attendu")
    moves = "Action 12 : en cours, 40\u00a0% → bloquée, 40\u00a0%"

    shown = demo("actions", "import", "suivi.xlsx", "--dry-run").lines
    written = demo("actions", "import", "suivi.xlsx").lines
    again = demo("actions", "import", "suivi.xlsx").lines

    assert shown == [moves, "1 action changerait."]
    assert written == [moves, "1 action changée."]
    assert again == ["Aucune action ne change."]


def test_what_the_table_empties_is_cleared(demo: Shell) -> None:
    demo("actions", "export", "suivi.xlsx")
    changed("Blocage", 8, None)

    demo("actions", "import", "suivi.xlsx")
    demo("actions", "export", "suivi.xlsx")

    sheet = openpyxl.load_workbook("suivi.xlsx")["Actions"]
    (row,) = [row for row in sheet.iter_rows(values_only=True) if row[0] == 8]
    assert not row[9]


def test_an_action_that_the_register_does_not_have_changes_nothing(demo: Shell) -> None:
    demo("actions", "export", "suivi.xlsx")
    changed("État", 12, "terminée")
    changed("N°", 13, 400)

    assert demo.refuses("actions", "import", "suivi.xlsx") == (
        "Le registre n’a pas d’action 400 : rien n’a été changé."
    )
    demo("actions", "export", "apres.xlsx")
    sheet = openpyxl.load_workbook("apres.xlsx")["Actions"]
    (row,) = [row for row in sheet.iter_rows(values_only=True) if row[0] == 12]
    assert row[6] == "en cours"


def test_a_line_that_cannot_be_read_costs_only_itself(demo: Shell) -> None:
    demo("actions", "export", "suivi.xlsx")
    changed("État", 13, "peut-être")
    changed("État", 12, "terminée")

    ended = demo.runs("actions", "import", "suivi.xlsx")

    assert ended.err.startswith("Ligne 14 : ")
    assert (ended.code, ended.lines[-1]) == (0, "1 action changée.")


def test_another_file_is_refused(demo: Shell) -> None:
    Path("suivi.xlsx").write_bytes(b"bonjour")

    assert demo.refuses("actions", "import", "suivi.xlsx") == (
        "suivi.xlsx n’est pas un fichier Excel (.xlsx) lisible."
    )


def test_a_sentence_is_interpreted_without_being_written(demo: Shell) -> None:
    by = ("--as", "Camille Ferrandier")

    plain = demo(*SAYS, *by).out
    told = demo(*SAYS, *by, "--json").json

    assert json.loads(plain) == [DONE]
    assert told == {"id": "1", "ask_back": False, "updates": [DONE]}
    assert "40" in demo("talk", "--batch", _asks()).out


def _asks() -> str:
    Path("talk.json").write_text('[{"turns": [{"say": "où en est l’action 12 ?"}]}]', "utf-8")
    return "talk.json"


def test_a_sentence_that_names_no_action_is_asked_back(demo: Shell) -> None:
    assert demo("actions", "interpret", "c’est fini").out == "à préciser\n"


def test_sentences_of_a_batch_are_read_against_a_given_register(shell: Shell) -> None:
    action = {"title": "Carte famille", "axis": "Publics", "status": "en_cours", "due": None}
    register = {
        "today": "2026-11-23",
        "actions": [
            {"id": "A7", "owner": "Zoé Été", **action},
            {"id": "A9", "owner": "Ugo Li", **action, "title": "Charte graphique"},
        ],
    }
    sentences = [
        {"id": "x", "sender": "Zoé Été", "text": "la carte famille est bouclée"},
        {
            "id": "y",
            "today": "2026-01-05",
            "sender": "Ugo Li",
            "text": "charte repoussée au 12 mars",
        },
    ]
    Path("register.json").write_text(json.dumps(register), "utf-8")
    Path("sentences.json").write_text(json.dumps(sentences), "utf-8")

    told = shell(
        *("actions", "interpret", "--batch", "sentences.json", "--register", "register.json")
    ).json_lines

    assert told == [
        {"id": "x", "ask_back": False, "updates": [{**DONE, "action_id": "A7"}]},
        {
            "id": "y",
            "ask_back": False,
            "updates": [
                {
                    "action_id": "A9",
                    "status": None,
                    "progress": None,
                    "due": "2026-03-12",
                    "blocker": None,
                }
            ],
        },
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            "actions interpret fini --register bad.json",
            "bad.json n’est pas un registre d’actions en JSON.",
        ),
        (
            "actions interpret --batch bad.json",
            "bad.json, entrée 1 : « id » manque ou se lit mal.",
        ),
    ],
)
def test_what_cannot_be_interpreted_is_refused(demo: Shell, arguments: str, said: str) -> None:
    Path("bad.json").write_text('{"actions": 7}', "utf-8")

    assert demo.refuses(*arguments.split()) == said
