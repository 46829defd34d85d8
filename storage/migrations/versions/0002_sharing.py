"""Sharing what people know: teaching, wishes, proposals, relayed questions, what was asked in vain.

Revision ID: 0002
Revises: 0001
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", _added("days_visibility", sa.String(), "dac"))
    op.add_column("person", _added("own_fields", sa.JSON(), "[]"))
    op.add_column("person", _added("dropped", sa.JSON(), "[]"))
    op.add_column("skill", _added("teaches", sa.Boolean(), sa.false()))
    op.add_column("skill", sa.Column("confirmed_at", sa.DateTime(timezone=True)))
    op.add_column("evidence", _added("teaches", sa.Boolean(), sa.false()))
    op.add_column("evidence", sa.Column("since", sa.Date()))
    op.create_table(
        "wish",
        sa.Column("id", sa.Integer(), nullable=False),
        _person("wish", "person_id", ondelete="CASCADE", nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("wished_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wish")),
    )
    op.create_index(op.f("ix_wish_person_id"), "wish", ["person_id"])
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        _person("proposal", "person_id", ondelete="CASCADE", nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        _person("proposal", "proposed_by", ondelete="SET NULL", nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    op.create_index(op.f("ix_proposal_person_id"), "proposal", ["person_id"])
    op.create_index(op.f("ix_proposal_proposed_by"), "proposal", ["proposed_by"])
    op.create_table(
        "relay",
        sa.Column("id", sa.Integer(), nullable=False),
        _person("relay", "asker_id", ondelete="CASCADE", nullable=True),
        sa.Column("conversation", sa.String(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("targets", sa.JSON(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relay")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_relay_asker_id"), "relay", ["asker_id"])
    op.create_index(op.f("ix_relay_expires_at"), "relay", ["expires_at"])
    op.create_table(
        "unmet",
        sa.Column("concept", sa.String(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("last_asked", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("concept", name=op.f("pk_unmet")),
    )
    op.create_table(
        "feedback",
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("concept", sa.String(), nullable=False),
        sa.Column("helpful", sa.Integer(), nullable=False),
        sa.Column("unhelpful", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "concept", name=op.f("pk_feedback")),
    )


def _added(
    name: str, kind: sa.types.TypeEngine[Any], default: str | sa.ColumnElement[bool]
) -> sa.Column[Any]:
    """A column that rows of the first schema get with a value."""
    return sa.Column(name, kind, nullable=False, server_default=default)


def _person(table: str, column: str, *, ondelete: str, nullable: bool) -> sa.Column[Any]:
    name = op.f(f"fk_{table}_{column}")
    key = sa.ForeignKey("person.id", ondelete=ondelete, name=name)
    return sa.Column(column, sa.String(), key, nullable=nullable)
