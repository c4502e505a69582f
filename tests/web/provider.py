"""A small provider of OpenID Connect on this machine alone: real HTTP, and an ID token it really signs."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "phaseout", "the secret of the client"


def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Provider:
    """Says of everybody who comes what ``person`` holds; ``token`` changes the ID token."""

    address: str = ""
    person: dict[str, Any] = field(default_factory=dict)
    token: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    published: rsa.RSAPrivateKey = field(default_factory=key)
    signing: rsa.RSAPrivateKey | None = None
    algorithm: str = "RS256"
    calls_itself: str = ""
    leaves_out: tuple[str, ...] = ()
    asked: list[dict[str, str]] = field(default_factory=list)

    def configuration(self) -> dict[str, Any]:
        return {
            "issuer": self.calls_itself or self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "jwks_uri": f"{self.address}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def id_token(self) -> str:
        now = int(time.time())
        told = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 60, **self.person}
        told |= {"nonce": self.asked[-1].get("nonce", ""), **self.token}
        signers: dict[str, Any] = {"RS256": self.signing or self.published, "none": None, "HS256": SECRET * 2}
        signer = signers[self.algorithm]
        return jwt.encode(told, signer, algorithm=self.algorithm, headers={"kid": "one"})

    def keys(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.published.public_key()))
        return {"keys": [{**public, "kid": "one", "alg": "RS256", "use": "sig"}]}

    def exchanged(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        challenge = self.asked[-1]["code_challenge"]
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        proven = base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == challenge
        if form.get("client_secret") != SECRET or form.get("code") != "a-code" or not proven:
            return 400, {"error": "invalid_grant"}
        answer = {"access_token": "an-access-token", "token_type": "Bearer", "id_token": self.id_token()}
        return 200, {name: value for name, value in answer.items() if name not in self.leaves_out}


@contextmanager
def running() -> Iterator[Provider]:
    """Serve until left."""
    provider = Provider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(provider))
    provider.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = 10

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            match parts.path:
                case "/.well-known/openid-configuration":
                    self._say(200, provider.configuration())
                case "/authorize":
                    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
                    provider.asked.append(asked)
                    self.send_response(302)
                    back = urlencode({"code": "a-code", "state": asked["state"]})
                    self.send_header("Location", f"{asked['redirect_uri']}?{back}")
                    self.end_headers()
                case "/keys":
                    self._say(200, provider.keys())
                case "/userinfo":
                    known = self.headers["Authorization"] == "Bearer an-access-token"
                    self._say(200 if known else 401, {**provider.person, **provider.userinfo})
                case _:
                    self._say(404, {})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._say(*provider.exchanged({name: values[0] for name, values in parse_qs(body).items()}))

        def _say(self, status: int, told: dict[str, Any]) -> None:
            body = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_given: object) -> None:
            pass

    return Handler
