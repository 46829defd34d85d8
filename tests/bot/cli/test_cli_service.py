import io
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from aiohttp.test_utils import unused_port

from tests.support.shell import Shell

pytestmark = pytest.mark.usefixtures("process_as_before")
ROOT = Path(__file__).parents[3]


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_a_chat_presses_buttons_by_their_number(
    demo: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "je m’y connais en vitrail", "1", "1", "quitter", "aide")

    told = demo("chat", "--as", "Lamine Sourdeval").lines

    assert [line for line in told if line][:11] == [
        "Vous êtes Lamine Sourdeval. « aide » montre ce que je sais faire, « quitter » arrête.",
        "J’ajoute à votre profil\u00a0:",
        "• vitrail",
        "  Visible de la direction",
        "Vous pouvez préciser\u00a0: «\u00a0niveau débutant\u00a0», «\u00a0juste pour mon équipement\u00a0».",
        "  [1] Ajouter",
        "  [2] Annuler",
        "C’est noté\u00a0: «\u00a0vitrail\u00a0». Merci\u00a0!",
        "  [1] Mon profil",
        "• Lamine Sourdeval",
        "  agent d’accueil",
    ]
    assert "• vitrail" in told


def test_a_chat_ends_with_its_input(demo: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch)

    told = demo("chat").out

    assert told == (
        "Vous êtes un·e agent·e de la direction. « aide » montre ce que je sais faire, "
        "« quitter » arrête.\n"
    )


def test_a_chat_of_nobody_known_is_refused(demo: Shell) -> None:
    assert demo.refuses("chat", "--as", "x@example.org") == (
        "Je ne connais personne du nom ou de l’adresse « x@example.org »."
    )


def test_a_demo_is_prepared_once_then_brought_up_to_date(shell: Shell) -> None:
    first = shell("demo", "--prepare").out
    second = shell("demo", "--prepare").out

    assert first == "La ville de démonstration est prête : 48 agent·es fictifs.\n"
    assert second == "La ville de démonstration est prête, son programme est à jour.\n"
    assert shell("feeds", "list").out.count(" : lu le ") >= 8
    assert shell("check").code == 0


def test_a_demo_never_touches_a_real_town(shell: Shell) -> None:
    shell("db", "upgrade")
    Path("agents.json").write_text('[{"name": "Zoé Été"}]', "utf-8")
    shell("people", "import", "agents.json")

    assert shell.refuses("demo", "--prepare").startswith(
        "Cette base contient déjà de vraies personnes : donnez-en une autre"
    )


def test_a_demo_is_tried_in_the_terminal(demo: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    port = unused_port()
    monkeypatch.setenv("PASSERELLE_PORT", str(port))
    typed(monkeypatch, "bonjour", "quitter")

    told = demo("demo", "--terminal").lines

    assert told[1:4] == [
        f"Passerelle écoute sur http://127.0.0.1:{port}",
        "Vous êtes Camille Ferrandier. « aide » montre ce que je sais faire, « quitter » arrête.",
        "Bonjour Camille. Que puis-je faire pour vous\u00a0?",
    ]


def test_the_bot_is_served_until_it_is_stopped(
    demo: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = unused_port()
    monkeypatch.setenv("PASSERELLE_PORT", str(port))
    monkeypatch.setenv("PASSERELLE_LOG_LEVEL", "warning")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    command = [sys.executable, "-m", "bot", "serve"]
    bot = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # noqa: S603 - ours
    assert bot.stdout is not None

    try:
        said = bot.stdout.readline()
        second = demo.refuses("serve")
    finally:
        bot.send_signal(signal.SIGTERM)
    ended = bot.communicate(timeout=20)

    assert said == f"Passerelle écoute sur http://127.0.0.1:{port}\n"
    assert second == (
        f"Le port {port} est déjà pris par un autre programme : arrêtez-le, ou choisissez un autre "
        "port avec PASSERELLE_PORT."
    )
    assert (bot.returncode, *ended) == (0, "", "")


def test_a_bot_without_its_schema_is_not_served(shell: Shell) -> None:
    assert shell.refuses("serve").startswith("La base n’est pas prête : lancez « passerelle db up")
