from datetime import UTC, datetime

import pytest

from dialogs.programme.address import checked, host_of
from dialogs.programme.orders import Do, Order, goes_on_again, read_feed_order, read_order
from dialogs.programme.status import read_status
from storage.records import EventStatus, Occurrence, Refusal


@pytest.mark.parametrize(
    ("text", "do"),
    [
        ("ce canal suit le groupe handicap", Do.CONNECT),
        ("branche ce canal sur les publics adultes", Do.CONNECT),
        ("abonne ce canal au groupe communication", Do.CONNECT),
        ("déconnecte ce canal", Do.DISCONNECT),
        ("désabonne le canal Communication", Do.DISCONNECT),
        ("on ne veut plus recevoir le récap ici", Do.DISCONNECT),
        ("stop le digest", Do.DISCONNECT),
        ("pause jusqu'au 4 janvier", Do.PAUSE),
        ("suspends le récap pendant les vacances d'été", Do.PAUSE),
        ("reprends", Do.RESUME),
        ("reprends les envois", Do.RESUME),
        ("c'est reparti", Do.RESUME),
        ("on reprend", Do.RESUME),
        ("fin de la pause", Do.RESUME),
        ("remets le récap en route", Do.RESUME),
        ("envoie le récap le mardi à 9 h", Do.SCHEDULE),
        ("mets le digest à 9h plutôt que 8h", Do.SCHEDULE),
        ("montre les réglages", Do.SETTINGS),
        ("à quoi ce canal est-il abonné ?", Do.SETTINGS),
        ("c'est quel jour que tu envoies le récap ?", Do.SETTINGS),
        ("montre le récap", Do.PREVIEW),
        ("renvoie-moi le récap de cette semaine", Do.PREVIEW),
        ("envoie le récap maintenant", Do.SEND),
        ("passe le récap en mensuel", Do.NOT_YET),
        ("seulement le cinéma et les médiathèques dans notre récap", Do.NOT_YET),
        ("ajoute l'agenda du Luxy", Do.FEED_ADD),
        ("quels agendas lis-tu ?", Do.FEED_LIST),
        ("retire l'agenda du Luxy", Do.FEED_REMOVE),
        ("relis les agendas", Do.FEED_REFRESH),
    ],
)
def test_a_sentence_is_an_order(text: str, do: Do) -> None:
    assert read_order(text, {}) == Order(do)


@pytest.mark.parametrize(
    ("text", "op", "do"),
    [
        ("on est de retour", "resume", Do.RESUME),
        ("d'où viennent tes dates", "list_feeds", Do.FEED_LIST),
    ],
)
def test_the_slot_helps_when_the_words_do_not(text: str, op: str, do: Do) -> None:
    assert read_order(text, {"op": op}) == Order(do)


def test_an_address_is_taken_without_the_sentence_around_it() -> None:
    order = read_order("Ajoute l’agenda du Luxy : https://agenda.example/luxy.ics?cle=1.", {})

    assert order == Order(Do.FEED_ADD, "https://agenda.example/luxy.ics?cle=1")


@pytest.mark.parametrize(
    "text", ["agenda culturel de la semaine prochaine svp", "l'agenda du conservatoire demain"]
)
def test_a_question_about_the_agenda_is_no_order(text: str) -> None:
    assert read_feed_order(text) is None


def test_webcal_is_https() -> None:
    assert checked("webcal://agenda.example/a.ics") == "https://agenda.example/a.ics"


@pytest.mark.parametrize(
    "url",
    [
        "http://agenda.example/a.ics",
        "https://moi:secret@agenda.example/a.ics",
        "https://localhost/a.ics",
        "https://[bad/a.ics",
        "https://agenda.example/" + "a" * 3000,
    ],
)
def test_an_address_is_refused_with_a_reason(url: str) -> None:
    with pytest.raises(Refusal) as refused:
        checked(url)

    assert refused.value.reason.endswith((".", "!"))


def test_only_the_host_of_an_address_is_shown() -> None:
    assert host_of("https://agenda.example/private-abc/basic.ics") == "agenda.example"
    assert host_of("/srv/agendas/luxy.ics") == "fichier"


@pytest.mark.parametrize(
    ("summary", "status", "title"),
    [
        ("[ANNULÉ] Antigone", EventStatus.CANCELLED, "Antigone"),
        ("Antigone (annulée)", EventStatus.CANCELLED, "Antigone"),
        ("ANNULE Antigone", EventStatus.CANCELLED, "Antigone"),
        ("Bal ANNULÉ (pluie)", EventStatus.CANCELLED, "Bal (pluie)"),
        ("Annulé : Antigone", EventStatus.CANCELLED, "Antigone"),
        ("Concert (REPORTÉ au 11/12)", EventStatus.POSTPONED, "Concert (au 11/12)"),
        ("Reporté - Concert", EventStatus.POSTPONED, "Concert"),
        ("Jam - COMPLET", EventStatus.FULL, "Jam"),
        ("COMPLET ! Jam", EventStatus.FULL, "Jam"),
        ("Complet bleu", EventStatus.CONFIRMED, "Complet bleu"),
        ("Un reportage sur l’eau", EventStatus.CONFIRMED, "Un reportage sur l’eau"),
        ("Annulé", EventStatus.CONFIRMED, "Annulé"),
        ("  Deux   espaces ", EventStatus.CONFIRMED, "Deux espaces"),
    ],
)
def test_a_mark_of_the_title_is_a_status(summary: str, status: EventStatus, title: str) -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)

    assert read_status(Occurrence(feed="luxy", uid="1", start=now, end=now, summary=summary)) == (
        status,
        title,
    )


def test_the_more_serious_status_wins() -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    off = Occurrence(
        feed="a", uid="1", start=now, end=now, summary="(complet) A", status=EventStatus.CANCELLED
    )

    assert read_status(off)[0] is EventStatus.CANCELLED


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("reprends", True),
        ("Allez, on reprend !", True),
        ("c’est reparti", True),
        ("reprends les envois stp", True),
        ("fin de la pause", True),
        ("reprends l’action 12", False),
        ("la reprise des ateliers, c’est quand ?", False),
    ],
)
def test_what_says_only_reprends(text: str, *, only: bool) -> None:
    assert goes_on_again(text) is only
