import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.teams import outgoing
from bot.teams.cards import card
from bot.teams.cards.escape import is_link, link, markdown
from bot.teams.clicks import RESERVED
from bot.teams.http import encode
from bot.teams.wire import clean
from dialogs.messages import Choose, Entry, Facts, Fold, Heading, Link, Part, Reply, Say, Text, say
from dialogs.typography import typeset
from tests.support.card_schema import problems, walk

GOLDEN = Path(__file__).parents[1] / "cards"
CHAT = "https://teams.microsoft.com/l/chat/0/0?users=lia@ville.example"

FOUND = Reply(
    parts=(
        Heading("Médiation culturelle\u00a0: deux personnes"),
        Text("Elles l’ont déclaré elles-mêmes."),
        Entry(
            "Lia Marchetti",
            ("Médiathèque Antonin-Artaud", "Joignable le mardi et le jeudi"),
            quote="médiation, visites en LSF",
            links=(Link("Écrire à Lia", CHAT), Link("Sa fiche", "https://ville.example/lia_m")),
        ),
        Entry("Noé Faure", ("Cinéma Le Luxy",), quote="accueil des groupes"),
    ),
    buttons=(Say("Qui d’autre\u00a0?", "Qui d’autre connaît la médiation\u00a0?"),),
)
QUESTION = Reply(
    parts=(
        Heading("Je note ceci\u00a0?"),
        Facts((("Action", "12 – Carte unique"), ("État", "en cours"), ("Échéance", "30 juin"))),
        Text("Rien n’est encore enregistré.", subtle=True),
    ),
    buttons=(
        Choose("Non, corriger", "non"),
        Choose("Oui, noter", "oui", primary=True),
        Link("Voir le plan", "https://ville.example/plan"),
    ),
    key="k-123",
)
DIGEST = Reply(
    parts=(
        Heading("Programme du 23 au 29 novembre"),
        Text("Choisi pour le groupe Publics."),
        Heading("Mardi 24 novembre", level=2),
        Entry("Ciné-goûter", ("14 h 30 – Le Luxy", "dès 4 ans")),
        Entry(
            "Concert (complet)", ("20 h 30 – Le Hangar",), links=(Link("Fiche", "http://x.fr"),)
        ),
        Fold(
            "Voir 2 autres rendez-vous",
            (
                Heading("Jeudi 26 novembre", level=2),
                Entry("Atelier", ("10 h – Galerie",)),
                Text("Sur inscription.", subtle=True),
                Facts((("Jauge", "12 places"),)),
            ),
        ),
    ),
    buttons=(Say("Le programme de demain", "Que se passe-t-il demain\u00a0?"),),
)
PLAIN = say("C’est noté.", "Bonne journée\u00a0!")

GOLDENS = {"found": FOUND, "question": QUESTION, "digest": DIGEST, "plain": PLAIN}


def built(reply: Reply) -> dict[str, Any]:
    shown = card(reply)
    assert shown is not None
    return shown


def shown_texts(shown: dict[str, Any]) -> list[str]:
    return [element["text"] for _, element in walk(shown) if element["type"] == "TextBlock"]


@pytest.mark.parametrize("name", GOLDENS)
def test_card_is_as_it_was_agreed(name: str, request: pytest.FixtureRequest) -> None:
    """`pytest --update` renews the golden files."""
    activity = outgoing.activity(GOLDENS[name])
    path = GOLDEN / f"{name}.json"
    if request.config.getoption("--update"):
        path.write_text(json.dumps(activity, ensure_ascii=False, indent=2) + "\n", "utf-8")

    assert activity == json.loads(path.read_text("utf-8"))


@pytest.mark.parametrize("name", GOLDENS)
def test_card_follows_the_schema_and_our_promises(name: str) -> None:
    assert problems(built(GOLDENS[name])) == []


def test_checker_finds_what_is_wrong() -> None:
    wrong = built(QUESTION)
    wrong["body"][0]["colour"] = "red"
    wrong["body"][1]["facts"][0].pop("value")
    wrong["actions"][0].pop("fallback")
    wrong["body"].append({"type": "Carousel"})

    found = "\n".join(problems(wrong))

    assert "'colour' was unexpected" in found
    assert "'value' is a required property" in found
    assert "no fallback for older clients" in found
    assert "unknown element 'Carousel'" in found


def test_short_answer_is_text_that_nothing_formats() -> None:
    activity = outgoing.activity(PLAIN)

    assert activity["textFormat"] == "plain"
    assert activity["text"] == "C’est noté.\n\nBonne journée\u00a0!"
    assert "attachments" not in activity


def test_card_travels_without_text_beside_it() -> None:
    activity = outgoing.activity(FOUND)

    assert "text" not in activity
    assert activity["summary"] == "Médiation culturelle\u00a0: deux personnes"


def test_primary_button_stands_first_and_the_seventh_is_secondary() -> None:
    choices = tuple(Choose(f"Choix {n}", str(n)) for n in range(6))
    reply = Reply(parts=(Text("?"),), buttons=(*choices, Choose("Oui", "oui", primary=True)))

    actions = built(reply)["actions"]

    assert [action["title"] for action in actions][:2] == ["Oui", "Choix 0"]
    assert [action.get("mode") for action in actions] == [None] * 6 + ["secondary"]


def test_button_carries_its_data_twice() -> None:
    action = built(QUESTION)["actions"][0]

    assert action["verb"] == "choisir"
    assert action["data"] == action["fallback"]["data"] == {"talk": "k-123", "choice": "oui"}


@pytest.mark.parametrize("button", [Choose("Oui", "oui"), Say("Aide", "aide")])
def test_button_s_data_names_nothing_that_an_element_of_a_card_has(button: Choose | Say) -> None:
    action = built(Reply(parts=(Text("?"),), buttons=(button,), key="k-123"))["actions"][0]

    assert RESERVED.isdisjoint(action["data"])


def test_fold_opens_and_closes() -> None:
    body = built(DIGEST)["body"]
    hidden = [element for element in body if element.get("isVisible") is False]
    toggles = [
        element for _, element in walk(body) if element["type"] == "Action.ToggleVisibility"
    ]

    assert [element["type"] for element in hidden] == ["Container", "ActionSet"]
    assert [toggle["title"] for toggle in toggles] == ["Voir 2 autres rendez-vous", "Replier"]
    assert toggles[0]["targetElements"] == toggles[1]["targetElements"]


def test_fold_without_a_label_has_one() -> None:
    reply = Reply(parts=(Fold("", (Text("a"),)),))

    assert built(reply)["body"][0]["actions"][0]["title"] == "Voir la suite"


def test_link_of_another_kind_is_told_not_opened() -> None:
    link_out = Link("Le site", "http://vieux.example")
    reply = Reply(parts=(Text("a"),), buttons=(link_out,))

    shown = built(reply)

    assert "actions" not in shown
    assert shown_texts(shown)[-1] == "Le site\u00a0: http://vieux.example"


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://ville.example/a(b)", True),
        ("msteams://teams.microsoft.com/l/x", True),
        ("http://ville.example", False),
        ("javascript:alert(1)", False),
        ("https:ville", False),
        ("https://ville.example@evil.example", False),
        ("https://ville.example/\u202efdp", False),
        ('https://ville.example/"x', False),
        ("https://[ville", False),
        ("", False),
    ],
)
def test_only_plain_https_and_teams_addresses_are_links(url: str, *, good: bool) -> None:
    assert is_link(url) == good


def test_address_cannot_leave_its_brackets() -> None:
    assert link(Link("a]b", "https://v.example/x)y(z?q=1&u=a@b")) == (
        "[a\\]b](https://v.example/x%29y%28z?q=1&u=a@b)"
    )


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://v.example/a_b?c_d=~e", "https://v.example/a_b?c_d=~e"),
        ("http://127.0.0.1:3978/files/_a_-b__c", "http://127.0.0.1:3978/files/%5Fa%5F-b%5F%5Fc"),
    ],
)
def test_an_address_in_a_text_has_no_backslash(address: str, shown: str) -> None:
    assert markdown(f"*Voir* a_b {address}.") == f"\\*Voir\\* a\\_b {shown}."


@pytest.mark.parametrize(
    ("url", "ours", "good"),
    [
        ("http://127.0.0.1:3978/files/a_b", True, True),
        ("http://127.0.0.1:3978/files/a_b", False, False),
        ("http://ville.example/files/a", True, False),
    ],
)
def test_only_the_bots_own_address_on_this_machine_opens(
    url: str, *, ours: bool, good: bool
) -> None:
    shown = built(Reply(parts=(Text("Voici"),), buttons=(Link("Ouvrir", url, ours=ours),)))

    assert ("actions" in shown) == good


def entries(count: int, size: int = 300) -> tuple[Part, ...]:
    return tuple(Entry(f"Rendez-vous {n}", ("é" * size,)) for n in range(count))


@pytest.mark.parametrize("folded", [True, False])
def test_long_card_is_cut_at_whole_entries_and_says_so(*, folded: bool) -> None:
    parts = entries(100)
    reply = Reply(
        parts=(Heading("Semaine"), Fold("Voir", parts)) if folded else parts,  # type: ignore[arg-type]  # entries fit a fold
        buttons=QUESTION.buttons,
        key="k",
    )

    shown = built(reply)

    titles = [text for text in shown_texts(shown) if text.startswith("Rendez-vous")]
    assert titles == [f"Rendez-vous {n}" for n in range(len(titles))]
    assert 20 < len(titles) < 100
    assert shown_texts(shown)[-1] == f"… et {100 - len(titles)}\u00a0autres"
    assert len(shown["actions"]) == 3
    assert problems(shown) == []


def test_cut_leaves_no_lonely_heading() -> None:
    days = [part for n, e in enumerate(entries(90)) for part in (Heading(f"Jour {n}", 2), e)]

    shown = built(Reply(parts=tuple(days)))

    assert shown["body"][-2]["type"] == "Container"


def test_long_paragraphs_are_cut_honestly() -> None:
    reply = Reply(parts=tuple(Text("é" * 9_000) for _ in range(9)), buttons=QUESTION.buttons)

    shown = built(reply)

    assert shown_texts(shown)[0].endswith("é…")
    assert shown_texts(shown)[-1] == "… La suite est trop longue pour être affichée ici."
    assert problems(shown) == []


def test_what_no_card_holds_is_said_as_text() -> None:
    buttons = tuple(Say(f"Oui {n}", "é" * 900) for n in range(40))
    reply = Reply(parts=(Text("Bonjour"),), buttons=buttons)

    assert card(reply) is None
    assert outgoing.activity(reply)["text"].startswith("Bonjour")
    assert outgoing.invoke_response(reply)["type"].endswith("activity.message")


def test_empty_text_leaves_no_hole() -> None:
    assert problems(built(Reply(parts=(Text(" "), Entry("", ("",)))))) == []


NASTY = [
    "*gras* _penché_ **très** __fort__ ~~barré~~",
    "[cliquez](https://evil.example) ![image](https://evil.example/x.png)",
    "<b>gras</b> <at>Lia</at> <script>alert(1)</script> <!-- x -->",
    "<https://evil.example> &lt;b&gt; &#60; &copy;",
    "# Titre\n## Autre\n> cité\n- liste\n+ liste\n1. un\n2026. Une année\n3) trois",
    "Titre\n===\nAutre\n---\n***\n___",
    "`code` ```bloc``` \\*échappé\\*",
    "    code en retrait\n\tencore",
    "a_b_c 2*3*4 C:\\temp f(x) [1] (2) lia_m@ville.example",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "\u202egnihton\u202c\u200b \x00\x07 fin",
    "[a]: https://evil.example\n[a]",
    "https\\://evil ](x) [x]( <a href=x>",
]


def rendered(text: str) -> str:
    html = MarkdownIt("commonmark", {"html": True}).enable(["strikethrough", "table"])
    return str(html.render(markdown(text)))


def visible(html: str) -> str:
    paragraphs = html.replace("</p>\n<p>", "\n").removeprefix("<p>").strip().removesuffix("</p>")
    for entity, char in {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&"}.items():
        paragraphs = paragraphs.replace(entity, char)
    return paragraphs


def expected(text: str) -> str:
    lines = (line.strip(" \t") for line in typeset(clean(text)).split("\n"))
    return "\n".join(line for line in lines if line)


@pytest.mark.parametrize("text", NASTY)
def test_peoples_words_are_shown_letter_for_letter(text: str) -> None:
    got = visible(rendered(text)).replace("\u00a0", " ")

    assert got == expected(text).replace("\u00a0", " ")


@given(st.text(alphabet="ab1 *_`[]()~<>#&;!-+=|.:/\\\n\t@é", max_size=40))
def test_no_text_ever_becomes_formatting(text: str) -> None:
    html = rendered(text)

    tags = html.replace("<p>", "").replace("</p>", "")
    assert "<" not in tags


@given(st.text(max_size=60))
def test_any_text_makes_a_valid_card(text: str) -> None:
    parts = (Heading(text), Text(text), Entry(text, (text,), text), Facts(((text, text),)))
    reply = Reply(parts=parts, buttons=(Say("Dire", text), Choose("Oui", text)), key="k")

    shown = built(reply)
    encode(shown).decode()

    assert problems(shown) == []


def test_ordinary_french_is_left_alone_but_for_its_spaces() -> None:
    text = "« L’atelier (salle 2) » – 20 h 30, dès 3 ans, < 12 €, #Publics & élu·es ~ 40 places"

    assert markdown(text) == typeset(text)
