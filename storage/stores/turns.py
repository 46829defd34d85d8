"""Activities that were answered: a repeated one gets the same answer and has no second effect."""

from datetime import datetime, timedelta

from sqlalchemy import String, and_, bindparam, delete, select

from storage import tables
from storage.columns import Instant
from storage.records import Opening, Talk, Turn
from storage.stores.base import Store, columns, prepared_insert, values

_TALK = columns(tables.talk, Talk)


class Turns(Store):
    """The memory of answered activities, kept for a week."""

    async def opening(
        self, conversation: str, aad_id: str, *, now: datetime, lasts: timedelta
    ) -> Opening:
        """Everything a turn starts from, in one query. A subject `lasts` from its last turn on."""
        given = {
            "conversation": conversation,
            "aad_id": aad_id,
            "now": now,
            "since": now - lasts,
        }
        revision, person_id, about, *talk = (await self._run(_OPENING, given)).one()
        fields = dict(zip((column.name for column in _TALK), talk, strict=True))
        question = Talk(**fields) if fields["key"] is not None else None
        return Opening(revision=revision, person_id=person_id, question=question, about=about)

    async def put(self, turn: Turn) -> bool:
        """Keeps the answer to an activity; False when it was answered before."""
        insert = _INSERT[self._connection.dialect.name]
        return (await self._run(insert, values(turn))).rowcount == 1

    async def get(self, conversation: str, activity_id: str) -> Turn | None:
        """The turn that answered an activity."""
        table = tables.turn
        same = (table.c.conversation == conversation, table.c.activity_id == activity_id)
        return await self._one(Turn, select(*columns(table, Turn)).where(*same))

    async def forget_before(self, moment: datetime) -> None:
        """Drops turns older than a moment."""
        await self._run(delete(tables.turn).where(tables.turn.c.at < moment))


_INSERT = prepared_insert(tables.turn)
_conversation = bindparam("conversation", type_=String)
_person, _turn, _talk = tables.person.c, tables.turn.c, tables.talk.c
_ABOUT = (
    select(_turn.about)
    .where(
        _turn.person_id == _person.id,
        _turn.conversation == _conversation,
        _turn.at > bindparam("since", type_=Instant),
        _turn.about.is_not(None),
    )
    .order_by(_turn.at.desc())
    .limit(1)
    .scalar_subquery()
)
_OPENING = select(tables.revision.c.value, _person.id, _ABOUT, *_TALK).select_from(
    tables.revision.outerjoin(tables.person, _person.aad_id == bindparam("aad_id")).outerjoin(
        tables.talk,
        and_(
            _talk.person_id == _person.id,
            _talk.conversation == _conversation,
            _talk.closed == "",
            _talk.expires_at > bindparam("now", type_=Instant),
        ),
    )
)
