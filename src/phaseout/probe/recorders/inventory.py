"""What is behind one recorder, as far as it tells the owner's account, and why is there no more?"""

import asyncio
import re
import secrets
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from phaseout.probe.account import Account
from phaseout.probe.line import Spot, written
from phaseout.probe.recorders.answer import Answer, BadAnswerError
from phaseout.probe.recorders.attempts import Attempts
from phaseout.probe.recorders.connection import Connection, WayOut, WrongCertificateError
from phaseout.probe.recorders.conversation import Conversation, NotShownError, Now, Octets, TurnedAwayError
from phaseout.probe.recorders.questions import ASKED_IN, CLOCK, Question
from phaseout.probe.recorders.showing import Shown, dialects_for
from phaseout.probe.recorders.told import Places, lines_of, lines_of_certificate

_OK = 200
_REDIRECTING = range(300, 400)
_NO_DIALECT = "what answers there speaks neither ISAPI nor Dahua's dialect nor ONVIF"
_ELSEWHERE = "it points elsewhere, which is not followed; name its scheme and port"
_A_CAMERA = "it says that it is a camera, which has none"
_CAMERA = re.compile(rb"IP(?:CAMERA|DOME|ZOOM|C)|THERMAL")
_DEVICE_TYPE = re.compile(rb"<(?:\w{1,20}:)?deviceType>\s{0,20}(\w{1,20})")


class Outcome(StrEnum):
    """How the asking of one recorder ended."""

    TOLD = "told"
    PARTLY = "partly told"
    REFUSED = "refused"
    NOT_SHOWN = "account not shown"
    NOT_ASKED = "not asked again yet"
    NO_ANSWER = "no answer"
    NOTHING = "speaks none of the dialects"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """What came of it."""

    outcome: Outcome
    why: str
    """Empty where it told all; what a person should know otherwise."""
    lines: tuple[bytes, ...]
    """Observation lines (contract §3)."""


class Manner(NamedTuple):
    """What an inventory is taken with, the same for each recorder of a run."""

    gate: WayOut
    attempts: Attempts
    now: Now
    places: Places
    octets: Octets = secrets.token_bytes


async def inventory(spot: Spot, account: Account, shown: Shown, manner: Manner) -> Inventory:
    """Ask one recorder for what it says of itself and for its table of cameras.

    Args:
        spot: where it stands.
        account: the owner's; it is shown to the recorder until that refuses, and never after.
        shown: what it showed before, by trait; it decides where to ask first.
        manner: through what, and by which clock.

    Raises whatever the gate raises where a packet may not leave.
    """
    if (why := manner.attempts.barred(spot.asset)) is not None:
        return Inventory(outcome=Outcome.NOT_ASKED, why=why, lines=(_no_table(why, spot),))
    course = _Course(spot, account, shown, manner)
    async with await manner.gate.conversation(spot.asset):
        await course.run()
    return await asyncio.to_thread(course.inventory)  # a hostile table takes seconds, and others go on


def _no_table(why: str, spot: Spot) -> bytes:
    return written(spot.unread(f"its table of cameras: {why}"))


class _Course:
    """The asking of one recorder."""

    def __init__(self, spot: Spot, account: Account, shown: Shown, manner: Manner) -> None:
        self._spot, self._account, self._shown, self._manner = spot, account, shown, manner
        self._bodies: list[bytes] = []
        self._certificate: list[bytes] = []
        self._end: tuple[Outcome, str] = Outcome.NO_ANSWER, "nobody answers there"
        self._points_elsewhere = False
        self._is_over = False
        """Whether no other way is to be tried."""

    async def run(self) -> None:
        """Ask over one way after the other, until somebody answers there what was asked."""
        for way in self._account.ways:
            wanted = self._account.certificate
            async with Connection(self._manner.gate, self._spot.asset, way, wanted) as connection:
                await self._try(connection)
            if self._is_over:
                return

    def inventory(self) -> Inventory:
        """Return what was told."""
        (outcome, why), spot = self._end, self._spot
        told = lines_of(self._bodies, spot, self._account, self._manner.places) if self._bodies else []
        lines = [written(spot.seen("ip", spot.asset)), *self._certificate, *told]
        if why:
            lines.append(_no_table(why, spot))
        if why and told and outcome is not Outcome.REFUSED:
            outcome = Outcome.PARTLY
        return Inventory(outcome=outcome, why=why, lines=tuple(lines))

    async def _try(self, connection: Connection) -> None:
        manner = self._manner
        conversation = Conversation(connection, self._account, manner.attempts, manner.now, manner.octets)
        try:
            await connection.open()
            await self._converse(conversation)
        except TurnedAwayError as error:
            self._end, self._is_over = (Outcome.REFUSED, str(error)), True
        except (NotShownError, WrongCertificateError) as error:
            self._end, self._is_over = (Outcome.NOT_SHOWN, str(error)), True
        except (OSError, BadAnswerError) as error:
            self._is_over = conversation.was_shown or bool(self._bodies)
            after = "the account was shown, and " if conversation.was_shown else ""
            self._end = Outcome.NO_ANSWER, f"{after}{_said(error)}"
        self._certificate += lines_of_certificate(
            connection.certificate, connection.fingerprint, connection.port, self._spot, self._account
        )

    async def _converse(self, conversation: Conversation) -> None:
        for dialect in dialects_for(self._account, self._shown):
            first, *others = ASKED_IN[dialect]
            opening = await conversation.ask(first)
            self._points_elsewhere |= opening.status in _REDIRECTING
            if self._take(first, opening):
                self._is_over = True
                await self._go_on(others, _kind_of(opening), conversation)
                return
        self._end = Outcome.NOTHING, _ELSEWHERE if self._points_elsewhere else _NO_DIALECT

    async def _go_on(self, questions: Sequence[Question], kind: bytes, conversation: Conversation) -> None:
        if _CAMERA.fullmatch(kind):
            self._end = Outcome.PARTLY, _A_CAMERA
            return
        has_table = False
        for question in _in_order(questions, kind):
            is_told = self._take(question, await conversation.ask(question))
            has_table = has_table or (is_told and question.is_table)
        self._end = (Outcome.TOLD, "") if has_table else (Outcome.PARTLY, "it gave none when it was asked")

    def _take(self, question: Question, answer: Answer) -> bool:
        """Keep an answer to what was asked; False for anything else."""
        if answer.status != _OK or question.answered_by.match(answer.body) is None:
            return False
        if question is not CLOCK:  # which is asked for the proof's sake
            self._bodies.append(answer.body)
        if not answer.is_whole:
            raise BadAnswerError("its answer broke off, or is longer than any table")
        return True


def _kind_of(opening: Answer) -> bytes:
    """Return what kind of device ISAPI says that it is, in capitals."""
    found = _DEVICE_TYPE.search(opening.body)
    return found[1].upper() if found else b""


def _in_order(questions: Sequence[Question], kind: bytes) -> list[Question]:
    """Return what is to be asked of this kind of recorder: whoever forbids one question is asked no other.

    One without analogue sockets may forbid the question for them, and one that has them the other.
    """
    if kind == b"NVR":
        return [question for question in questions if not question.is_of_sockets]
    return sorted(questions, key=lambda question: kind.endswith(b"DVR") and not question.is_of_sockets)


def _said(error: Exception) -> str:
    match error:
        case TimeoutError():
            return "it did not answer in time"
        case ssl.SSLError():
            return f"TLS failed: {error.reason or 'no reason given'}"
        case OSError():
            return f"the connection broke: {error.strerror or error}"
        case _:
            return str(error)
