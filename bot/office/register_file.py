"""The register as an Excel table: written with XlsxWriter, read back with openpyxl."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import xlsxwriter

from bot.office.register import Register
from bot.office.sheet import Row, read_sheet
from dialogs.actions.texts import STATUS
from dialogs.french.words import fold
from storage.records import Action, ActionStatus

SHEET = "Actions"
_COLUMNS = (
    ("N°", 6),
    ("Action", 60),
    ("Axe", 22),
    ("Section du plan", 30),
    ("Pilote", 24),
    ("Adresse", 30),
    ("État", 13),
    ("Avancement (%)", 15),
    ("Échéance", 13),
    ("Blocage", 34),
    ("Dernières nouvelles", 19),
    ("Jours sans nouvelles", 19),
)
_NEEDED = ("N°", "Action", "État")
_JOURNAL = (("Date", 18), ("N°", 6), ("Par", 24), ("Avant", 16), ("Après", 16), ("Note", 80))
_ABOUT = (
    "Ce tableau vient de Passerelle. La colonne « N° » ne change jamais : c’est elle qui relie",
    "chaque ligne à son action. Vous pouvez corriger le titre, l’état, l’avancement, l’échéance",
    "et le blocage, puis redonner le fichier : Passerelle montre ce qui change avant d’écrire.",
)
_DATE = "dd/mm/yyyy"


def write_register(register: Register) -> bytes:
    """The workbook: actions, journal, a page that explains. Texts are never formulas."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": "Suivi des actions du projet de direction"})
        _write_actions(book, register)
        _write_journal(book, register)
        about = book.add_worksheet("Lisez-moi")
        about.set_column(0, 0, 100)
        for row, line in enumerate(_ABOUT):
            about.write_string(row, 0, line)
    return target.getvalue()


def _write_actions(book: xlsxwriter.Workbook, register: Register) -> None:
    sheet = book.add_worksheet(SHEET)
    head = book.add_format({"bold": True, "bg_color": "#F2E4E5", "bottom": 1, "text_wrap": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    top = book.add_format({"valign": "top"})
    day = book.add_format({"num_format": _DATE, "valign": "top", "align": "left"})
    for column, (name, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, head)
    for row, action in enumerate(register.actions, start=1):
        owner = register.people.get(action.owner_id or "")
        sheet.write_number(row, 0, action.number, top)
        texts = (action.title, action.axis, action.section)
        people = (owner.name if owner else "", owner.email if owner else "")
        for column, text in enumerate((*texts, *people, STATUS[action.status]), start=1):
            sheet.write_string(row, column, text, wrap)
        if action.progress is not None:
            sheet.write_number(row, 7, action.progress, top)
        if action.due:
            sheet.write_datetime(row, 8, _midnight(action.due), day)
        sheet.write_string(row, 9, action.blocker, wrap)
        if action.last_news:
            sheet.write_datetime(row, 10, _midnight(action.last_news), day)
            sheet.write_number(row, 11, (register.today - action.last_news).days, top)
    last = max(len(register.actions), 1)
    sheet.autofilter(0, 0, last, len(_COLUMNS) - 1)
    sheet.freeze_panes(1, 2)
    states = {"validate": "list", "source": list(STATUS.values())}
    sheet.data_validation(1, 6, last, 6, states)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write_journal(book: xlsxwriter.Workbook, register: Register) -> None:
    sheet = book.add_worksheet("Journal")
    head = book.add_format({"bold": True, "bg_color": "#F2E4E5", "bottom": 1})
    for column, (name, width) in enumerate(_JOURNAL):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, head)
    for row, entry in enumerate(register.journal, start=1):
        author = register.people.get(entry.author_id or "")
        sheet.write_string(row, 0, f"{entry.at:%Y-%m-%d %H:%M}")
        sheet.write_number(row, 1, entry.number)
        sheet.write_string(row, 2, author.name if author else "ancien·ne agent·e")
        sheet.write_string(row, 3, _state_of(entry.before))
        sheet.write_string(row, 4, _state_of(entry.after))
        sheet.write_string(row, 5, entry.note)
    sheet.freeze_panes(1, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a table that came back; None = the cell is empty."""

    row: int
    number: int
    title: str
    status: ActionStatus
    progress: int | None
    due: date | None
    blocker: str
    email: str


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """The rows that could be read, and one French sentence for each that could not."""

    lines: tuple[Line, ...]
    problems: tuple[str, ...]


def read_register(name: str, data: bytes) -> RegisterFile:
    """Reads the table back; refused when it lacks a column that it needs."""
    sheet = read_sheet(name, data, sheet=SHEET, needed=_NEEDED)
    lines: list[Line] = []
    problems: list[str] = []
    for row in sheet.rows:
        try:
            lines.append(_line(row))
        except ValueError as wrong:
            problems.append(f"Ligne {row.number} : {wrong}.")
    return RegisterFile(tuple(lines), tuple(problems))


def _line(row: Row) -> Line:
    state = fold(row.text("État"))
    status = next((one for one, said in STATUS.items() if fold(said) == state), None)
    if status is None:
        known = ", ".join(STATUS.values())
        raise ValueError(f"l’état « {row.text('État')} » n’est pas l’un de : {known}")
    progress = row.whole("Avancement (%)")
    if progress is not None and not 0 <= progress <= 100:  # noqa: PLR2004 - percent
        raise ValueError(f"l’avancement « {progress} » n’est pas entre 0 et 100")
    named = row.whole("N°")
    if named is None:
        raise ValueError("le numéro de l’action manque")
    return Line(
        row=row.number,
        number=named,
        title=row.text("Action"),
        status=status,
        progress=progress,
        due=row.day("Échéance"),
        blocker=row.text("Blocage"),
        email=row.text("Adresse"),
    )


def changes(
    lines: Sequence[Line], register: Mapping[int, Action]
) -> tuple[tuple[Action, Action], ...]:
    """Before and after of each action that the table changes; unknown numbers are left out."""
    pairs = []
    for line in lines:
        before = register.get(line.number)
        if before is None:
            continue
        after = _with(before, line)
        if after != before:
            pairs.append((before, after))
    return tuple(pairs)


def _with(action: Action, line: Line) -> Action:
    return Action(
        number=action.number,
        title=line.title or action.title,
        axis=action.axis,
        section=action.section,
        owner_id=action.owner_id,
        status=line.status,
        progress=line.progress,
        due=line.due,
        blocker=line.blocker,
        last_news=action.last_news,
        version=action.version,
    )


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a cell has no zone


def _state_of(told: Mapping[str, object]) -> str:
    status = told.get("status")
    return STATUS[ActionStatus(str(status))] if status else ""
