"""Commands about addresses to follow: the common calendar in any calendar program."""

import secrets
from typing import Annotated

import typer

from bot.cli.common import AsJson, now, print_json, run, say, town
from bot.cli.french import FrenchCommand
from bot.settings import load_settings
from dialogs.programme.named import group_in, venues_in
from dialogs.programme.showings import folded
from storage.database import Stores
from storage.records import Refusal
from storage.sharing import Subscription

_TOKEN = 32  # bytes: an address is its own password


def register(agenda: typer.Typer) -> None:
    """Adds the commands to `passerelle agenda`."""
    agenda.command("follow", cls=FrenchCommand)(follow)
    agenda.command("followed", cls=FrenchCommand)(followed)
    agenda.command("unfollow", cls=FrenchCommand)(unfollow)


def follow(
    *,
    venue: Annotated[
        str, typer.Option(metavar="ÉQUIPEMENT", help="Code ou nom d’un seul équipement.")
    ] = "",
    group: Annotated[
        str, typer.Option(metavar="GROUPE", help="Ce qui est pour un groupe de travail.")
    ] = "",
) -> None:
    """Donne l’adresse à laquelle suivre l’agenda commun dans Outlook ou ailleurs."""
    if venue and group:
        raise Refusal("Un équipement ou un groupe, pas les deux.")

    async def work() -> str:
        async with town() as database, database.begin() as stores:
            wanted = await _named(venue, group, stores)
            known = await stores.subscriptions.like(venue=wanted[0], group=wanted[1])
            if known is not None:
                return known.token
            token = secrets.token_urlsafe(_TOKEN)
            await stores.subscriptions.add(
                Subscription(token=token, venue=wanted[0], group=wanted[1], made_at=now())
            )
            return token

    say(_address(run(work())))


def followed(*, json_: AsJson = False) -> None:
    """Liste les adresses ouvertes."""

    async def work() -> tuple[Subscription, ...]:
        async with town() as database, database.read() as stores:
            return await stores.subscriptions.all()

    for one in run(work()):
        if json_:
            print_json({"token": one.token, "venue": one.venue, "group": one.group})
        else:
            say(f"{one.venue or one.group or 'tout'} : {_address(one.token)}")


def unfollow(
    token: Annotated[str, typer.Argument(help="L’adresse, ou ce qui suit /calendar/.")],
) -> None:
    """Reprend une adresse : plus personne ne peut la suivre."""
    bare = token.rpartition("/")[2].removesuffix(".ics")

    async def work() -> bool:
        async with town() as database, database.begin() as stores:
            return await stores.subscriptions.close(bare)

    if not run(work()):
        raise Refusal("Cette adresse n’est pas ouverte.")
    say("L’adresse est fermée.")


async def _named(venue: str, group: str, stores: Stores) -> tuple[str, str]:
    if group:
        found = group_in(group, await stores.town.groups())
        code = found.code if found else group
        if code not in {one.code for one in await stores.town.groups()}:
            raise Refusal(f"Je ne connais pas le groupe « {group} ».")
        return "", code
    if not venue:
        return "", ""
    venues = await stores.town.venues()
    codes = (
        [venue]
        if venue in {one.code for one in venues}
        else venues_in(folded(venue), venues).codes
    )
    if len(codes) != 1:
        raise Refusal(f"Je ne connais pas l’équipement « {venue} ».")
    return codes[0], ""


def _address(token: str) -> str:
    base = load_settings().base_url
    if not base:
        raise Refusal("PASSERELLE_PUBLIC_URL manque : personne ne pourrait suivre cette adresse.")
    return f"{base}/calendar/{token}.ics"
