"""Which key signs the ledgers of this server, and how is it succeeded by another?

Its private half is a file that its owner alone may read, never in the database and never in a backup.
"""

from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from phaseout.domain.problem import UsageError
from phaseout.ledger.key import KeyTextError, SigningKey, VerifierKey
from phaseout.ledger.leaf import SUCCEEDED
from phaseout.ledger.writing import Entry
from phaseout.web.frame.server_name import server_name
from phaseout.web.ledger.models import Key, Ledger
from phaseout.web.ledger.services.signing import signed_state
from phaseout.web.ledger.services.writing import write
from phaseout.web.ledger.told import NOBODY


class LostKeyError(KeyTextError):
    """Ledgers were signed, and the key that signed them is not here."""


def key_path() -> Path:
    """Return the file of the key, which need not exist yet."""
    return Path(settings.LEDGER_KEY)


def key_file() -> SigningKey:
    """Return the key that signs, made where no ledger was ever signed.

    Raises:
        LostKeyError: ledgers were signed by a key, of which there is no file.
        KeyTextError: the file cannot be read, or others may read it.
    """
    path = key_path()
    if path.exists():
        return SigningKey.load(path)
    if Key.everything.exists():
        raise LostKeyError(
            "the key that signs the ledgers is not here",
            where=str(path),
            remedy="put the file of it back from the copy you keep elsewhere",
        )
    made = SigningKey.generate(f"{server_name()}/ledger")
    try:
        made.save(path)
    except KeyTextError:
        if not path.exists():
            raise
        return SigningKey.load(path)  # another process was quicker
    return made


def public_key() -> VerifierKey | None:
    """Return the public half of the key of this server; None where its file is not here."""
    try:
        return SigningKey.load(key_path()).verifier
    except KeyTextError:
        return None


def succeed() -> VerifierKey:
    """Let a new key sign from now on; both sign the state in which the ledgers say so.

    The old file is kept beside the new one, its name ending in the id of its key.

    Raises:
        UsageError: no key signs yet.
        KeyTextError: a file cannot be read or written.
    """
    path = key_path()
    if not path.exists():
        raise UsageError("no key signs yet", remedy="the first one needs no successor: 'ledger key' makes it")
    old = SigningKey.load(path)
    new = SigningKey.generate(old.name)
    former, draft = path.with_name(f"{path.name}-{old.verifier.id.hex()}"), path.with_name(f"{path.name}-new")
    draft.unlink(missing_ok=True)
    new.save(draft)
    with transaction.atomic():
        for ledger in Ledger.everything.select_for_update().order_by("pk"):
            _succeed_in(ledger, old, new)
        # Before the rows are there for everybody: a key of which no ledger knows signs nothing.
        path.replace(former)
        draft.replace(path)
    return new.verifier


def _succeed_in(ledger: Ledger, old: SigningKey, new: SigningKey) -> None:
    now = timezone.now()
    entry = Entry(
        actor=NOBODY,
        kind=SUCCEEDED,
        subject="key",
        before={"key": str(old.verifier)},
        after={"key": str(new.verifier)},
    )
    write(ledger, [entry], [None], now=now)
    Key.everything.filter(ledger=ledger, succeeded=None).update(succeeded=now)
    signed_state(ledger, [old, new], now)
