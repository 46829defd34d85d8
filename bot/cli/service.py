"""Commands that run the bot and look after it: serve, check, and the Teams package."""

import logging
from pathlib import Path
from typing import Annotated

import typer

from bot import package
from bot.cli.check import findings
from bot.cli.common import AsJson, print_json, run, say
from bot.cli.french import FrenchCommand, FrenchGroup
from bot.cli.serving import serving, stop_signal, warned_of_names
from bot.logs import set_up_logs
from bot.settings import load_settings

log = logging.getLogger(__name__)

manifest = typer.Typer(
    cls=FrenchGroup, help="Le paquet de l’application Teams.", no_args_is_help=True
)


def serve() -> None:
    """Démarre le robot : serveur, horloge, envois."""
    settings = load_settings()
    set_up_logs(level=settings.log_level, form=settings.log_format)
    for warning in warned_of_names():
        log.warning(warning)

    async def work() -> None:
        stopped = stop_signal()
        async with serving(settings):
            await stopped.wait()

    run(work())


def check(*, json_: AsJson = False) -> None:
    """Dit ce qui empêcherait le robot de travailler : réglages, base, identifiants, agendas."""
    found = run(findings(load_settings()))
    if json_:
        print_json([{"ok": item.ok, "about": item.about, "text": item.text} for item in found])
    else:
        for item in found:
            say(f"{'bon   ' if item.ok else 'À VOIR'}  {item.about} : {item.text}")
    if any(item.blocks for item in found):
        raise typer.Exit(1)


@manifest.command("build", cls=FrenchCommand)
def build(
    *, out: Annotated[Path, typer.Option(metavar="FICHIER", help="Fichier .zip à écrire.")]
) -> None:
    """Fabrique le paquet à déposer dans le centre d’administration Teams."""
    settings = load_settings()
    package.build(out, app_id=settings.app_id, public_url=settings.public_url)
    say(f"Paquet écrit : {out}")
