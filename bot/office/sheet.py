"""Reads a sheet of an Excel file that somebody sent: bounded, refused in French if unfit."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

# openpyxl reads XML through defusedxml when it is there; it is a dependency of ours.
import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from storage.records import Refusal

MOST_ROWS = 20_000
_MOST_COLUMNS = 60
_MOST_UNPACKED = 20 * 1024 * 1024
_MOST_RATIO = 100
_LONGEST_CELL = 2_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `number` as the spreadsheet counts."""

    number: int
    cells: Mapping[str, object]

    def text(self, column: str) -> str:
        """The cell as text, "" when it is empty or absent."""
        value = self.cells.get(column)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return "" if value is None else str(value).strip()[:_LONGEST_CELL]

    def whole(self, column: str) -> int | None:
        """The cell as a whole number; ValueError in French for anything else."""
        told = self.text(column).removesuffix("%").strip()
        if not told:
            return None
        if not (told.isascii() and told.isdecimal()):
            raise ValueError(f"« {told} » n’est pas un nombre entier (colonne {column})")
        return int(told[:9])

    def day(self, column: str) -> date | None:
        """The cell as a day (a date cell, or 31/12/2026); ValueError in French otherwise."""
        value = self.cells.get(column)
        if isinstance(value, datetime):
            return value.date()
        told = self.text(column)
        if not told:
            return None
        for shape in ("%d/%m/%Y", "%Y-%m-%d"):
            try:
                return datetime.strptime(told, shape).date()  # noqa: DTZ007 - a day has no zone
            except ValueError:
                continue
        raise ValueError(f"« {told} » n’est pas une date (colonne {column})")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows below the head."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_sheet(name: str, data: bytes, *, sheet: str, needed: Sequence[str]) -> Sheet:
    """The sheet called `sheet`, or the first one; refused without the columns that are needed."""
    _refuse_bomb(name, data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as wrong:
        raise Refusal(f"{name} n’est pas un fichier Excel (.xlsx) lisible.") from wrong
    try:
        page = book[sheet] if sheet in book.sheetnames else book.worksheets[0]
        if (page.max_row or 0) > MOST_ROWS + 1:
            raise Refusal(f"{name} a plus de {MOST_ROWS} lignes : partagez-le en plusieurs.")
        lines = page.iter_rows(max_col=_MOST_COLUMNS, max_row=MOST_ROWS + 1, values_only=True)
        head = tuple(str(cell or "").strip() for cell in next(lines, ()))
        _refuse_without(name, head, needed)
        rows = tuple(
            Row(number, dict(zip(head, cells, strict=False)))
            for number, cells in enumerate(lines, start=2)
            if any(cell is not None for cell in cells)
        )
    finally:
        book.close()
    return Sheet(tuple(column for column in head if column), rows)


def read_pages(name: str, data: bytes) -> list[list[tuple[object, ...]]]:
    """The rows of every sheet, bounded; refused in French when there is too much or nothing."""
    _refuse_bomb(name, data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as wrong:
        raise Refusal(f"{name} n’est pas un fichier Excel (.xlsx) lisible.") from wrong
    try:
        pages: list[list[tuple[object, ...]]] = []
        for page in book.worksheets:
            lines = page.iter_rows(max_col=_MOST_COLUMNS, max_row=MOST_ROWS + 2, values_only=True)
            rows: list[tuple[object, ...]] = [tuple(cells) for cells in lines]
            if len(rows) > MOST_ROWS + 1:
                raise Refusal(f"{name} a plus de {MOST_ROWS} lignes : partagez-le en plusieurs.")
            pages.append(rows)
        return pages
    finally:
        book.close()


def _refuse_bomb(name: str, data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(item.file_size for item in packed.infolist())
    except zipfile.BadZipFile as wrong:
        raise Refusal(f"{name} n’est pas un fichier Excel (.xlsx) lisible.") from wrong
    if unpacked > _MOST_UNPACKED or unpacked > _MOST_RATIO * max(len(data), 1):
        raise Refusal(f"{name} est trop gros une fois déplié (plus de 20 Mo) : rien n’a été lu.")


def _refuse_without(name: str, head: Sequence[str], needed: Sequence[str]) -> None:
    missing = [column for column in needed if column not in head]
    if missing:
        found = ", ".join(column for column in head if column) or "aucune"
        raise Refusal(
            f"Il manque dans {name} les colonnes : {', '.join(missing)}. "
            f"Colonnes trouvées : {found}. Rien n’a été changé."
        )
