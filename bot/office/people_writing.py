"""Agents and their skills written to a file: JSON, CSV or Excel.

In a table, a person takes one row; several values stand in one cell, parted by « ; ».
"""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import PurePath

import xlsxwriter

from bot.office.people_file import PersonRow
from storage.records import JSON, Person, Refusal, Skill

_SHEET = "Agents"
_COLUMNS = (
    "Identifiant",
    "Nom",
    "Adresse",
    "Équipement",
    "Service",
    "Fonction",
    "Disciplines",
    "Langues",
    "Groupes",
    "Jours",
    "Compétences",
)


def write_people(name: str, rows: Iterable[PersonRow]) -> bytes:
    """The file whose kind the name's ending says."""
    match PurePath(name).suffix.lower():
        case ".json":
            listed = [_json_of(person, skills) for person, skills in rows]
            return json.dumps(listed, ensure_ascii=False, indent=1).encode()
        case ".csv":
            return _write_csv(rows)
        case ".xlsx":
            return _write_xlsx(rows)
        case other:
            raise Refusal(f"« {other or name} » : donnez un nom en .json, .csv ou .xlsx.")


def _json_of(person: Person, skills: Sequence[Skill]) -> JSON:
    return {
        "id": person.id,
        "name": person.name,
        "email": person.email,
        "service": person.service,
        "service_code": person.venue,
        "job_title": person.job_title,
        "disciplines": list(person.disciplines),
        "skills": [
            {
                name: str(value)
                for name, value in (("text", one.text), ("level", one.level), ("note", one.note))
                if value
            }
            for one in skills
        ],
        "languages": list(person.languages),
        "working_groups": list(person.groups),
        "working_days": list(person.working_days),
    }


def _cells(person: Person, skills: Sequence[Skill]) -> tuple[str, ...]:
    declared = [f"{one.text} [{one.level}]" if one.level else one.text for one in skills]
    lists = (person.disciplines, person.languages, person.groups, person.working_days, declared)
    return (
        person.id,
        person.name,
        person.email,
        person.venue,
        person.service,
        person.job_title,
        *(" ; ".join(values) for values in lists),
    )


def _write_csv(rows: Iterable[PersonRow]) -> bytes:
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";")
    writer.writerow(_COLUMNS)
    for person, skills in rows:
        writer.writerow([_harmless(cell) for cell in _cells(person, skills)])
    return target.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula is shown as text instead."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _write_xlsx(rows: Iterable[PersonRow]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet(_SHEET)
        head = book.add_format({"bold": True})
        for column, name in enumerate(_COLUMNS):
            sheet.set_column(column, column, 24)
            sheet.write_string(0, column, name, head)
        for number, (person, skills) in enumerate(rows, start=1):
            for column, cell in enumerate(_cells(person, skills)):
                sheet.write_string(number, column, cell)
        sheet.freeze_panes(1, 2)
    return target.getvalue()
