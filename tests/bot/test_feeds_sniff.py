"""What a source is called when it is no calendar."""

import pytest

from bot.feeds import sniff, texts
from bot.feeds.reading import FeedUnreadable

SIGN_IN = b'<!DOCTYPE html><html><title>Connexion</title><input type="password"></html>'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (SIGN_IN, texts.SIGN_IN),
        (b"<html><head><title>Se connecter</title>", texts.SIGN_IN),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html><html>Agenda</html>', texts.WEB_PAGE),
        (b"<html><body><a href='/login'>Connexion</a> Notre programme", texts.WEB_PAGE),
        (b"Mot de passe : <p>connexion</p>, voir la fiche", texts.NOT_A_CALENDAR),
        (b'{"html": "<p>connexion</p>"}', texts.JSON_DATA),
        (b"<rss><item><p>connexion</p></item></rss>", texts.XML_DATA),
        (b"", texts.EMPTY),
    ],
)
def test_a_source_is_called_what_it_is(data: bytes, reason: str) -> None:
    with pytest.raises(FeedUnreadable) as refused:
        sniff.check(data)

    assert refused.value.reason == reason
