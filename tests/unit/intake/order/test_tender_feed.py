"""What is read of the news feeds of CanadaBuys and Buyandsell."""

from collections.abc import Callable

from phaseout.domain.observation import Observation, Reading, Unread
from phaseout.intake.order import tender_feed
from phaseout.intake.reader import Sniff, SourceStream

Fixture = Callable[[str], bytes]
StreamOf = Callable[..., SourceStream]


def read(data: bytes, stream_of: StreamOf) -> list[Reading]:
    return list(tender_feed.READER.read(stream_of(data)))


def at(readings: list[Reading], place: str) -> list[tuple[str, str]]:
    return [(r.trait, r.value) for r in readings if isinstance(r, Observation) and r.locator == place]


def told(readings: list[Reading]) -> list[tuple[str, str]]:
    return [(r.locator, r.why) for r in readings if isinstance(r, Unread)]


def test_a_notice_says_what_its_table_says(fixture_bytes: Fixture, stream_of: StreamOf) -> None:
    readings = read(fixture_bytes("tender-feed/notices.rss"), stream_of)
    assert at(readings, "line 6, item 1") == [
        ("order.document", "contract"),
        ("order.number", "EP001-230001/001/FK"),
        ("order.buyer", "Public Works and Government Services Canada"),
        ("order.supplier", "Example Security & Sons"),
        ("order.text", "EXAMPLE SECURITY & SONS LTD (EP001-230001/001/FK)"),
        ("order.text", "Dome cameras, Hikvision or equal"),
        ("order.text", "N5836: Video Recording Equipment"),
        ("order.code", "gsin:N5836"),
        ("order.date", "2023-07-28"),
    ]
    assert at(readings, "line 20, item 2")[:2] == [
        ("order.document", "tender"),
        ("order.number", "W0001-24XX"),
    ]
    assert told(readings) == [
        ("line 20, item 2", "date “yesterday” is no day of the calendar"),
        ("line 26, item 3", "announces no tender, award or agreement; not read"),
    ]


def test_an_atom_feed_is_read_too(fixture_bytes: Fixture, stream_of: StreamOf) -> None:
    readings = read(fixture_bytes("tender-feed/notices.atom"), stream_of)
    assert at(readings, "line 5, entry 1") == [
        ("order.document", "award"),
        ("order.number", "cb-123-4567"),
        ("order.buyer", "Ville d’Exemple"),
        ("order.text", "Enregistreur vidéo réseau"),
        ("order.text", "Un enregistreur Dahua."),
        ("order.date", "2024-05-02"),
    ]
    assert told(readings) == [("line 5, entry 1", "the document names no supplier")]


def test_a_feed_without_items_and_a_cut_one_are_told(fixture_bytes: Fixture, stream_of: StreamOf) -> None:
    empty = b"<rss><channel><link>https://buyandsell.gc.ca</link></channel></rss>"
    assert told(read(empty, stream_of)) == [("line 1, rss 1", "the document has no lines")]
    whole = fixture_bytes("tender-feed/notices.rss")
    cut = read(whole[: whole.index(b"Webinar")], stream_of)
    assert at(cut, "line 6, item 1")
    assert told(cut)[-1][1] == "the file ends early; the lines that end before it were read"


def test_a_feed_of_somebody_else_is_not_claimed() -> None:
    assert tender_feed.READER.sniff(b"<rss><channel><title>News</title>", "x.rss") is Sniff.NOT_MINE
    assert tender_feed.READER.sniff(b"buyandsell.gc.ca", "x.rss") is Sniff.NOT_MINE
