"""What may be asked with an account: this, and nothing else."""

import asyncio
import re
from pathlib import Path

import pytest

from phaseout.probe.account import Dialect, Scheme
from phaseout.probe.recorders.attempts import Attempts
from phaseout.probe.recorders.connection import Connection
from phaseout.probe.recorders.conversation import Conversation
from phaseout.probe.recorders.questions import QUESTIONS, Question
from phaseout.probe.recorders.request import request
from recorder_on_loopback import NOON, NVR_PAGES, OpenGate, Recorder, account

ALLOWED = [
    ("GET", "/ISAPI/System/deviceInfo", ""),
    ("GET", "/ISAPI/ContentMgmt/InputProxy/channels", ""),
    ("GET", "/ISAPI/ContentMgmt/InputProxy/channels/status", ""),
    ("GET", "/ISAPI/System/Video/inputs/channels", ""),
    ("GET", "/pramaAPI/System/deviceInfo", ""),
    ("GET", "/pramaAPI/ContentMgmt/InputProxy/channels", ""),
    ("GET", "/pramaAPI/ContentMgmt/InputProxy/channels/status", ""),
    ("GET", "/pramaAPI/System/Video/inputs/channels", ""),
    ("GET", "/cgi-bin/magicBox.cgi?action=getSystemInfo", ""),
    ("GET", "/cgi-bin/magicBox.cgi?action=getSoftwareVersion", ""),
    ("GET", "/cgi-bin/magicBox.cgi?action=getDeviceType", ""),
    ("GET", "/cgi-bin/magicBox.cgi?action=getMachineName", ""),
    ("GET", "/cgi-bin/magicBox.cgi?action=getVendor", ""),
    ("GET", "/cgi-bin/configManager.cgi?action=getConfig&name=RemoteDevice", ""),
    ("GET", "/cgi-bin/configManager.cgi?action=getConfig&name=ChannelTitle", ""),
    ("POST", "/onvif/device_service", "GetSystemDateAndTime"),
    ("POST", "/onvif/device_service", "GetDeviceInformation"),
    ("POST", "/onvif/device_service", "GetNetworkInterfaces"),
]


def test_the_list_is_this_and_each_question_of_it_is_of_one_dialect() -> None:
    assert [(question.method, question.path, question.call) for question in QUESTIONS] == ALLOWED
    assert {question.dialect for question in QUESTIONS} == set(Dialect)


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda question: question.call or question.path)
def test_a_question_is_one_request_and_its_body_one_call(asked: Question) -> None:
    head, _, body = request(asked, "10.20.0.40").sent.partition(b"\r\n\r\n")
    assert head.split(b"\r\n")[0] == f"{asked.method} {asked.path} HTTP/1.1".encode()
    assert b"authorization" not in head.lower()
    elements = re.findall(rb"<([\w:]+)", body)
    assert elements == ([b"s:Envelope", b"s:Body", asked.call.encode()] if asked.call else [])


def test_nothing_else_is_asked_even_by_mistake(tmp_path: Path) -> None:
    async def ask() -> None:
        async with Recorder(NVR_PAGES).serving() as served:
            gate, attempts = OpenGate(), Attempts(tmp_path / "a", lambda: NOON)
            connection = Connection(gate, "127.0.0.1", (Scheme.HTTP, served.port), None)
            conversation = Conversation(connection, account(served), attempts, lambda: NOON, bytes)
            with pytest.raises(ValueError, match="only what stands in QUESTIONS is asked"):
                await conversation.ask(QUESTIONS[0]._replace(method="PUT"))
            assert gate.left == []

    asyncio.run(ask())
