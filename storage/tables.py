"""The tables. A column is named like the field of the record that it holds."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

from storage.columns import Choice, Instant, Words
from storage.records import (
    ActionStatus,
    EventStatus,
    EvidenceKind,
    Level,
    OutgoingState,
    Place,
    Role,
    Visibility,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, default="")


# One row: grows with every change to what sentences may name, so that turns can share one reading.
revision = Table(
    "revision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("value", Integer, nullable=False),
)

venue = Table(
    "venue",
    metadata,
    Column("code", String, primary_key=True),
    _text("name"),
    _text("kind"),
    _text("about"),
    Column("aliases", Words, nullable=False),
)

partner = Table(
    "partner",
    metadata,
    Column("name", String, primary_key=True),
    Column("circle", Integer, nullable=False),
    _text("discipline"),
    Column("aliases", Words, nullable=False),
)

working_group = Table(
    "working_group",
    metadata,
    Column("code", String, primary_key=True),
    _text("name"),
    _text("question"),
    Column("aliases", Words, nullable=False),
)

axis = Table(
    "axis",
    metadata,
    Column("name", String, primary_key=True),
    Column("position", Integer, nullable=False),
)

person = Table(
    "person",
    metadata,
    Column("id", String, primary_key=True),
    _text("name"),
    Column("email", String, nullable=False, index=True),
    Column("aad_id", String, unique=True),
    Column("role", Choice(Role), nullable=False),
    _text("venue"),
    _text("service"),
    _text("job_title"),
    Column("disciplines", Words, nullable=False),
    Column("languages", Words, nullable=False),
    Column("groups", Words, nullable=False),
    Column("working_days", Words, nullable=False),
    Column("days_visibility", Choice(Visibility), nullable=False),
    Column("guest", Boolean, nullable=False),
    Column("own_fields", Words, nullable=False),
    Column("dropped", Words, nullable=False),
)

skill = Table(
    "skill",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True),
    _text("text"),
    Column("level", Choice(Level)),
    _text("note"),
    Column("visibility", Choice(Visibility), nullable=False),
    Column("teaches", Boolean, nullable=False),
    Column("declared_at", Instant),
    Column("confirmed_at", Instant),
)

wish = Table(
    "wish",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True),
    _text("text"),
    Column("wished_at", Instant, nullable=False),
)

proposal = Table(
    "proposal",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True),
    _text("text"),
    Column("proposed_by", ForeignKey("person.id", ondelete="SET NULL"), index=True),
    Column("proposed_at", Instant, nullable=False),
)

relay = Table(
    "relay",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("asker_id", ForeignKey("person.id", ondelete="CASCADE"), index=True),
    Column("conversation", String, nullable=False),
    _text("question"),
    _text("subject"),
    Column("targets", Words, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False, index=True),
    Column("answered_at", Instant),
    # Buttons of old posts carry the number: another question must never get it.
    sqlite_autoincrement=True,
)

# What was asked in vain, by concept alone.
unmet = Table(
    "unmet",
    metadata,
    Column("concept", String, primary_key=True),
    Column("times", Integer, nullable=False),
    Column("last_asked", Date, nullable=False),
)

# « Utile » and « pas utile », counted by month and concept, without who said so.
feedback = Table(
    "feedback",
    metadata,
    Column("month", String, primary_key=True),
    Column("concept", String, primary_key=True),
    Column("helpful", Integer, nullable=False),
    Column("unhelpful", Integer, nullable=False),
)

evidence = Table(
    "evidence",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", Choice(EvidenceKind), nullable=False),
    _text("text"),
    Column("terms", Words, nullable=False),
    Column("level", Choice(Level)),
    _text("note"),
    Column("visibility", Choice(Visibility), nullable=False),
    Column("skill_id", ForeignKey("skill.id", ondelete="CASCADE"), index=True),
    Column("teaches", Boolean, nullable=False),
    Column("since", Date),
)

# One inverted index for both databases; the term comes first so that the key serves the search.
evidence_term = Table(
    "evidence_term",
    metadata,
    Column("term", String, primary_key=True),
    Column(
        "evidence_id",
        ForeignKey("evidence.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
)

action = Table(
    "action",
    metadata,
    Column("number", Integer, primary_key=True),
    _text("title"),
    _text("axis"),
    _text("section"),
    Column("owner_id", ForeignKey("person.id", ondelete="SET NULL"), index=True),
    Column("status", Choice(ActionStatus), nullable=False),
    Column("progress", Integer),
    Column("due", Date),
    _text("blocker"),
    Column("last_news", Date),
    Column("version", Integer, nullable=False),
)

journal = Table(
    "journal",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", Integer, nullable=False, index=True),
    Column("at", Instant, nullable=False),
    Column("author_id", ForeignKey("person.id", ondelete="SET NULL"), index=True),
    Column("before", JSON, nullable=False),
    Column("after", JSON, nullable=False),
    _text("note"),
)

feed = Table(
    "feed",
    metadata,
    Column("name", String, primary_key=True),
    _text("url"),
    _text("venue"),
    _text("etag"),
    _text("modified"),
    Column("read_at", Instant),
    Column("tried_at", Instant),
    _text("trouble"),
    Column("warnings", Words, nullable=False),
    Column("added_by", ForeignKey("person.id", ondelete="SET NULL")),
)

occurrence = Table(
    "occurrence",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("feed", ForeignKey("feed.name", ondelete="CASCADE"), nullable=False, index=True),
    _text("uid"),
    Column("start", Instant, nullable=False, index=True),
    Column("end", Instant, nullable=False),
    _text("summary"),
    Column("all_day", Boolean, nullable=False),
    Column("status", Choice(EventStatus), nullable=False),
    _text("location"),
    _text("description"),
    Column("categories", Words, nullable=False),
    _text("url"),
    _text("venue"),
)

channel = Table(
    "channel",
    metadata,
    Column("conversation", String, primary_key=True),
    Column("group", String, nullable=False),
    Column("weekday", Integer, nullable=False),
    Column("at", String, nullable=False),
    Column("paused_until", Date),
    Column("connected_by", ForeignKey("person.id", ondelete="SET NULL")),
    _text("name"),
)

reference = Table(
    "reference",
    metadata,
    Column("conversation", String, primary_key=True),
    Column("place", Choice(Place), nullable=False),
    _text("service_url"),
    _text("tenant_id"),
    _text("bot_id"),
    _text("bot_name"),
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), index=True),
    _text("team_id"),
    _text("name"),
    Column("active", Boolean, nullable=False),
    _text("silent_because"),
)

outgoing = Table(
    "outgoing",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String, nullable=False, unique=True),
    Column("conversation", String, nullable=False),
    Column("body", JSON, nullable=False),
    _text("kind"),
    Column("state", Choice(OutgoingState), nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("expires_at", Instant),
    Column("attempts", Integer, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("lease_until", Instant),
    _text("reason"),
    _text("activity_id"),
    Column("settled_at", Instant),
    Index("ix_outgoing_state_due_at", "state", "due_at"),
)

talk = Table(
    "talk",
    metadata,
    Column("key", String, primary_key=True),
    Column("conversation", String, nullable=False),
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    Column("state", JSON, nullable=False),
    Column("expires_at", Instant, nullable=False),
    _text("closed"),
    Column("closed_at", Instant),
    Index("ix_talk_conversation_person_id", "conversation", "person_id"),
)

turn = Table(
    "turn",
    metadata,
    Column("conversation", String, primary_key=True),
    Column("activity_id", String, primary_key=True),
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE")),
    Column("reply", JSON),
    Column("about", JSON(none_as_null=True)),
    Column("at", Instant, nullable=False, index=True),
    Index("ix_turn_person_id_conversation_at", "person_id", "conversation", "at"),
)

subscription = Table(
    "subscription",
    metadata,
    Column("token", String, primary_key=True),
    _text("venue"),
    _text("group"),
    Column("made_at", Instant, nullable=False),
)

file = Table(
    "file",
    metadata,
    Column("token", String, primary_key=True),
    _text("name"),
    _text("content_type"),
    Column("content", LargeBinary, nullable=False),
    Column("expires_at", Instant, nullable=False),
)
