"""Does a scope allow what somebody known signed, as long as it holds, and nothing else?"""

import contextlib
from datetime import UTC, datetime
from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledgers import STRANGER, WITNESS
from phaseout.ledger.note import Note
from phaseout.probe.scope import Range, Scope, ScopeError, opened, sign
from phaseout.probe.scope_keys import LONGEST
from scopes import CISO, TEXT

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
KEYS = [CISO.verifier]


def why(signed: bytes, now: datetime = NOON, keys: list = KEYS) -> str:
    with pytest.raises(ScopeError) as raised:
        Scope.read(signed, keys, now, "look.scope")
    assert raised.value.where == "look.scope"
    assert raised.value.remedy
    return raised.value.what


def faults(text: str) -> list[str]:
    with pytest.raises(ScopeError) as raised:
        Scope.of(text, "look.toml")
    first, *others = raised.value.what.split("\n  ")
    assert first == "is not a scope:"
    return others


def test_a_signed_scope_says_who_may_be_asked_and_how() -> None:
    text = (
        TEXT.replace("[scope]", 'inquiries = ["sadp", "dhip"]\nrecorders = true\n[scope]', 1)
        + """
[rate]
per-host = 5
in-all = 50

[[window]]
days = ["sat", "sun"]
from = "20:00"
to = "05:00"
timezone = "America/Toronto"
"""
    )
    scope = Scope.read(sign(text, CISO), KEYS, NOON)
    assert (scope.id, scope.owner, scope.approver) == ("look-1", "Example City", "A. Tremblay")
    assert (scope.made, scope.expires) == (
        datetime(2026, 11, 27, tzinfo=UTC),
        datetime(2026, 12, 27, tzinfo=UTC),
    )
    assert scope.ranges == (Range(ip_network("10.20.0.0/16"), "city-hall", "cameras"),)
    assert scope.excluded == (ip_network("10.20.0.5/32"), ip_network("10.20.9.0/24"))
    assert (scope.per_host, scope.in_all) == (5, 50)
    assert scope.inquiries == {"sadp", "dhip"}
    assert scope.recorders
    (window,) = scope.windows
    assert (window.days, str(window.zone)) == ({5, 6}, "America/Toronto")


def test_what_a_scope_leaves_out_is_the_gentle_choice() -> None:
    scope = Scope.of(TEXT)
    assert (scope.per_host, scope.in_all, scope.windows, scope.inquiries, scope.recorders) == (
        20,
        200,
        (),
        None,
        False,
    )


def test_the_narrowest_range_says_where_an_address_is_and_what_is_excluded_is_nowhere() -> None:
    scope = Scope.of(TEXT + '[[range]]\nnetwork = "10.20.7.0/24"\nsite = "depot"\n')
    places = {
        text: scope.range_of(ip_address(text))
        for text in ("10.20.7.1", "10.20.8.1", "10.20.0.5", "10.21.0.1")
    }
    assert [place and place.site for place in places.values()] == ["depot", "city-hall", None, None]
    assert places["10.20.0.5"] is None


def test_what_is_excluded_in_vain_is_named() -> None:
    text = TEXT.replace("exclude = [", 'exclude = ["10.2.0.5", "2001:db8::7", ', 1)
    assert text != TEXT
    assert [str(one) for one in Scope.of(text).idle] == ["10.2.0.5/32", "2001:db8::7/128"]


def test_an_expired_scope_says_so() -> None:
    assert (
        why(sign(TEXT, CISO), datetime(2026, 12, 27, tzinfo=UTC))
        == "has expired: it held until 2026-12-27T00:00:00Z"
    )
    assert Scope.read(sign(TEXT, CISO), KEYS, datetime(2026, 12, 26, 23, 59, 59, tzinfo=UTC))


def test_a_scope_that_does_not_hold_yet_says_so() -> None:
    before = datetime(2026, 11, 26, 23, 59, 59, tzinfo=UTC)
    assert why(sign(TEXT, CISO), before) == "is not yet valid: it holds from 2026-11-27T00:00:00Z on"


def test_a_scope_that_nobody_signed_says_so() -> None:
    assert why(TEXT.encode()).startswith("is not a signed scope")


def test_a_scope_that_a_stranger_signed_says_so_and_names_them() -> None:
    signed = why(sign(TEXT, STRANGER))
    assert signed == f"is signed by nobody known, but by {STRANGER.name}+{STRANGER.verifier.id.hex()}"


def test_a_witness_saw_something_and_allows_nothing() -> None:
    note = bytes(Note(text=TEXT, signatures=()).signed(WITNESS, at=1_790_000_000))
    assert (
        why(note, keys=[WITNESS.verifier]) == "is signed by nobody known, but by archive.example, a witness"
    )
    with pytest.raises(ScopeError, match="a witness's key allows nothing"):
        sign(TEXT, WITNESS)


def test_a_signature_that_is_forged_is_not_outweighed_by_one_that_holds() -> None:
    false = Note.of(sign(TEXT.replace("10.20.0.0/16", "10.0.0.0/8"), CISO)).signatures
    true = Note(text=TEXT, signatures=()).signed(STRANGER).signatures
    assert why(bytes(Note(text=TEXT, signatures=(*false, *true))), keys=[*KEYS, STRANGER.verifier]) == (
        "was altered, or forged: the signature is not that of city.example/ciso"
    )


def test_no_byte_of_a_signed_scope_can_be_altered() -> None:
    signed = sign(TEXT, CISO)
    for at in range(len(signed)):
        altered = bytearray(signed)
        altered[at] ^= 1
        with pytest.raises(ScopeError):
            Scope.read(bytes(altered), KEYS, NOON)


@pytest.mark.parametrize("signed", [b"", b"\xff\xfe", b"\n\n", b"PK\x03\x04", b"a" * (2 << 20)])
def test_what_is_no_scope_at_all_says_so(signed: bytes) -> None:
    assert why(signed).startswith("is not a signed scope")


@pytest.mark.parametrize(
    ("was", "becomes", "fault"),
    [
        ("2026-12-27T00:00:00Z", '"2026-12-27"', "look.toml:8: [scope].expires must be a time with its zone, as 2027-03-31T17:00:00Z, without quotes"),
        ("2026-12-27T00:00:00Z", "2026-12-27T00:00:00", "look.toml:8: [scope].expires must be a time with its zone, as 2027-03-31T17:00:00Z, without quotes"),
        ("2026-12-27T00:00:00Z", "2026-11-27T00:00:00Z", "look.toml:8: [scope].expires must be later than made, by 366 days at most"),
        ("2026-12-27T00:00:00Z", "2028-12-27T00:00:00Z", "look.toml:8: [scope].expires must be later than made, by 366 days at most"),
        ('owner = "Example City"\n', "", "look.toml:3: [scope]: needs owner"),
        ('"look-1"', "1", "look.toml:4: [scope].id must be a text of one line"),
        ('"look-1"', '"a\\u001b[31m"', "look.toml:4: [scope].id must be a text of one line"),
        ("10.20.0.0/16", "10.20.0.1/16", "look.toml:11: [[range]] number 1.network must be a network as '10.20.0.0/16' or an address"),
        ("10.20.0.0/16", "239.255.255.0/24", "look.toml:11: [[range]] number 1.network must hold hosts alone: 239.255.255.0/24 has groups, reserved addresses or IPv4 in IPv6"),
        ("10.20.0.0/16", "8.8.8.0/24", "look.toml:11: [[range]] number 1.network is public: 8.8.8.0/24 needs a public-note, whose it is and by what right it is asked"),
        ('site = "city-hall"', 'sites = "city-hall"', "look.toml:12: [[range]] number 1 has 'sites'; known: network, site, segment, public-note"),
        ('site = "city-hall"', "recorders = true", "look.toml:12: [[range]] number 1.recorders must stand at the top, above the first table"),
        ('["10.20.0.5", "10.20.9.0/24"]', '"10.20.0.5"', "look.toml:1: exclude must be a list of networks as '10.20.0.0/16' and addresses"),
        ("[[range]]", "[[rang]]", "rang is no table of a scope; known: scope, rate, range, window, exclude, inquiries, recorders"),
        ("[scope]", "[rate]\nper-host = 0\n[scope]", "look.toml:4: [rate].per-host must be a whole number from 1 to 100"),
        ("[scope]", "[rate]\nin-all = 1e9\n[scope]", "look.toml:4: [rate].in-all must be a whole number from 1 to 10000"),
    ],
)  # fmt: skip
def test_each_fault_of_a_scope_is_named_with_its_line(was: str, becomes: str, fault: str) -> None:
    assert was in TEXT
    assert fault in faults(TEXT.replace(was, becomes, 1))


WINDOW = '[[window]]\ndays = ["sat"]\nfrom = "20:00"\nto = "05:00"\ntimezone = "America/Toronto"\n'


@pytest.mark.parametrize(
    ("was", "becomes", "expected"),
    [
        ('["sat"]', "[]", "days must be a list of mon, tue, wed, thu, fri, sat, sun"),
        ('["sat"]', '["samedi"]', "days must be a list of mon, tue, wed, thu, fri, sat, sun"),
        ('"20:00"', '"8pm"', "from must be an hour as '22:00'"),
        ('"05:00"', '"24:00"', "to must be an hour as '22:00'"),
        ("America/Toronto", "America/Gotham", "timezone must be a zone of time as 'America/Toronto'"),
        ("America/Toronto", "../../etc/passwd", "timezone must be a zone of time as 'America/Toronto'"),
        ("America/Toronto", "America", "timezone must be a zone of time as 'America/Toronto'"),
    ],
)
def test_each_fault_of_a_window_is_named(was: str, becomes: str, expected: str) -> None:
    (fault,) = faults(TEXT + WINDOW.replace(was, becomes))
    assert fault.endswith(f"[[window]] number 1.{expected}")


VALUES = st.sampled_from((
    '""', '"x"', "0", "-1", "1e400", "nan", "true", "[]", "[[]]", "{}", "[{}]", "{a = 1}", '["10.0.0.0/8"]', '"10.0.0.0/8"', '"::/0"',
    "2026-12-27", "12:00:00", "2026-12-27T00:00:00", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-12-27T00:00:00Z",
    '"20:00"', '["sat"]', '["sat", 1]', '"UTC"', '"\\u0000"', '"\\U0010ffff"', '"' + "x" * 70_000 + '"',
))  # fmt: skip
WORDS = ("exclude", "inquiries", "recorders", "scope", "rate", "range", "window", "id", "made", "expires", "network", "public-note", "days", "from", "to", "timezone", "per-host")  # fmt: skip


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("", "[scope]", "[rate]", "[[range]]", "[[window]]")),
            st.sampled_from(WORDS),
            VALUES,
        ),
        max_size=6,
    )
)
def test_whatever_stands_in_a_scope_it_is_one_or_is_refused(lines: list[tuple[str, str, str]]) -> None:
    added = "".join(f"{header}\n{key} = {value}\n" for header, key, value in lines)
    for text in (added, TEXT + added, added + TEXT):
        with contextlib.suppress(ScopeError):
            scope = Scope.of(text)
            assert scope.made < scope.expires


@given(st.integers(0, len(TEXT)), st.integers(0, 40), st.text(max_size=20))
def test_however_a_scope_is_mangled_it_is_one_or_is_refused(at: int, left_out: int, put_in: str) -> None:
    with contextlib.suppress(ScopeError):
        scope = Scope.of(TEXT[:at] + put_in + TEXT[at + left_out :])
        assert scope.made < scope.expires


def test_public_addresses_need_a_note_and_no_more_of_them_than_an_owner_has() -> None:
    note = '\npublic-note = "ours since 1991, RIPE 64500"'
    scope = Scope.of(TEXT.replace('"10.20.0.0/16"', f'"8.8.8.0/24"{note}'))
    assert scope.ranges[0].public_note == "ours since 1991, RIPE 64500"
    (fault,) = faults(TEXT.replace('"10.20.0.0/16"', f'"8.0.0.0/8"{note}'))
    assert fault.endswith("is public and broader than /16: name its parts")


def test_what_is_no_toml_is_no_scope() -> None:
    with pytest.raises(ScopeError, match="is not a scope: it cannot be read"):
        Scope.of(TEXT + "[scope", "look.toml")


def test_line_ends_of_any_system_are_signed_as_lf_and_a_tab_is_refused() -> None:
    assert sign(TEXT.replace("\n", "\r\n"), CISO) == sign(TEXT, CISO) == sign(TEXT + "\n\n", CISO)
    tabbed = TEXT.replace("owner =", "owner\t=")
    with pytest.raises(ScopeError, match="has a tab") as raised:
        sign(tabbed, CISO)
    assert raised.value.what.endswith(f"in line {tabbed[: tabbed.index(chr(9))].count(chr(10)) + 1}")


def test_a_draft_is_shown_as_well_as_what_was_signed() -> None:
    scope, note = opened(TEXT.encode())
    assert (scope.id, note) == ("look-1", None)
    again, signed = opened(sign(TEXT, CISO))
    assert again == scope
    assert signed is not None
    assert signed.text == TEXT


def test_a_scope_holds_for_a_year_at_most() -> None:
    assert LONGEST.days == 366
    assert Scope.of(TEXT.replace("2026-12-27", "2027-11-28")).expires == datetime(2027, 11, 28, tzinfo=UTC)
