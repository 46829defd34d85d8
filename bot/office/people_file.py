"""Agents and their skills read from a file: JSON, CSV or Excel, ours or made by hand."""

import csv
import io
import itertools
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any

from bot.office.people_columns import clean, days_of, find_head, person_of
from bot.office.sheet import MOST_ROWS, read_pages
from dialogs.french.words import fold
from storage.records import JSON, Level, Person, Refusal, Skill

PersonRow = tuple[Person, tuple[Skill, ...]]
_MOST_NAMED = 20  # columns, in a refusal
_SAMPLE = 5_000  # characters, from which the separator is told
_MOST_LINES = 60  # declared by one person
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
    columns: Mapping[str, str] = field(default_factory=dict)  # of a table: what each one is
    ignored: tuple[str, ...] = ()  # its headings that say nothing to us


def read_people(name: str, data: bytes) -> People:
    """Reads a file by its name's ending; refused in French when it is not what it says."""
    if len(data) > _MOST_BYTES:
        raise Refusal(f"{name} dépasse 20 Mo : rien n’a été lu.")
    match PurePath(name).suffix.lower():
        case ".json":
            return _of_json(name, data)
        case ".csv":
            return _of_pages(name, [_csv_lines(name, data)])
        case ".xlsx":
            return _of_pages(name, read_pages(name, data))
        case other:
            raise Refusal(f"« {other or name} » : donnez un fichier .json, .csv ou .xlsx.")


def _of_json(name: str, data: bytes) -> People:
    try:
        listed = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as wrong:
        raise Refusal(f"{name} n’est pas un fichier JSON lisible.") from wrong
    if not isinstance(listed, list) or not any(isinstance(row, dict) for row in listed):
        raise Refusal(f"{name} doit contenir une liste de personnes : rien n’a été lu.")
    return _gathered((number, _of_object(row)) for number, row in enumerate(listed, start=1))


def _of_object(row: Any) -> tuple[PersonRow, list[str]] | str:  # noqa: ANN401 - one value of somebody's file
    """The person of a row and what had to be left out, or why there is none."""
    name = clean(row["name"]).strip() if isinstance(row, dict) and _is_text(row, "name") else ""
    if not name:
        return "le nom manque"
    email = clean(str(row.get("email") or "")).strip()
    if email and not _EMAIL.fullmatch(email):
        return f"« {email[:80]} » n’est pas une adresse"
    person_id = str(row.get("id") or email.lower() or name).strip()[:_LONGEST]
    person = Person(
        id=person_id,
        name=name[:_LONGEST],
        email=email,
        venue=_said(row, "service_code"),
        service=_said(row, "service"),
        job_title=_said(row, "job_title"),
        disciplines=_strings(row.get("disciplines")),
        languages=_strings(row.get("languages")),
        groups=_strings(row.get("working_groups")),
        working_days=_days(row.get("working_days")),
    )
    told = row.get("skills")
    listed = told if isinstance(told, list) else []
    left_out = [
        f"une compétence de {len(text)} caractères est trop longue ({_LONGEST} au plus)"
        for one in listed
        if len(text := _skill_text(one)) > _LONGEST
    ]
    skills = [skill for one in listed if (skill := _skill(person_id, one))]
    if len(skills) > _MOST_LINES:
        left_out.append(f"{len(skills)} compétences, les {_MOST_LINES} premières sont gardées")
    return (person, tuple(skills[:_MOST_LINES])), left_out


def _is_text(row: JSON, name: str) -> bool:
    return isinstance(row.get(name), str)


def _said(row: JSON, name: str) -> str:
    return clean(str(row.get(name) or "")).strip()[:_LONGEST]


def _skill_text(told: Any) -> str:  # noqa: ANN401 - one value of somebody's file
    row: JSON = told if isinstance(told, dict) else {"text": told}
    return " ".join(clean(str(row.get("text") or "")).split())


def _skill(person_id: str, told: Any) -> Skill | None:  # noqa: ANN401 - idem
    row: JSON = told if isinstance(told, dict) else {"text": told}
    text = _skill_text(row)
    if not text or len(text) > _LONGEST:
        return None
    level = fold(str(row.get("level") or ""))
    return Skill(
        person_id=person_id,
        text=text,
        level=next((one for one in Level if fold(one) == level), None),
        note=str(row.get("note") or "").strip()[:_LONGEST],
    )


def _csv_lines(name: str, data: bytes) -> list[list[str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    text = text.replace("\x00", "")
    reader = csv.reader(io.StringIO(text), delimiter=_separator(text[:_SAMPLE]))
    try:
        lines = list(itertools.islice(reader, MOST_ROWS + 2))
    except csv.Error as wrong:
        raise Refusal(f"{name} n’est pas un fichier CSV lisible.") from wrong
    if len(lines) > MOST_ROWS + 1:
        raise Refusal(f"{name} a plus de {MOST_ROWS} lignes : partagez-le en plusieurs.")
    return lines


def _separator(sample: str) -> str:
    """The one that makes a head of people out of the first lines."""
    for separator in ";,\t":
        lines = list(csv.reader(io.StringIO(sample), delimiter=separator))
        if find_head(lines) is not None:
            return separator
    return ";"


def _of_pages(name: str, pages: Iterable[Sequence[Sequence[object]]]) -> People:
    """The first sheet whose head names people."""
    seen: list[str] = []
    for lines in pages:
        head = find_head(lines)
        if head is not None:
            people = _gathered(
                (number, _of_object(person_of(cells, head)))
                for number, cells in enumerate(lines[head.number :], start=head.number + 1)
                if any(str(cell or "").strip() for cell in cells)
            )
            return replace(people, columns=head.titles, ignored=head.ignored)
        seen += [str(cell).strip() for cells in lines[:1] for cell in cells if cell]
    found = ", ".join(seen[:_MOST_NAMED]) or "aucune"
    raise Refusal(
        f"Je ne trouve dans {name} aucune colonne « Nom » ni « Prénom » avec au moins une autre "
        f"colonne connue. Colonnes trouvées : {found}. Rien n’a été changé."
    )


def _gathered(read: Iterable[tuple[int, tuple[PersonRow, list[str]] | str]]) -> People:
    rows: list[PersonRow] = []
    problems: list[str] = []
    first: dict[str, int] = {}
    for number, found in read:
        if isinstance(found, str):
            problems.append(f"Ligne {number} : {found}, la ligne est laissée de côté.")
            continue
        (person, skills), left_out = found
        same = [key for key in _keys(person) if key in first]
        if same:
            problems.append(
                f"Ligne {number} : c’est la personne de la ligne {first[same[0]]}, "
                "la ligne est laissée de côté."
            )
            continue
        first |= dict.fromkeys(_keys(person), number)
        problems += [f"Ligne {number} : {reason}." for reason in left_out]
        odd = [day for day in person.working_days if day not in _DAYS]
        problems += [
            f"Ligne {number} : « {day} » n’est pas un jour, il est oublié." for day in odd
        ]
        kept = tuple(day for day in person.working_days if day not in odd)
        rows.append((replace(person, working_days=kept), skills))
    numbers = tuple(dict.fromkeys(first[_keys(person)[0]] for person, _ in rows))
    return People(tuple(rows), tuple(problems), numbers=numbers)


def _keys(person: Person) -> tuple[str, ...]:
    """What tells that two rows are of one person."""
    return tuple(dict.fromkeys(key for key in (f"id {person.id}", person.email.lower()) if key))


def _days(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - one value of somebody's file
    """Days as they are kept: « Mardi » is « mardi »; others stay as told, to be told back."""
    return tuple(day for told in _strings(value) for day in days_of(told))


def _strings(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - idem
    listed = value if isinstance(value, list) else []
    return tuple(said[:_LONGEST] for one in listed if (said := clean(str(one)).strip()))
