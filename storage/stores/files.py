"""Files that may be fetched for a while by whoever has their token."""

from datetime import datetime

from sqlalchemy import delete, select

from storage import tables
from storage.records import StoredFile
from storage.stores.base import Store, columns, values


class Files(Store):
    """Short-lived files behind random tokens."""

    async def put(self, file: StoredFile) -> None:
        """Keeps a file until it expires."""
        await self._run(tables.file.insert().values(**values(file)))

    async def get(self, token: str, *, now: datetime) -> StoredFile | None:
        """The file of a token that has not expired."""
        table = tables.file
        live = (table.c.token == token, table.c.expires_at > now)
        return await self._one(StoredFile, select(*columns(table, StoredFile)).where(*live))

    async def forget_before(self, moment: datetime) -> None:
        """Drops what expired before a moment."""
        await self._run(delete(tables.file).where(tables.file.c.expires_at < moment))
