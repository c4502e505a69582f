"""What keeps a file that somebody gave with what they said?"""

from contextlib import suppress

from django.core.files.storage import default_storage

from phaseout.web.findings.files import Accepted
from phaseout.web.frame.kept_file import KeptFile


def keep_file(row: KeptFile, given: Accepted) -> None:
    """Store a file, and save the row that says what it was given with; neither stays without the other.

    Args:
        row: with whose it is and who gave it.
        given: the file as it may be kept.
    """
    row.stored = default_storage.save(given.stored, given.file)
    row.name, row.kind, row.size, row.sha256 = given.name, given.kind, given.size, given.sha256
    try:
        row.save()
    except BaseException:
        with suppress(OSError):
            default_storage.delete(row.stored)
        raise
