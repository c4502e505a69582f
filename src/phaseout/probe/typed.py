"""What does a person type who is asked, seen or unseen?"""

import getpass
import sys
import warnings

from phaseout.probe.private_file import CredentialsError

_NO_TERMINAL = "there is no terminal on which a password can be typed unseen"


def seen(prompt: str) -> str:
    """Ask for what may stand on the screen; standard output is the report's.

    Raises:
        CredentialsError: nobody answers.
    """
    sys.stderr.write(f"{prompt}: ")
    sys.stderr.flush()
    if not (typed := sys.stdin.readline()):
        raise CredentialsError("nobody answered", remedy="run it in a terminal")
    return typed.rstrip("\r\n")


def unseen(prompt: str) -> str:
    """Ask for a password. It is never read where it would be shown, and never from a pipe.

    Raises:
        CredentialsError: there is no terminal, or nobody answers.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(f"{prompt}: ")
        except (getpass.GetPassWarning, EOFError, OSError):
            pass
    raise CredentialsError(_NO_TERMINAL, remedy="run it in a terminal, or use a file")
