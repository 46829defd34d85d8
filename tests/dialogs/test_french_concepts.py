"""The thesaurus holds nothing that a careful reader would object to, and enough."""

import pytest

from dialogs.french.concepts import BadConcept, Thesaurus, thesaurus
from dialogs.french.words import stems

_MANY, _MOST = 1_500, 2 / 3


def test_thesaurus_has_no_fault() -> None:
    assert thesaurus().faults() == []


def test_it_covers_the_field_with_several_wordings() -> None:
    concepts = thesaurus().concepts()
    rich = [one for one in concepts if len({stems(phrase) for phrase in one.phrases}) > 2]

    assert len(concepts) >= _MANY
    assert len(rich) >= _MOST * _MANY


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ("= permis c ; c", "« c » says nothing by itself"),
        ("= atelier", "« atelier » says nothing by itself"),
        ("= reliure\n= relieuse", "« relieuse » and « reliure » are the same words in two groups"),
        ("> vents : flûte\n> flûte : vents", "« vents » includes itself"),
        (
            "= flûte ; hautbois\n> vents : flûte ; hautbois",
            "« flute » and « hautbois » are sisters in « > vents : flûte ; hautbois », and equal elsewhere",
        ),
        (
            "= gravure\n? la même chose\n= reliure\n? la même chose",
            "« la même chose » defines both « gravure » and « reliure »",
        ),
    ],
)
def test_a_fault_is_named(lines: str, fault: str) -> None:
    assert fault in Thesaurus(lines).faults()


@pytest.mark.parametrize(
    "lines",
    ["= a ; b\n= b ; c", "? rien au-dessus", "reliure = couture", "> : flûte", "> vents :"],
)
def test_what_cannot_be_read_is_refused(lines: str) -> None:
    with pytest.raises(BadConcept):
        Thesaurus(lines)
