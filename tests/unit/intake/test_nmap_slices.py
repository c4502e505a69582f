"""Where a scan is cut."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phaseout.intake.nmap_slices import Part, Slice, cut

PIECES = st.sampled_from(
    [
        b"<host a='1'>x</host>",
        b"\n<host >y</host>",
        b"<host><!-- </host> -->z</host>",
        b"<hosthint>h</hosthint>",
        b"<!-- <host >no</host> -->",
        b"<![CDATA[<host >no</host>]]>",
        b"<?pi <host >no</host> ?>",
        b"<prescript>p</prescript>",
        b"</nmaprun>",
        b"</host>",
        b"<host >unended",
        b"<!-- unended",
        b"<",
        b"\n",
    ]
)


def portions(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


def whole(slices: Iterator[Slice]) -> list[tuple[Part, bytes]]:
    return [(part, element.strip()) for part, _, elements in slices for element in elements or (b"",)]


def test_hosts_broadcasts_and_the_end_are_found() -> None:
    document = (
        b"<nmaprun><prescript>p</prescript>\n<host >1</host>\n<host>2</host>\n<hosthint/><host>3</host>"
    )
    assert whole(cut(iter([document, b"</nmaprun>"]))) == [
        (Part.BROADCAST, b"<prescript>p"),
        (Part.HOSTS, b"<host >1"),
        (Part.HOSTS, b"<host>2"),
        (Part.HOSTS, b"<host>3"),
        (Part.END, b""),
    ]


def test_nothing_in_comments_cdata_or_instructions_is_a_host() -> None:
    document = b"<!-- <host>1</host> --><![CDATA[<host>2</host>]]><?x <host>3</host>?><host>4</host>"
    assert whole(cut(iter([document]))) == [(Part.HOSTS, b"<host>4")]


def test_an_end_tag_in_a_comment_ends_nothing() -> None:
    document = b"<host>1<!-- </host> --> <!-- </host> -->2</host><host>3</host>"
    assert [element for _, element in whole(cut(iter([document])))] == [
        b"<host>1<!-- </host> --> <!-- </host> -->2",
        b"<host>3",
    ]


@given(st.lists(PIECES, max_size=12).map(b"".join), st.integers(min_value=1, max_value=40))
def test_the_cuts_do_not_depend_on_how_the_bytes_arrive(document: bytes, size: int) -> None:
    assert whole(cut(portions(document, size))) == whole(cut(iter([document])))


@pytest.mark.parametrize("ending", [b"<host >half", b"<host><!-- </host>", b"<prescript>half"])
def test_what_the_end_of_the_file_cuts_short_is_said_with_its_place(ending: bytes) -> None:
    document = b"<host>1</host>\n" + ending
    assert list(cut(portions(document, 7)))[-1] == Slice(Part.UNENDED, 15)
