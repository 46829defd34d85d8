"""Evidence lines and the inverted index that finds them; the ranking is in dialogs."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Integer, String, bindparam, delete, func, select

from storage import tables
from storage.records import Evidence, EvidenceKind
from storage.stores.base import Store, columns, values


class Experts(Store):
    """Keeps what may answer « qui connaît … ? » and fetches the lines that hold given terms."""

    async def replace(
        self, person_id: str, lines: Iterable[Evidence], *, kinds: Collection[EvidenceKind]
    ) -> None:
        """Puts these lines in the place of all lines of the given kinds that a person had."""
        table = tables.evidence
        old = delete(table).where(table.c.person_id == person_id, table.c.kind.in_(kinds))
        await self._run(old)
        await self.add(tuple(lines))
        await self._moved()

    async def add(self, lines: Sequence[Evidence]) -> None:
        """Adds lines and their terms."""
        if not lines:
            return
        table = tables.evidence
        made = table.insert().returning(table.c.id, sort_by_parameter_order=True)
        done = await self._run(made, [values(line) for line in lines])
        rows = [
            {"term": term, "evidence_id": line_id}
            for line, (line_id,) in zip(lines, done, strict=True)
            for term in sorted(set(line.terms))
        ]
        if rows:
            await self._run(tables.evidence_term.insert(), rows)

    async def of(self, person_id: str) -> tuple[Evidence, ...]:
        """All lines about somebody."""
        table = tables.evidence
        mine = select(*columns(table, Evidence)).where(table.c.person_id == person_id)
        return await self._all(Evidence, mine.order_by(table.c.id))

    async def count(self) -> int:
        """How many lines there are: the N of the ranking."""
        return int((await self._run(select(func.count(tables.evidence.c.id)))).scalar_one())

    async def frequencies(self, terms: Collection[str]) -> dict[str, int]:
        """In how many lines each term stands; a term that stands nowhere is absent."""
        counted = await self._run(_COUNTED, {"terms": sorted(terms)})
        return {str(row[0]): int(row[1]) for row in counted}

    async def candidates(
        self, terms: Collection[str], *, limit: int = 2000
    ) -> tuple[Evidence, ...]:
        """The lines that hold at least one of the terms, in a stable order."""
        given = {"terms": sorted(terms), "limit": limit}
        return await self._all(Evidence, _CANDIDATES, given)

    async def vocabulary(self) -> tuple[str, ...]:
        """Every term once, in order: what a misspelt word may have meant."""
        table = tables.evidence_term
        return tuple(
            (await self._run(select(table.c.term).distinct().order_by(table.c.term))).scalars()
        )


# Asked at every question: made once, so that only the terms are new each time.
_line, _index = tables.evidence.c, tables.evidence_term.c
_terms = bindparam("terms", type_=String, expanding=True)
_COUNTED = (
    select(_index.term, func.count(_index.evidence_id))
    .where(_index.term.in_(_terms))
    .group_by(_index.term)
)
_CANDIDATES = (
    select(*columns(tables.evidence, Evidence))
    .where(_line.id.in_(select(_index.evidence_id).where(_index.term.in_(_terms))))
    .order_by(_line.id)
    .limit(bindparam("limit", type_=Integer))
)
