"""What keeps a file that somebody gave with what they said?"""

from phaseout.web.findings.files import Accepted
from phaseout.web.frame.kept_file import KeptFile
from phaseout.web.frame.undertaking.services import stored


def keep_file(row: KeptFile, given: Accepted) -> None:
    """Store a file, and save the row that says what it was given with; for services, inside ``written``.

    Args:
        row: with whose it is and who gave it.
        given: the file as it may be kept.
    """
    row.stored = stored(given.stored, given.file)
    row.name, row.kind, row.size, row.sha256 = given.name, given.kind, given.size, given.sha256
    row.save()
