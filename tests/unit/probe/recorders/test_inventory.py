"""What recorders tell the owner's account, and how little they are asked once they refuse."""

import asyncio
import contextlib
import json
import socket
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from phaseout.domain.problem import SourceError
from phaseout.probe.account import Account, Dialect, Scheme
from phaseout.probe.line import Spot
from phaseout.probe.packet import Packet
from phaseout.probe.recorders import answer, connection
from phaseout.probe.recorders.attempts import FILE, Attempts
from phaseout.probe.recorders.inventory import Inventory, Manner, Outcome, inventory
from phaseout.probe.recorders.questions import QUESTIONS
from phaseout.report.unread_words import unread_words
from recorder_on_loopback import (
    DAHUA_PAGES,
    DVR_PAGES,
    NOON,
    NVR_PAGES,
    NVR_SERIAL,
    ONVIF_PAGES,
    PASSWORD,
    Asked,
    OpenGate,
    Recorder,
    Said,
    account,
    self_signed,
)

SPOT = Spot("127.0.0.1", "city-hall", "cctv", "2026-11-27T12:00:00Z")
Line = dict[str, str]


class Trial:
    """One folder, one clock, one gate: as many looks at one recorder as a test wants."""

    def __init__(self, folder: Path, recorder: Recorder) -> None:
        self.gate, self.now, self.folder, self.recorder = OpenGate(), NOON, folder, recorder
        self.lines: list[Line] = []

    def look(self, shown: Mapping[str, list[str]] | None = None, **more: object) -> Inventory:
        async def run() -> Inventory:
            async with self.recorder.serving(secured=self.secured) as served:
                return await self.ask(account(served, **more), shown or {})

        taken = asyncio.run(run())
        self.lines = [json.loads(line) for line in taken.lines]
        assert all(unread_words(why, "fr") != why for why in self.unread())
        return taken

    secured = None

    async def ask(self, known: Account, shown: Mapping[str, list[str]]) -> Inventory:
        attempts = Attempts(self.folder / FILE, lambda: self.now)
        manner = Manner(
            self.gate, attempts, lambda: self.now, lambda _: None, lambda size: bytes(range(size))
        )
        try:
            return await inventory(SPOT, known, shown, manner)
        finally:
            attempts.close()

    def said(self, trait: str) -> list[tuple[str, str]]:
        return [(line["asset"], line["value"]) for line in self.lines if line.get("trait") == trait]

    def unread(self) -> list[str]:
        return [line["unread"] for line in self.lines if "unread" in line]

    def written(self) -> str:
        """Everything that was stored or logged anywhere."""
        stored = "".join(path.read_text() for path in self.folder.iterdir() if path.suffix == ".jsonl")
        return repr((self.lines, self.gate, stored))


@pytest.fixture
def trial(tmp_path: Path) -> Callable[[Recorder], Trial]:
    return lambda recorder: Trial(tmp_path, recorder)


Try = Callable[[Recorder], Trial]


def test_a_recorder_and_each_camera_behind_it_become_lines(trial: Try) -> None:
    one = trial(Recorder(NVR_PAGES))
    assert one.look() == Inventory(outcome=Outcome.TOLD, why="", lines=one.look().lines)
    assert one.said("ip") == [("127.0.0.1", "127.0.0.1")]
    assert {name for name, _ in one.said("isapi.deviceinfo")} == {"127.0.0.1"}
    rows = [(asset, json.loads(value)) for asset, value in one.said("recorder.channel")]
    assert [(asset, row.get("model"), row["recorder"]) for asset, row in rows] == [
        (f"{NVR_SERIAL}, channel 1", "DS-2CD2143G0-I", NVR_SERIAL),
        (f"{NVR_SERIAL}, channel 2", "IPC-HFW5442E-ZE", NVR_SERIAL),
        (f"{NVR_SERIAL}, channel 1", None, NVR_SERIAL),
    ]
    assert one.said("asset.kind") == [
        ("127.0.0.1", "recorder"),
        (f"{NVR_SERIAL}, channel 1", "camera"),
        (f"{NVR_SERIAL}, channel 2", "camera"),
    ]
    assert {line["at"] for line in one.lines if "trait" in line} == {"2026-11-27T12:00:00Z"}
    assert {line["site"] for line in one.lines} == {"city-hall"}
    assert [line["dropped"] for line in one.lines if "dropped" in line] == ["element password"]
    assert one.unread() == []


def test_cameras_on_a_recorders_own_ports_are_told_apart_by_segment(trial: Try) -> None:
    one = trial(Recorder(NVR_PAGES))
    one.look()
    segments = {(line["asset"], line["segment"]) for line in one.lines if "trait" in line}
    assert segments == {
        ("127.0.0.1", "cctv"),
        (f"{NVR_SERIAL}, channel 1", f"behind {NVR_SERIAL}"),
        (f"{NVR_SERIAL}, channel 2", f"behind {NVR_SERIAL}"),
    }, (
        "also by the table that does not say that it is plugged in there, and where the scope knows no such address"
    )


def test_a_dahua_recorder_is_asked_in_its_own_dialect(trial: Try) -> None:
    one = trial(Recorder(DAHUA_PAGES, closes=True))
    assert one.look({"rtsp.server": ["Dahua Rtsp Server"]}).outcome is Outcome.TOLD
    ((asset, value),) = one.said("recorder.channel")
    assert asset == "4E0012FPAZ00001, channel 1"
    assert json.loads(value)["name"] == "Stairs", "from the other table"
    (about,) = [text for _, text in one.said("dahua.deviceinfo")]
    assert "type=NVR608-64-4KS2" in about
    assert "vendor=General" in about
    assert not any(asked.path.startswith("/ISAPI") for asked in one.recorder.asked)


def test_a_recorder_of_prama_is_asked_where_its_firmware_moved_isapi_to(trial: Try) -> None:
    moved = {path.replace("/ISAPI/", "/pramaAPI/"): page for path, page in NVR_PAGES.items()}
    one = trial(Recorder({**moved, "/ISAPI/System/deviceInfo": b""}))
    assert one.look().outcome is Outcome.TOLD
    assert len(one.said("recorder.channel")) == 3


def test_the_table_of_sockets_comes_first_where_there_are_sockets(trial: Try) -> None:
    one = trial(Recorder(DVR_PAGES))
    assert one.look().outcome is Outcome.TOLD
    assert [asked.path for asked in one.recorder.asked if asked.proof] == list(DVR_PAGES)
    assert json.loads(one.said("recorder.channel")[0][1])["channel"] == "analogue 1"


@pytest.mark.parametrize("asks_soap", [True, False])
def test_onvif_is_asked_with_a_proof_by_the_recorders_own_clock(trial: Try, *, asks_soap: bool) -> None:
    one = trial(Recorder(ONVIF_PAGES, asks_soap=asks_soap, onvif_now=NOON - timedelta(days=3000)))
    taken = one.look(maker=Dialect.ONVIF)
    assert (taken.outcome, taken.why) == (Outcome.PARTLY, "it gave none when it was asked")
    assert one.said("onvif.model") == [("127.0.0.1", "NVR-9")]
    assert one.said("discovery.mac") == [("127.0.0.1", "00:11:22:33:44:55")]
    assert one.unread() == ["its table of cameras: it gave none when it was asked"]
    assert one.recorder.failures == 0


def test_who_answers_anybody_is_shown_no_account(trial: Try) -> None:
    one = trial(
        Recorder(
            {}, instead=lambda asked: Said(200, NVR_PAGES[asked.path]) if asked.path in NVR_PAGES else None
        )
    )
    assert one.look().outcome is Outcome.TOLD
    assert one.recorder.proofs == []
    assert not (one.folder / FILE).read_text()


def test_the_stronger_of_two_hashes_is_answered(trial: Try) -> None:
    one = trial(Recorder(NVR_PAGES, algorithms=("MD5", "SHA-256")))
    assert one.look().outcome is Outcome.TOLD
    assert all("algorithm=SHA-256" in proof for proof in one.recorder.proofs)
    assert len(one.recorder.proofs) == 3


def refusing(asked: Asked) -> Said | None:
    return Said(403, b"") if asked.proof else None


NOT_ACTIVATED = (
    b"<ResponseStatus><statusCode>4</statusCode><subStatusCode>notActivated</subStatusCode></ResponseStatus>"
)
REFUSALS: tuple[tuple[str, Recorder, str], ...] = (
    ("another password", Recorder(NVR_PAGES, password="other"), "it refuses the account (401)"),
    ("no rights", Recorder(NVR_PAGES, instead=refusing), "it forbids the question (403)"),
    ("locked before", Recorder(NVR_PAGES, failures=5), "it says that it is locked, or about to be"),
    (
        "too many",
        Recorder(NVR_PAGES, instead=lambda asked: Said(429, b"") if asked.proof else None),
        "it says that it is locked, or about to be",
    ),
    ("onvif", Recorder(ONVIF_PAGES, asks_soap=True, password="other"), "it refuses the account (not authorized)"),
    (
        "onvif with a fault that looks well",
        Recorder(ONVIF_PAGES, asks_soap=True, password="other", fault_status=200),
        "it refuses the account (not authorized)",
    ),
    ("onvif over digest", Recorder(ONVIF_PAGES, password="other"), "it refuses the account (401)"),
    ("forbidden to anybody", Recorder(NVR_PAGES, instead=lambda _: Said(403, b"")), "it forbids the question (403)"),
    ("never activated", Recorder(NVR_PAGES, instead=lambda _: Said(403, NOT_ACTIVATED)), "it was never activated"),
)  # fmt: skip


@pytest.mark.parametrize(("recorder", "why"), [one[1:] for one in REFUSALS], ids=[one[0] for one in REFUSALS])
def test_after_a_refusal_nothing_more_is_asked_until_it_cannot_be_locked_any_more(
    trial: Try, recorder: Recorder, why: str
) -> None:
    one = trial(
        Recorder(
            **{
                name: getattr(recorder, name)
                for name in ("pages", "password", "instead", "failures", "asks_soap", "fault_status")
            }
        )
    )
    taken = one.look()
    assert (taken.outcome, taken.why) == (Outcome.REFUSED, why)
    assert one.unread() == [f"its table of cameras: {why}"]
    shown, asked = len(one.recorder.proofs), len(one.recorder.asked)
    assert shown <= 1
    one.now = NOON + timedelta(minutes=29)
    again = one.look()
    assert again.outcome is Outcome.NOT_ASKED
    assert again.why.startswith(f"{why}; not before 2026-11-27T1")
    assert (len(one.recorder.proofs), len(one.recorder.asked)) == (shown, asked)
    one.now = NOON + timedelta(minutes=91)  # this emulator says that it locks for ninety minutes
    one.look()
    assert len(one.recorder.asked) > asked


def test_the_lock_that_a_recorder_tells_of_is_waited_for(trial: Try) -> None:
    one = trial(Recorder(NVR_PAGES, failures=5))
    one.look()
    one.now = NOON + timedelta(minutes=89)
    assert one.look().why.endswith("not before 2026-11-27T13:30:00Z")


def test_a_refusal_of_a_later_question_ends_it_and_what_was_told_is_kept(trial: Try) -> None:
    def no_status(asked: Asked) -> Said | None:
        return Said(403, b"") if asked.path.endswith("/status") else None

    one = trial(Recorder(NVR_PAGES, instead=no_status))
    assert one.look().outcome is Outcome.REFUSED
    assert len(one.said("recorder.channel")) == 2
    assert one.recorder.asked[-1].path.endswith("/status")
    assert not one.recorder.asked[-1].proof


NOT_SUPPORTED = (
    b"<ResponseStatus><statusCode>4</statusCode><subStatusCode>notSupport</subStatusCode></ResponseStatus>"
)


def test_what_a_recorder_does_not_have_is_no_refusal_of_the_account(trial: Try) -> None:
    def without_states(asked: Asked) -> Said | None:
        return Said(403, NOT_SUPPORTED) if asked.proof and asked.path.endswith("/status") else None

    one = trial(Recorder(NVR_PAGES, instead=without_states))
    assert (one.look().outcome, one.unread()) == (Outcome.TOLD, [])
    assert one.look().outcome is Outcome.TOLD, "it may be asked again at once"


def test_a_camera_that_was_named_is_asked_for_no_table(trial: Try) -> None:
    first, page = next(iter(NVR_PAGES.items()))
    one = trial(Recorder({**NVR_PAGES, first: page.replace(b"<deviceType>NVR<", b"<deviceType>IPDome<")}))
    assert (one.look().outcome, one.unread()) == (
        Outcome.PARTLY,
        ["its table of cameras: it says that it is a camera, which has none"],
    )
    assert {asked.path for asked in one.recorder.asked} == {first}


def test_an_attempt_whose_end_nobody_saw_counts_as_refused(trial: Try) -> None:
    one = trial(Recorder(NVR_PAGES, instead=lambda asked: Said(0, b"", is_raw=True) if asked.proof else None))
    taken = one.look()
    assert taken.outcome is Outcome.NO_ANSWER
    assert taken.why.startswith("the account was shown, and the connection broke")
    assert one.look().outcome is Outcome.NOT_ASKED
    assert len(one.recorder.proofs) == 1


def test_a_killed_run_is_not_tried_again_by_the_next(trial: Try, tmp_path: Path) -> None:
    attempts = Attempts(tmp_path / FILE, lambda: NOON)
    assert attempts.begin("127.0.0.1") is None
    attempts.close()  # as the system does when it kills
    one = trial(Recorder(NVR_PAGES))
    one.now = NOON + timedelta(minutes=10)
    assert one.look().why == "what came of the last attempt is not known; not before 2026-11-27T12:30:00Z"
    assert one.recorder.asked == []


def test_no_redirect_is_followed(trial: Try) -> None:
    def elsewhere(_: Asked) -> Said:
        return Said(302, b"", (("Location", "http://192.0.2.1/ISAPI/System/deviceInfo"),))

    one = trial(Recorder(NVR_PAGES, instead=elsewhere))
    taken = one.look()
    assert taken.outcome is Outcome.NOTHING
    assert taken.why == "it points elsewhere, which is not followed; name its scheme and port"
    assert {packet.target for packet in one.gate.left} == {"127.0.0.1"}
    assert one.recorder.proofs == []


def test_the_password_itself_is_sent_to_nobody_who_may_not_have_it(trial: Try) -> None:
    one = trial(Recorder(NVR_PAGES, algorithms=()))
    taken = one.look()
    assert taken.outcome is Outcome.NOT_SHOWN
    assert "asks for the password itself (Basic)" in taken.why
    assert one.recorder.proofs == []
    assert one.look(is_basic_allowed=True).outcome is Outcome.TOLD, "which the owner allows by name"


def test_a_digest_with_an_unknown_hash_is_not_answered(trial: Try) -> None:
    one = trial(
        Recorder(
            {},
            instead=lambda _: Said(
                401,
                b"",
                (("WWW-Authenticate", 'Digest realm="r", nonce="n", qop="auth", algorithm=SHA-512-256'),),
            ),
        )
    )
    assert (
        one.look().why == "it asks for a proof of another kind than Digest with MD5 or SHA-256 and qop=auth"
    )
    assert one.recorder.proofs == []


def test_a_certificate_is_noted_and_a_named_one_lets_the_password_be_sent(trial: Try, tmp_path: Path) -> None:
    one = trial(Recorder(NVR_PAGES, algorithms=()))
    one.secured, fingerprint = self_signed(tmp_path)
    assert one.look(scheme=Scheme.HTTPS).outcome is Outcome.NOT_SHOWN, "nobody vouches for who answers"
    assert one.said("tls.sha256") == [("127.0.0.1", fingerprint)]
    assert one.said("tls.subject") == [("127.0.0.1", "O=HIKVISION,OU=DVRNVR")]
    assert one.look(scheme=Scheme.HTTPS, certificate=fingerprint).outcome is Outcome.TOLD


def test_whoever_has_another_certificate_than_the_named_one_is_asked_nothing(
    trial: Try, tmp_path: Path
) -> None:
    one = trial(Recorder(NVR_PAGES))
    one.secured, fingerprint = self_signed(tmp_path)
    taken = one.look(scheme=None, certificate="00" * 32)
    assert taken.outcome is Outcome.NOT_SHOWN
    assert taken.why == f"its certificate is not the one that is named, but {fingerprint}"
    assert one.recorder.asked == []
    assert [packet.payload for packet in one.gate.left] == [b""]


def test_where_no_tls_answers_the_question_goes_without(trial: Try, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "SECONDS_TO_GREET", 0.1)
    one = trial(Recorder(NVR_PAGES))
    assert one.look(scheme=None).outcome is Outcome.TOLD
    assert [packet.inquiry for packet in one.gate.left[:2]] == ["connect", "connect"]


def test_an_opening_is_given_up_before_the_system_repeats_it(
    trial: Try, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert connection.SECONDS_TO_CONNECT < 1.0, "Linux asks again after a second, past gate and log"
    monkeypatch.setattr(connection, "SECONDS_TO_CONNECT", 0.1)
    monkeypatch.setattr(connection, "SECONDS_TO_GREET", 3600.0)
    one = trial(Recorder(NVR_PAGES))
    with contextlib.ExitStack() as stack:
        full = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(3):  # of a queue that is full, openings are not answered
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(full.getsockname())
        one.recorder.port = full.getsockname()[1]
        taken = asyncio.run(one.ask(account(one.recorder, scheme=Scheme.HTTPS), {}))
    assert (taken.outcome, taken.why) == (Outcome.NO_ANSWER, "it did not answer in time")
    assert [packet.inquiry for packet in one.gate.left] == ["connect"]


def test_nothing_that_is_written_holds_a_secret(
    trial: Try, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    pages = {**NVR_PAGES, **DAHUA_PAGES}
    for more in ({}, {"is_basic_allowed": True}):
        for one in (
            trial(Recorder(pages, algorithms=("MD5",) if not more else ())),
            trial(Recorder(ONVIF_PAGES, asks_soap=True)),
        ):
            one.look(**more)
            assert one.recorder.proofs
            assert "PLANTED" not in one.written()
            assert "PLANTED" not in caplog.text + "".join(capfd.readouterr())
            for proof in one.recorder.proofs:
                assert proof == "token" or proof.split(" ", 1)[1] not in one.written()
            logged = [packet.payload for packet in one.gate.left if b"*" * 20 in packet.payload]
            assert len(logged) == len(one.recorder.proofs), "that an account was shown can be seen"


def test_what_the_log_gets_is_what_is_sent_but_for_the_proof(trial: Try) -> None:
    one = trial(Recorder(NVR_PAGES))
    one.look()
    requests = [packet for packet in one.gate.left if packet.payload]
    assert [packet.inquiry for packet in requests] == ["recorder"] * len(one.recorder.asked)
    for packet, asked in zip(requests, one.recorder.asked, strict=True):
        head = packet.payload.decode().split("\r\n")
        assert head[0] == f"{asked.method} {asked.path} HTTP/1.1"
        stars = [line for line in head if line.startswith("Authorization: ")]
        assert stars == ([f"Authorization: {'*' * len(asked.proof)}"] if asked.proof else [])


def test_only_the_questions_of_the_list_are_asked(trial: Try) -> None:
    allowed = {(question.method, question.path) for question in QUESTIONS}
    for pages in (NVR_PAGES, DVR_PAGES, DAHUA_PAGES, ONVIF_PAGES, {}):
        one = trial(Recorder(pages))
        one.look()
        assert {(asked.method, asked.path) for asked in one.recorder.asked} <= allowed


def test_no_more_than_one_connection_is_open_and_it_is_used_again(trial: Try) -> None:
    one = trial(Recorder(NVR_PAGES))
    one.look()
    assert (one.recorder.connections, one.gate.most_talking, one.gate.talking) == (1, 1, 0)


HOSTILE: tuple[tuple[str, bytes], ...] = (
    ("an endless head", b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 20_000),
    ("no HTTP", b"\x00\x00\x00\x10" * 4 + b"\r\n\r\n"),
    ("interim for ever", b"HTTP/1.1 100 Continue\r\n\r\n" * 9),
    ("packed", b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n\x1f\x8b"),
    ("broken chunks", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n"),
    ("a cut table", b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n<DeviceInfo><model>DS-1</model>"),
    ("endless", b"HTTP/1.1 200 OK\r\n\r\n<DeviceInfo>" + b" " * 40_000),
    ("nothing", b""),
)


@pytest.mark.parametrize("body", [one[1] for one in HOSTILE], ids=[one[0] for one in HOSTILE])
def test_a_hostile_recorder_is_left_and_that_is_said(
    trial: Try, body: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer, "LARGEST", 10_000)
    one = trial(Recorder({}, instead=lambda _: Said(0, body, is_raw=True)))
    taken = one.look(maker=Dialect.HIKVISION)
    assert taken.outcome in {Outcome.NO_ANSWER, Outcome.PARTLY, Outcome.NOTHING}
    assert one.unread()
    assert one.recorder.proofs == []


def test_who_never_answers_is_not_waited_for(trial: Try, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "SECONDS_TO_ANSWER", 0.05)
    one = trial(Recorder({}))

    async def run() -> Inventory:
        async def mute(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await asyncio.sleep(1)
            writer.close()

        server = await asyncio.start_server(mute, "127.0.0.1", 0)
        one.recorder.port = server.sockets[0].getsockname()[1]
        try:
            return await one.ask(account(one.recorder), {})
        finally:
            server.close()

    assert asyncio.run(run()).why == "it did not answer in time"
    assert one.gate.silences == ["127.0.0.1"]


@pytest.mark.parametrize("error", [ConnectionRefusedError(111, "refused"), OSError(113, "no route to host")])
def test_where_nobody_answers_that_is_said_and_the_gate_hears_of_it(
    trial: Try, error: OSError, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(asyncio, "open_connection", fails)
    one = trial(Recorder(NVR_PAGES))
    taken = one.look()
    assert (taken.outcome, taken.why) == (Outcome.NO_ANSWER, f"the connection broke: {error.strerror}")
    assert one.gate.errors == ([] if isinstance(error, ConnectionError) else [error])


def test_a_web_page_in_the_place_of_an_answer_is_not_read(trial: Try) -> None:
    page = b"<!DOCTYPE html><html><input value='PLANTED-page'></html>"
    one = trial(Recorder({}, instead=lambda _: Said(200, page)))
    assert one.look().outcome is Outcome.NOTHING
    assert "PLANTED" not in one.written()


def test_a_recorder_that_says_the_accounts_password_back_has_that_line_left_out(trial: Try) -> None:
    pages = {
        **NVR_PAGES,
        "/ISAPI/System/deviceInfo": NVR_PAGES["/ISAPI/System/deviceInfo"].replace(
            b"Town hall", PASSWORD.encode()
        ),
    }
    one = trial(Recorder(pages))
    one.look()
    assert one.said("isapi.deviceinfo") == []
    assert {"what held the password of the account", "element password"} == {
        line["dropped"] for line in one.lines if "dropped" in line
    }


def test_what_the_gate_refuses_is_not_sent_and_ends_the_asking(trial: Try, tmp_path: Path) -> None:
    class Shut(OpenGate):
        async def leave(self, packet: Packet) -> None:
            if packet.payload.count(b"*" * 20):
                raise SourceError("no account may leave")
            await super().leave(packet)

    one = trial(Recorder(NVR_PAGES))
    one.gate = Shut()
    with pytest.raises(SourceError, match="no account may leave"):
        one.look()
    assert [asked.proof for asked in one.recorder.asked] == [""]
    assert (tmp_path / FILE).read_text() == "", "so that nothing is barred by what was not sent"
