"""With which words does a server greet its clients?"""

import re

from phaseout.intake.capture.flow import DULL, WAIT, Flow
from phaseout.intake.capture.ledger import Ledger
from phaseout.intake.capture.wording import is_readable, line_of, text_of

TELNET_PORT = 23
TELNET_COMMAND = 0xFF
SDK_PORT = 8000
SDK_BANNER = bytes((0, 0, 0, 16, 0, 0, 0))
SDK_LENGTH = 16
_FTP_PORT = 21
_MAIL_PORTS = frozenset((25, 465, 587, 2525))
_MAIL = re.compile(r"\bE?SMTP\b", re.IGNORECASE)
_FTP = re.compile(r"ftp", re.IGNORECASE)
_MOST_GREETING = 1_024
_TELNET_COMMANDS = re.compile(rb"\xff(?:\xfa.*?\xff\xf0|[\xfb-\xfe].|[\xf0-\xf9])", re.DOTALL)
_PROMPT = re.compile(r"(?:login|user ?name|user|account|password)\s*:", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f]")
_LINE_END = re.compile(rb"\r?\n")


def ssh(flow: Flow, ledger: Ledger) -> int:
    """Take the identification line of an SSH server; clients say theirs to its port."""
    line = _first_line(flow)
    if line is None:
        return WAIT
    if flow.source_port < flow.target_port:
        ledger.see(flow.source, "ssh.banner", line, flow.source_port)
    return DULL


def ready(flow: Flow, ledger: Ledger) -> int:
    """Take the 220 greeting of an FTP or mail server, all of its lines."""
    text = bytes(flow.data[:_MOST_GREETING])
    lines = _LINE_END.split(text)
    complete = any(line.startswith(b"220 ") for line in lines[:-1])
    if not complete and not flow.over and len(text) < _MOST_GREETING:
        return WAIT
    said = line_of(b" ".join(line for line in lines if line.startswith(b"220")))
    ledger.see(flow.source, _trait_of_greeting(flow.source_port, said), said, flow.source_port)
    return DULL


def telnet(flow: Flow, ledger: Ledger) -> int:
    """Take a Telnet greeting up to its first prompt: what follows it is an echo of what was typed."""
    text = text_of(_TELNET_COMMANDS.sub(b"", bytes(flow.data[:_MOST_GREETING])))
    prompt = _PROMPT.search(text)
    if prompt is None and not flow.over and len(flow.data) < _MOST_GREETING:
        return WAIT
    said = _CONTROLS.sub("", text[: prompt.end()] if prompt else text)
    ledger.see(flow.source, "telnet.banner", said.strip(), flow.source_port)
    return DULL


def sdk(flow: Flow, ledger: Ledger) -> int:
    """Take the 16 bytes port 8000 of Hikvision equipment sends by itself; kept as hex."""
    if bytes(flow.data[: len(SDK_BANNER)]) == SDK_BANNER and len(flow.data) == SDK_LENGTH:
        ledger.see(flow.source, "banner", flow.data.hex(), flow.source_port)
    return DULL


def login(flow: Flow, ledger: Ledger) -> int:
    """Take USER and PASS of a client: nothing of them is kept."""
    if is_readable(bytes(flow.data[:64])):
        ledger.drop(flow.target, f"user name and password sent to port {flow.target_port}")
    return DULL


def _first_line(flow: Flow) -> str | None:
    end = flow.data.find(b"\n")
    if end < 0 and not flow.over:
        return None
    return line_of(bytes(flow.data[: end if end >= 0 else 255][:255]))


def _trait_of_greeting(port: int, said: str) -> str:
    if port in _MAIL_PORTS or (port != _FTP_PORT and _MAIL.search(said)):
        return "smtp.banner"
    return "ftp.banner" if port == _FTP_PORT or _FTP.search(said) else "banner"
