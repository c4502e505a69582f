"""Another program on this machine that is told by webhooks: it keeps what came and answers as it is bid."""

import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NAME = "hooks.example.org"


@dataclass
class Receiver:
    """What came, and what is answered: statuses one after the other, the last one for ever."""

    port: int = 0
    answers: list[int] = field(default_factory=lambda: [204])
    came: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    may_answer: threading.Event = field(default_factory=threading.Event)

    @property
    def address(self) -> str:
        return f"https://127.0.0.1:{self.port}/told?by=phaseout"


@contextmanager
def receiving(folder: Path) -> Iterator[tuple[Receiver, Path]]:
    """Answer on this machine by https, and hand out the receiver and the certificate to be trusted."""
    there = Receiver()
    there.may_answer.set()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            there.came.append(({name.lower(): value for name, value in self.headers.items()}, body))
            status = there.answers.pop(0) if len(there.answers) > 1 else there.answers[0]
            there.may_answer.wait()
            self.send_response(status)
            self.send_header("Location", there.address)
            self.end_headers()
            if status != 204:
                self.wfile.write(b"said: \x1b[31m<b>no</b>")

        def log_message(self, format: str, *args: object) -> None:
            return

    certificate, key = _certificate(folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    there.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield there, certificate
    finally:
        there.may_answer.set()
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def dripping(folder: Path, *, before_tls: bool) -> Iterator[int]:
    """Accept on this machine and send a little now and then, for ever: yields the port."""
    certificate, key = _certificate(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    ended = threading.Event()

    def drip(line: socket.socket) -> None:
        drop = b"\0"
        if before_tls:
            line.sendall(b"\x16\x03\x03\x40\x00")  # the head of a record of 16 kB
        else:
            line, drop = context.wrap_socket(line, server_side=True), b"HTTP/1.1 100 Continue\r\n\r\n"
        with line, suppress(OSError):
            while not ended.wait(0.01):
                line.sendall(drop)

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=lambda: drip(server.accept()[0]), daemon=True).start()
        try:
            yield server.getsockname()[1]
        finally:
            ended.set()


def _certificate(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    names = [x509.DNSName(NAME), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2120, 1, 1, tzinfo=UTC))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "receiver.pem", folder / "receiver.key"
    certificate.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return certificate, secret
