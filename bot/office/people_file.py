"""Agents and their skills in a file: JSON, CSV or Excel, in and out.

In a table, a person takes one row; several values stand in one cell, parted by « ; ».
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

import xlsxwriter

from bot.office.sheet import MOST_ROWS, Row, read_sheet
from dialogs.french.words import fold
from storage.records import JSON, Level, Person, Refusal, Skill

PersonRow = tuple[Person, tuple[Skill, ...]]
SHEET = "Agents"
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
_NEEDED = ("Nom", "Adresse")
_LONGEST = 300
_EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+")
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MOST_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class People:
    """The people that could be read, and one French sentence for each row that could not."""

    rows: tuple[PersonRow, ...]
    problems: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()  # of the lines that `rows` come from


def read_people(name: str, data: bytes) -> People:
    """Reads a file by its name's ending; refused in French when it is not what it says."""
    if len(data) > _MOST_BYTES:
        raise Refusal(f"{name} dépasse 20 Mo : rien n’a été lu.")
    match PurePath(name).suffix.lower():
        case ".json":
            return _of_json(name, data)
        case ".csv":
            return _of_table(_csv_rows(name, data))
        case ".xlsx":
            return _of_table(read_sheet(name, data, sheet=SHEET, needed=_NEEDED).rows)
        case other:
            raise Refusal(f"« {other or name} » : donnez un fichier .json, .csv ou .xlsx.")


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


def _of_json(name: str, data: bytes) -> People:
    try:
        listed = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as wrong:
        raise Refusal(f"{name} n’est pas un fichier JSON lisible.") from wrong
    if not isinstance(listed, list) or not any(isinstance(row, dict) for row in listed):
        raise Refusal(f"{name} doit contenir une liste de personnes : rien n’a été lu.")
    return _gathered((number, _of_object(row)) for number, row in enumerate(listed, start=1))


def _of_object(row: Any) -> PersonRow | str:  # noqa: ANN401 - one value of somebody's file
    if (
        not isinstance(row, dict)
        or not isinstance(row.get("name"), str)
        or not row["name"].strip()
    ):
        return "le nom manque"
    email = str(row.get("email") or "").strip()
    if email and not _EMAIL.fullmatch(email):
        return f"« {email} » n’est pas une adresse"
    person_id = str(row.get("id") or email or row["name"]).strip()
    person = Person(
        id=person_id,
        name=row["name"].strip()[:_LONGEST],
        email=email,
        venue=str(row.get("service_code") or ""),
        service=str(row.get("service") or ""),
        job_title=str(row.get("job_title") or ""),
        disciplines=_strings(row.get("disciplines")),
        languages=_strings(row.get("languages")),
        groups=_strings(row.get("working_groups")),
        working_days=_days(row.get("working_days")),
    )
    told = row.get("skills")
    listed = told if isinstance(told, list) else []
    return person, tuple(skill for one in listed if (skill := _skill(person_id, one)))


def _skill(person_id: str, told: Any) -> Skill | None:  # noqa: ANN401 - idem
    row: JSON = told if isinstance(told, dict) else {"text": told}
    text = str(row.get("text") or "").strip()[:_LONGEST]
    if not text:
        return None
    level = fold(str(row.get("level") or ""))
    return Skill(
        person_id=person_id,
        text=text,
        level=next((one for one in Level if fold(one) == level), None),
        note=str(row.get("note") or "").strip()[:_LONGEST],
    )


def _csv_rows(name: str, data: bytes) -> Sequence[Row]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    head, _, _ = text.partition("\n")
    separator = max(";,\t", key=head.count)
    lines = list(csv.reader(io.StringIO(text), delimiter=separator))[: MOST_ROWS + 1]
    columns = [cell.strip() for cell in lines[0]] if lines else []
    missing = [column for column in _NEEDED if column not in columns]
    if missing:
        found = ", ".join(column for column in columns if column) or "aucune"
        raise Refusal(
            f"Il manque dans {name} les colonnes : {', '.join(missing)}. "
            f"Colonnes trouvées : {found}. Rien n’a été changé."
        )
    return [
        Row(number, dict(zip(columns, cells, strict=False)))
        for number, cells in enumerate(lines[1:], start=2)
        if any(cell.strip() for cell in cells)
    ]


def _of_table(rows: Iterable[Row]) -> People:
    return _gathered((row.number, _of_row(row)) for row in rows)


def _of_row(row: Row) -> PersonRow | str:
    told = {
        "id": row.text("Identifiant"),
        "name": row.text("Nom"),
        "email": row.text("Adresse"),
        "service_code": row.text("Équipement"),
        "service": row.text("Service"),
        "job_title": row.text("Fonction"),
        "disciplines": _parts(row.text("Disciplines")),
        "languages": _parts(row.text("Langues")),
        "working_groups": _parts(row.text("Groupes")),
        "working_days": _parts(row.text("Jours")),
        "skills": [_cell_skill(text) for text in _parts(row.text("Compétences"))],
    }
    return _of_object(told)


def _cell_skill(text: str) -> JSON:
    """« gravure [référent] » is a line with its level."""
    words, _, level = text.partition("[")
    return {"text": words.strip(), "level": level.strip(" ]")}


def _gathered(read: Iterable[tuple[int, PersonRow | str]]) -> People:
    rows: list[PersonRow] = []
    problems: list[str] = []
    first: dict[str, int] = {}
    for number, found in read:
        if isinstance(found, str):
            problems.append(f"Ligne {number} : {found}, la ligne est laissée de côté.")
            continue
        person, skills = found
        if person.id in first:
            problems.append(
                f"Ligne {number} : c’est la personne de la ligne {first[person.id]}, "
                "la ligne est laissée de côté."
            )
            continue
        first[person.id] = number
        odd = [day for day in person.working_days if fold(day) not in _DAYS]
        problems += [
            f"Ligne {number} : « {day} » n’est pas un jour, il est oublié." for day in odd
        ]
        kept = tuple(day for day in person.working_days if day not in odd)
        rows.append((replace(person, working_days=kept), skills))
    return People(tuple(rows), tuple(problems), numbers=tuple(first.values()))


def _days(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - one value of somebody's file
    """Days as they are kept: « Mardi » is « mardi »; others stay as told, to be told back."""
    return tuple(fold(day) if fold(day) in _DAYS else day for day in _strings(value))


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
        sheet = book.add_worksheet(SHEET)
        head = book.add_format({"bold": True})
        for column, name in enumerate(_COLUMNS):
            sheet.set_column(column, column, 24)
            sheet.write_string(0, column, name, head)
        for number, (person, skills) in enumerate(rows, start=1):
            for column, cell in enumerate(_cells(person, skills)):
                sheet.write_string(number, column, cell)
        sheet.freeze_panes(1, 2)
    return target.getvalue()


def _strings(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - idem
    listed = value if isinstance(value, list) else []
    return tuple(str(one).strip()[:_LONGEST] for one in listed if str(one).strip())


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]
