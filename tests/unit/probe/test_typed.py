"""Where a password may be typed."""

import getpass
import io
import subprocess
import sys
import warnings

import pytest

from phaseout.probe import typed
from phaseout.probe.private_file import CredentialsError


def test_what_may_be_seen_is_asked_for_beside_the_report(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("viewer\n"))
    assert typed.seen("User") == "viewer"
    assert capsys.readouterr() == ("", "User: ")
    with pytest.raises(CredentialsError, match="nobody answered"):
        typed.seen("User")


def test_a_password_is_typed_unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getpass", lambda prompt: f"typed at {prompt}")
    assert typed.unseen("Password") == "typed at Password: "


def test_where_it_would_be_shown_it_is_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def shows(_: str) -> str:
        warnings.warn("Can not control echo on the terminal.", getpass.GetPassWarning, stacklevel=1)
        return "shown"

    monkeypatch.setattr(getpass, "getpass", shows)
    with pytest.raises(CredentialsError, match="no terminal"):
        typed.unseen("Password")


def test_a_password_in_a_pipe_is_not_taken() -> None:
    program = "from phaseout.probe.typed import unseen; unseen('Password')"
    done = subprocess.run(
        [sys.executable, "-c", program], input="PLANTED\n", capture_output=True, text=True, check=False,
        start_new_session=True,
    )  # fmt: skip
    assert done.returncode == 1
    assert "there is no terminal on which a password can be typed unseen" in done.stderr
    assert "PLANTED" not in done.stdout + done.stderr
