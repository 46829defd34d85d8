"""Questions about the programme: what is read, what is found, how a talk narrows it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dialogs.messages import Incoming, Sender
from dialogs.programme import answer, answer_texts, search
from dialogs.programme.ages import Ages, ages_said
from dialogs.programme.aspects import Aspect
from dialogs.programme.follow import goes_on, narrowed
from dialogs.programme.question import Part, Question
from dialogs.programme.search import Found, find
from dialogs.programme.showings import showings
from dialogs.programme.wording import read_question
from dialogs.scene import Intent, IntentName, Scene
from storage.database import Database
from storage.records import EventStatus, Feed, Occurrence, Person, Place, Venue

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=PARIS)
VENUES = (
    Venue(code="luxy", name="Cinéma municipal Le Luxy", kind="cinéma", aliases=("Le Luxy",)),
    Venue(code="artaud", name="Médiathèque Antonin-Artaud", kind="médiathèque"),
    Venue(code="plateau", name="Médiathèque du Plateau", kind="médiathèque"),
    Venue(code="galerie", name="Galerie Fernand-Léger", kind="galerie"),
)


def read(text: str) -> Question:
    return read_question(text, today=NOW.date(), venues=VENUES)


def event(summary: str, day: int, hour: int, **more: object) -> Occurrence:
    start = datetime(2026, 11, day, hour, tzinfo=PARIS).astimezone(UTC)
    values = {"venue": "luxy", "feed": "luxy", "end": start + timedelta(hours=2), **more}
    return Occurrence(uid=f"{summary}{start}", start=start, summary=summary, **values)  # type: ignore[arg-type]  # one helper for all fields


EXHIBITION = event(
    "Exposition Matières",
    1,
    0,
    venue="galerie",
    all_day=True,
    end=datetime(2026, 12, 20, tzinfo=PARIS).astimezone(UTC),
)
PROGRAMME = (
    EXHIBITION,
    event("Antigone", 24, 8),
    event("Antigone", 28, 20, description="Séance avec audiodescription."),
    event("Petit-Gris (séance scolaire)", 27, 9),
    event("Bal", 28, 15, venue="plateau", description="Entrée libre."),
    event("Jam", 28, 18, venue="artaud", description="Gratuit pour les moins de 12 ans."),
    event("Conte", 29, 11, venue="artaud", description="Gratuit, dès 3 ans", location="Square"),
    event("Atelier BD", 29, 14, venue="plateau", status=EventStatus.CANCELLED),
)


def answered(text: str) -> Found:
    return find(read(text), showings(PROGRAMME, PARIS), venues=VENUES, now=NOW)


def titles(found: Found) -> list[str]:
    return [item.title for item in found.items]


@pytest.mark.parametrize(
    ("text", "venues", "wants", "words"),
    [
        ("il y a quoi ce week-end ?", (), (), ()),
        ("la prog au Luxy", ("luxy",), (), ()),
        ("kel film a l'artaud", (), ("film",), ("artaud",)),
        ("y a quoi au ciné", ("luxy",), (), ()),
        ("programme des médiathèques", ("artaud", "plateau"), (), ()),
        ("à la médiathèque du Plateau", ("plateau",), (), ()),
        ("des concerts gratuits en LSF", (), ("gratuit", "lsf", "concert"), ()),
        ("quelque chose sur le climat ?", (), (), ("climat",)),
        ("ce qu'il y a demain dans tous les lieux", (), (), ()),
    ],
)
def test_a_question_is_read(
    text: str, venues: tuple[str, ...], wants: tuple[str, ...], words: tuple[str, ...]
) -> None:
    asked = read(text)

    assert (asked.venues, asked.wants, asked.words) == (venues, wants, words)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("demain soir", Part.EVENING),
        ("mercredi aprem", Part.AFTERNOON),
        ("jeudi après-midi", Part.AFTERNOON),
        ("mardi midi", Part.NOON),
        ("samedi matin", Part.MORNING),
        ("soirée jeux", None),
    ],
)
def test_a_part_of_the_day_is_read(text: str, part: Part | None) -> None:
    assert read(text).part == part


def test_status_is_asked_for() -> None:
    assert read("qu'est ce qui est annulé cette semaine").status is EventStatus.CANCELLED


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ce week-end", ["Exposition Matières", "Bal", "Jam", "Antigone", "Conte"]),
        ("ce week-end gratuit", ["Bal", "Conte"]),
        ("au Luxy", ["Antigone", "Antigone"]),
        ("les expos", ["Exposition Matières"]),
        ("ce week-end au cinéma le soir", ["Antigone"]),
        ("en audiodescription", ["Antigone"]),
        ("pour les scolaires", ["Petit-Gris (séance scolaire)"]),
        ("petit-gris", ["Petit-Gris (séance scolaire)"]),
        ("qu'est-ce qui est annulé cette semaine", ["Atelier BD"]),
        ("les ateliers cette semaine", []),
        ("un opéra", []),
    ],
)
def test_what_fits_is_found(text: str, found: list[str]) -> None:
    assert titles(answered(text)) == found


def test_a_cancelled_event_is_told_apart() -> None:
    found = answered("les ateliers cette semaine")

    assert [item.title for item in found.off] == ["Atelier BD"]
    assert "Annulé\u00a0: Atelier BD" in answer_texts.answer(found, VENUES).as_text()


def test_reserved_sessions_are_counted_not_shown() -> None:
    found = answered("au Luxy cette semaine")

    assert found.reserved == 1
    assert "Une séance réservée" in answer_texts.answer(found, VENUES).as_text()


NOTHING = (
    "Rien d’annoncé dans les agendas que je lis pour\u00a0: "
    "Cinéma municipal Le Luxy · mercredi 25 novembre."
)


def test_nothing_is_said_with_what_was_understood_and_the_next_date() -> None:
    found = answered("demain au Luxy")

    told = answer_texts.answer(found, VENUES).as_text().split("\n")
    assert told[:3] == [
        NOTHING,
        "Samedi 28 novembre, à la date la plus proche\u00a0:",
        "• Antigone",
    ]


def test_a_long_answer_is_folded_with_its_count() -> None:
    many = [event(f"Film {number}", 28, 8 + number) for number in range(13)]

    found = find(read("ce week-end"), showings(many, PARIS), venues=VENUES, now=NOW)

    assert "3 autres événements\u00a0:" in answer_texts.answer(found, VENUES).as_text()


def test_the_answer_for_machines_names_every_source() -> None:
    found = answered("en audiodescription")

    assert search.to_json(found, "…") == {
        "occurrences": [
            {
                "sources": [{"feed": "luxy", "start": "2026-11-28T20:00", "summary": "Antigone"}],
                "title": "Antigone",
                "start": "2026-11-28T20:00",
                "status": "confirmé",
            }
        ],
        "text": "…",
    }


@pytest.mark.parametrize(
    ("text", "follows"),
    [
        ("seulement gratuit", True),
        ("et à la médiathèque ?", True),
        ("et pour des ados ?", True),
        ("au Luxy", True),
        ("demain ?", True),
        ("quels sont les concerts du mois de mars au conservatoire", False),
    ],
)
def test_which_messages_go_on(text: str, *, follows: bool) -> None:
    assert goes_on(text, read(text)) is follows


def test_a_talk_narrows_and_changes_one_thing_at_a_time() -> None:
    asked = read("les concerts ce week-end")
    asked = narrowed(asked, read("seulement gratuit"))
    asked = narrowed(asked, read("et à la médiathèque du Plateau ?"))
    asked = narrowed(asked, read("et les expos demain ?"))

    assert (asked.wants, asked.venues, asked.start) == (
        ("gratuit", "exposition"),
        ("plateau",),
        date(2026, 11, 25),
    )


def test_a_question_survives_as_json() -> None:
    asked = read("les concerts complets ce week-end au Luxy le soir sur le climat")

    assert Question.from_json(asked.to_json()) == asked


async def test_a_talk_on_real_stores(sqlite: Database) -> None:
    async with sqlite.begin() as stores:
        for venue in VENUES:
            await stores.town.put_venue(venue)
            await stores.programme.put_feed(Feed(name=venue.code, url="x", venue=venue.code))
        for venue in VENUES:
            mine = [one for one in PROGRAMME if one.venue == venue.code]
            await stores.programme.replace(venue.code, mine)
    async with sqlite.read() as stores:
        scene = Scene(
            asker=Person(id="p1", name="Ada Morvan"),
            incoming=Incoming(
                activity_id="1",
                conversation="a:1",
                place=Place.PERSONAL,
                sender=Sender(aad_id="1", name="Ada Morvan"),
            ),
            stores=stores,
            knowledge=await sqlite.knowledge(stores),
            now=NOW,
        )
        first = Intent(name=IntentName.PROGRAMMING_QUESTION, text="il y a quoi ce week-end ?")
        asked = await answer.start(first, scene)
        then = Intent(name=IntentName.PROGRAMMING_QUESTION, text="seulement gratuit")
        assert asked.about is not None
        narrower = await answer.resume(asked.about, then, scene)
        other = Intent(
            name=IntentName.PROGRAMMING_QUESTION, text="quel est le programme du mois de décembre"
        )
        new = await answer.resume(asked.about, other, scene)

    assert narrower is not None
    lines = narrower.reply.as_text().split("\n")
    assert lines[0] == "Gratuit · du 28 au 29 novembre"
    assert [line for line in lines if line.startswith("•")] == [
        "• 15\u00a0h · Bal",
        "• 11\u00a0h · Conte",
    ]
    assert new is None


@pytest.mark.parametrize(
    ("text", "aspect", "words"),
    [
        (
            "Est-ce que la Sieste électronique est maintenue ?",
            Aspect.STATE,
            ("sieste", "electronique"),
        ),
        ("Antigone est annulé ?", Aspect.STATE, ("antigone",)),
        ("il reste des places pour l’avant-première ?", Aspect.PLACES, ("avant", "premiere")),
        ("combien coûte Boum d’hiver ?", Aspect.PRICE, ("boum", "hiver")),
        ("l’expo de la galerie finit quand ?", Aspect.END, ()),
        ("quand est la prochaine observation du ciel ?", Aspect.NEXT, ("observation", "ciel")),
        ("c’est gratuit ?", Aspect.PRICE, ()),
        ("un concert gratuit", None, ()),
        ("les prochains concerts", None, ()),
    ],
)
def test_one_side_of_a_thing_is_asked(
    text: str, aspect: Aspect | None, words: tuple[str, ...]
) -> None:
    asked = read(text)

    assert (asked.aspect, asked.words) == (aspect, words)


@pytest.mark.parametrize(
    ("text", "first", "line"),
    [
        ("l’atelier BD est maintenu ?", "Annulation annoncée pour « Atelier BD ».", ""),
        (
            "Antigone est maintenu ?",
            "Aucune annulation ni aucun report annoncé pour « Antigone ».",
            "",
        ),
        ("le bal, c’est combien ?", "« bal » · à venir", "  Prix : « Entrée libre. »"),
        (
            "combien coûte Antigone ?",
            "Les agendas ne disent pas le prix pour « Antigone » : demandez à l’équipement.",
            "  Prix : non précisé dans l’agenda",
        ),
        (
            "il reste des places pour Antigone ?",
            (
                "Les agendas ne disent pas s’il reste des places pour « Antigone » : "
                "demandez à l’équipement."
            ),
            "",
        ),
        ("l’expo de la galerie finit quand ?", "", "  Fin : samedi 19 décembre"),
    ],
)
def test_the_answer_says_only_what_the_announcement_says(text: str, first: str, line: str) -> None:
    told = answer_texts.answer(answered(text), VENUES).as_text().replace("\u00a0", " ").split("\n")

    assert not first or told[0] == first
    assert not line or line in told


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("un truc pour mon fils de 3 ans", ["Conte"]),
        ("des idées pour les 13-15 ans", []),
        ("sorties accessibles aux personnes malvoyantes", ["Antigone"]),
        ("ce week-end sauf le Luxy", ["Exposition Matières", "Bal", "Jam", "Conte"]),
        ("ce week-end mais pas les expos", ["Bal", "Jam", "Antigone", "Conte"]),
        ("connaissez-vous le fameux Petit-Gris dont on parle", ["Petit-Gris (séance scolaire)"]),
    ],
)
def test_more_that_fits_is_found(text: str, found: list[str]) -> None:
    assert titles(answered(text)) == found


def test_the_words_are_quoted_as_they_were_written() -> None:
    asked = read("l’Étranger de passage, et un opéra ?")

    assert asked.quoted == ("Étranger de passage", "opéra")


@pytest.mark.parametrize(
    ("before", "then", "follows"),
    [
        ("spectacle pour enfants samedi", "et pour les ados ?", True),
        ("spectacle pour enfants samedi", "c’est gratuit ?", True),
        ("spectacle pour enfants samedi", "à quelle heure ?", True),
        ("spectacle pour enfants samedi", "pas le luxy", True),
        ("spectacle pour enfants samedi", "montre plus", True),
        ("spectacle pour enfants samedi", "la suite", True),
        ("spectacle pour enfants samedi", "qqch demain ?", False),
        ("spectacle pour enfants samedi", "séances en audiodescription", False),
        ("spectacle pour enfants samedi", "fête de la musique", False),
    ],
)
def test_what_goes_on_and_what_begins_anew(before: str, then: str, *, follows: bool) -> None:
    assert read(before).wants
    assert goes_on(then, read(then)) is follows


def test_a_follow_up_takes_the_place_of_what_it_names_again() -> None:
    asked = read("spectacle pour enfants samedi au Luxy")
    teens = narrowed(asked, read("et pour les ados ?"))
    sunday = narrowed(teens, read("et dimanche ?"))
    elsewhere = narrowed(sunday, read("pas le luxy"))

    assert teens.wants == ("spectacle", "ados")
    assert (sunday.start, sunday.wants) == (date(2026, 11, 29), ("spectacle", "ados"))
    assert (elsewhere.venues, elsewhere.without) == ((), ("luxy",))


def test_an_answer_for_one_day_says_it_once() -> None:
    told = answer_texts.answer(answered("dimanche"), VENUES).as_text().split("\n")

    assert told[:2] == ["Dimanche 29 novembre", "• 11\u00a0h · Conte"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Dès 3 ans, gratuit.", Ages(3, None)),
        ("De 0 à 3 ans", Ages(0, 3)),
        ("13-18 ans, gratuit.", Ages(13, 18)),
        ("18-36 mois", Ages(1, 3)),
        ("Tarif 14 €, moins de 26 ans 8 €.", None),
        ("Jusqu’à 12 ans", Ages(None, 12)),
        ("Interdit aux moins de 12 ans", Ages(12, None)),
    ],
)
def test_ages_are_read_from_announcements(text: str, said: Ages | None) -> None:
    assert ages_said(text) == said
