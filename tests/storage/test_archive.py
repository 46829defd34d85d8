from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from storage import archive
from storage.archive import ArchiveRefused
from storage.database import Database, open_database
from storage.records import Action, ActionChange, Person, Skill, StoredFile
from tests.support.databases import Databases

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LIA = Person(id="p1", name="Lia Fontanel", languages=("LSF",))


async def _fill(database: Database) -> None:
    async with database.begin() as stores:
        await stores.people.put(LIA)
        await stores.people.add_skill(Skill(person_id="p1", text="LSF", declared_at=NOW))
        await stores.actions.put(
            Action(number=1, title="Carte", axis="Outils", due=date(2027, 1, 4))
        )
        await stores.actions.record(
            ActionChange(number=1, progress=10), version=1, at=NOW, day=NOW.date(), author_id="p1"
        )
        await stores.files.put(
            StoredFile(token="t", name="a", content_type="b", content=b"\x00\xff", expires_at=NOW)
        )


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
async def test_a_backup_fills_an_empty_database_of_either_engine(
    database: Database, maker: Databases, tmp_path: Path, target: str
) -> None:
    await _fill(database)
    saved = await archive.backup(database, tmp_path / "sauvegarde.zip")
    other = open_database(maker.sqlite() if target == "sqlite" else maker.postgresql())

    restored = await archive.restore(other, tmp_path / "sauvegarde.zip")

    async with database.read() as before, other.begin() as after:
        assert await after.people.all() == await before.people.all()
        assert await after.people.skills("p1") == await before.people.skills("p1")
        assert await after.actions.register() == await before.actions.register()
        assert await after.actions.journal() == await before.actions.journal()
        new = await after.people.add_skill(Skill(person_id="p1", text="danse"))
    await other.close()
    assert (saved, new) == (restored, 2)


async def test_a_filled_database_is_not_overwritten(database: Database, tmp_path: Path) -> None:
    await _fill(database)
    await archive.backup(database, tmp_path / "sauvegarde.zip")

    with pytest.raises(ArchiveRefused, match="n’est pas vide"):
        await archive.restore(database, tmp_path / "sauvegarde.zip")


async def test_any_other_file_is_refused(sqlite: Database, tmp_path: Path) -> None:
    (tmp_path / "lettre.txt").write_text("bonjour")

    with pytest.raises(ArchiveRefused, match="n’est pas une sauvegarde"):
        await archive.restore(sqlite, tmp_path / "lettre.txt")
