"""Commands about the weekly digest."""

from enum import StrEnum
from typing import Annotated

import typer

from bot.cli.common import now, print_json, run, say, town
from bot.cli.days import week as read_week
from bot.cli.french import FrenchCommand, FrenchGroup
from bot.jobs.digests import send_now
from bot.settings import load_settings
from bot.teams.cards import card as adaptive_card
from dialogs.programme import texts
from dialogs.programme.digest import Digest
from dialogs.programme.digest_data import to_json
from dialogs.programme.named import group_in
from dialogs.programme.sending import week_of
from storage.records import Group, Refusal

digest = typer.Typer(cls=FrenchGroup, help="Le récap de la semaine.", no_args_is_help=True)


class Format(StrEnum):
    """How a preview is printed."""

    TEXT = "text"
    CARD = "card"
    JSON = "json"


GroupName = Annotated[str, typer.Option("--group", metavar="GROUPE", help="Code ou nom.")]
WeekName = Annotated[str, typer.Option("--week", metavar="SEMAINE", help="Par exemple 2026-W48.")]


@digest.command("preview", cls=FrenchCommand)
def preview(
    *,
    group: GroupName,
    week: WeekName,
    form: Annotated[Format, typer.Option("--format", help="text, card ou json.")] = Format.TEXT,
) -> None:
    """Montre le récap d’un groupe pour une semaine, sans l’envoyer."""
    wanted = read_week(week)

    async def work() -> Digest:
        async with town() as database, database.read() as stores:
            knowledge = await database.knowledge(stores)
            chosen = _group(group, knowledge.groups)
            zone = load_settings().zone
            return await week_of(stores, chosen, wanted, knowledge=knowledge, zone=zone)

    made = run(work())
    match form:
        case Format.JSON:
            print_json(to_json(made))
        case Format.CARD:
            print_json(adaptive_card(texts.card(made)))
        case Format.TEXT:
            say(texts.card(made).as_text())


@digest.command("send", cls=FrenchCommand)
def send(*, group: GroupName, week: WeekName) -> None:
    """Écrit le récap d’un groupe dans la file d’envoi ; le robot l’envoie aussitôt."""
    wanted = read_week(week)

    async def work() -> int | None:
        async with town() as database:
            async with database.read() as stores:
                chosen = _group(group, (await database.knowledge(stores)).groups)
            return await send_now(database, group=chosen.code, week=wanted, now=now())

    written = run(work())
    if written is None:
        raise Refusal("Aucun canal ne suit ce groupe : reliez-en un par une phrase dans ce canal.")
    if written == 0:
        raise Refusal(f"Le récap de la semaine {week} est déjà parti, ou en route.")
    say(f"Récap mis en file pour {written} {'canal' if written == 1 else 'canaux'}.")


def _group(text: str, groups: tuple[Group, ...]) -> Group:
    exact = next((group for group in groups if group.code == text), None)
    found = exact or group_in(text, groups)
    if found is None:
        known = ", ".join(group.code for group in groups)
        raise Refusal(f"Je ne connais pas le groupe « {text} ». Il y a : {known}.")
    return found
