"""The thesaurus holds nothing that a careful reader would object to."""

from dialogs.experts.concepts import thesaurus


def test_thesaurus_has_no_fault() -> None:
    assert thesaurus().faults() == []
