"""What an announcement says an event is."""

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from dialogs.programme import learning, likely
from dialogs.programme.announcement import Announcement, Field
from dialogs.programme.labels import Labeller, Labels, words
from dialogs.programme.showings import Showing, showings
from storage.records import Occurrence, Venue

PARIS = ZoneInfo("Europe/Paris")
VENUES = (
    Venue(code="lumen", name="Cinéma Le Lumen"),
    Venue(code="med", name="Médiathèque du Port"),
    Venue(code="ville", name="Agenda de la ville"),
)


def shown(title: str, told: str = "", *, venue: str = "ville") -> Showing:
    start = datetime(2026, 12, 2, 18, tzinfo=UTC)
    one = Occurrence(
        feed=venue, uid=title, start=start, end=start, summary=title, description=told, venue=venue
    )
    return showings([one], PARIS)[0]


def labelled(title: str, told: str = "", *, venue: str = "ville") -> Labels:
    return Labeller((), VENUES).labels(shown(title, told, venue=venue))


@pytest.mark.parametrize(
    ("title", "told", "venue", "discipline", "kind"),
    [
        ("Le vent du nord (VOST)", "Drame, 1h40", "lumen", "cinema", "seance"),
        ("Bébés lecteurs", "", "med", "lecture", "lecture"),
        ("CIRQUE : Les Funambules", "Dès 6 ans", "ville", "cirque_rue", "spectacle"),
        ("Conférence : les abeilles en ville", "", "med", "sciences", "conference"),
        ("Exposition de gravures", "", "ville", "arts_plastiques", "exposition"),
    ],
)
def test_discipline_and_kind_are_the_likeliest(
    title: str, told: str, venue: str, discipline: str, kind: str
) -> None:
    found = labelled(title, told, venue=venue)

    assert (found.discipline, found.kind) == (discipline, kind)


@pytest.mark.parametrize(
    ("told", "measures"),
    [
        ("Rencontre interprétée en langue des signes. Boucle magnétique.", ("lsf", "boucle_magnetique")),
        ("Séance relax, on peut bouger", ("relax",)),
        ("Initiation à la relaxation", ()),
        ("Écran tactile à l’entrée", ()),
        ("On touche les œuvres", ("tactile",)),
        ("Accès fauteuil roulant", ("pmr",)),
        ("Ciné ad hoc", ()),
        ("", ()),
    ],
)  # fmt: skip
def test_an_accessibility_is_told_measure_by_measure_or_not_at_all(
    told: str, measures: tuple[str, ...]
) -> None:
    assert labelled("Rendez-vous", told).accessibility == measures


@pytest.mark.parametrize(
    ("told", "price"),
    [
        ("Plein 10 €, réduit 6 €", "payant"),
        ("Entrée libre", "gratuit"),
        ("Entrée libre jusqu’à 20h", "sous_condition"),
        ("8 €, gratuit pour les moins de 12 ans", "payant"),
        ("Sur réservation", None),
    ],
)
def test_a_price_is_what_is_written(told: str, price: str | None) -> None:
    assert labelled("Rendez-vous", told).price == price


@pytest.mark.parametrize(
    ("title", "told", "audience", "access"),
    [
        ("Contes", "3-6 ans", ("jeune_public",), "public"),
        ("Contes", "Pour les 0-3 ans", ("petite_enfance",), "public"),
        ("Contes", "Dès 4 ans, en famille", ("familles",), "public"),
        ("Séance scolaire : Le loup", "Réservée aux écoles", ("scolaires",), "scolaire"),
        ("Formation enseignants : le conte", "", (), "reserve_pro"),
        ("Concert", "Classe de jazz du conservatoire", (), "public"),
    ],
)
def test_publics_and_who_may_come(
    title: str, told: str, audience: tuple[str, ...], access: str
) -> None:
    found = labelled(title, told)

    assert (found.audience, found.access) == (audience, access)


@pytest.mark.parametrize(
    ("told", "ages"),
    [
        ("Garde d’enfants sur place dès 18 mois", None),
        ("Restitution de l’enquête 20-44 ans", None),
        ("14 ans et +", (14, None)),
        ("3/6 ans", (3, 6)),
    ],
)
def test_an_age_is_that_of_who_comes(told: str, ages: tuple[int, int | None] | None) -> None:
    found = labelled("Rendez-vous", told).ages

    assert (found and (found.least, found.most)) == ages


def test_a_venue_shows_what_its_own_programme_mostly_says() -> None:
    venue = Venue(code="soute", name="La Soute")
    known = [shown(f"Concert rock {number}", venue="soute") for number in range(3)]

    name_only = shown("KALIBRE 12", venue="soute")

    assert Labeller(known, (venue,)).labels(name_only).discipline == "musique"


def test_words_that_were_found_are_given_back_as_they_were_written() -> None:
    field = Field("description", "Séance « RELAX » : lumière douce, 5 € — dès 8 ans et +")

    assert [field.find(words(shape)).words for shape in ("relax", "5 euros", "ans et plus")] == [  # type: ignore[union-attr]
        "RELAX", "5 €", "ans et +",
    ]  # fmt: skip
    assert field.find(words("absent")) is None


def test_what_another_calendar_says_is_read_too() -> None:
    told = Announcement(shown("Petit-Gris"))

    assert [field.name for field in told.fields] == [
        "titre", "rubrique", "description", "autre annonce",
    ]  # fmt: skip


def test_the_weights_are_made_from_the_announcements_as_they_stand() -> None:
    about = json.loads(likely.stored().partition(b"\n")[0])

    assert about["made_from"] == learning.mark(learning.announcements()), "run `make learn`"


def test_a_few_announcements_teach_and_the_same_ones_teach_the_same() -> None:
    given = learning.announcements()[:12]

    assert learning.learn(given) == learning.learn(given)


@pytest.mark.parametrize(
    "line", ["cinéma\tFilm", "gare\tFilm\t\tcinema\tseance\tpublic", "cinéma\tFilm\t\tcinema\tseance\tall"]
)  # fmt: skip
def test_a_line_that_teaches_nothing_is_refused(
    line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dialogs.programme.learning.resources.files", lambda _: _Folder(line))

    with pytest.raises(learning.BadAnnouncement):
        learning.announcements()


class _Folder:
    def __init__(self, text: str) -> None:
        self._text = text

    def joinpath(self, _name: str) -> "_Folder":
        return self

    def read_text(self, _encoding: str) -> str:
        return self._text
