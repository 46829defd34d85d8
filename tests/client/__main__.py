"""The three jobs by typing and clicking in Microsoft's own client: `make pictures`.

Starts the demo as `make run` does, in an empty folder, opens the Agents Playground in headless
Chromium, checks what a person would see, and keeps the pictures that the README shows.
Needs Node.js, npm, Chromium and its driver.
"""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.playground import PORT
from tests.support.browser import Person, missing, person_at

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
_PATIENCE = 180.0  # npm may have to fetch the client first


def main() -> None:
    """Plays the journeys; a step that does not show what it should ends with an error."""
    lacking = missing()
    if lacking:
        sys.exit(f"The real client needs: {lacking}")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        _demo(Path(folder)),
        person_at(f"http://localhost:{PORT}", size="1440,1060") as me,
    ):
        try:
            _play(me)
        except TimeoutError:
            me.pictures(Path("last-seen.png"))
            sys.exit(f"Not seen in time; the screen is in last-seen.png:\n{me.reads()}")
    print(f"Seen in the real client; pictures in {PICTURES}")


def _play(me: Person) -> None:
    me.sees("je suis Passerelle")
    me.closes_log()
    _asks(me)
    _updates(me)
    _reads_the_digest(me)


def _asks(me: Person) -> None:
    me.says("Bonjour, qui connaît la LSF ?")
    me.sees("Compétence déclarée")
    me.pictures(PICTURES / "expert.png")
    me.says("je m’y connais en reliure japonaise")
    me.clicks("Ajouter")
    me.sees("C’est noté : « reliure japonaise »")
    me.says("oublie la reliure japonaise")
    me.clicks("Retirer")
    me.sees("C’est retiré")


def _updates(me: Person) -> None:
    me.says("la charte est en retard, on vise le 15 mars")
    me.sees("15 mars")
    me.pictures(PICTURES / "update.png")
    me.says("oui")
    me.sees("C’est noté")
    me.says("où en est l’action 12 ?")
    me.says("l’action 999 est terminée")
    me.sees("999")


def _reads_the_digest(me: Person) -> None:
    me.enters("Groupe handicap")
    me.posts("ce canal suit le groupe handicap")
    me.sees("Je connecte ce canal")
    me.clicks("Connecter le canal")
    me.sees("C’est fait : ce canal suit")
    me.posts("envoie le récap maintenant")
    me.clicks("Envoyer maintenant")
    me.sees("Le programme du")
    me.pictures(PICTURES / "digest.png")


@contextmanager
def _demo(folder: Path) -> Iterator[None]:
    environment = {
        **os.environ,
        "PASSERELLE_DATABASE_URL": "sqlite:///passerelle.db",
        "PASSERELLE_PORT": str(_free_port()),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "demo", "--no-browser"], cwd=folder, env=environment
    )
    try:
        asyncio.run(_answers(f"http://localhost:{PORT}/_debug/ping"))
        yield
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


async def _answers(url: str) -> None:
    async with asyncio.timeout(_PATIENCE):
        while True:
            try:
                await asyncio.to_thread(urllib.request.urlopen, url, timeout=5)
            except OSError:
                await asyncio.sleep(0.5)
            else:
                return


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


if __name__ == "__main__":
    main()
