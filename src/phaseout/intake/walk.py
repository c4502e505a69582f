"""Which files does the user mean, and which reader claims each?"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from phaseout.domain.document import NotExamined
from phaseout.domain.problem import SourceError, UsageError
from phaseout.intake.reader import Reader, Sniff
from phaseout.intake.source import FileStream

STDIN = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A file to examine, the name shown for it, and the reader it was asked to be read with."""

    name: str
    path: Path | None
    """None for standard input."""
    reader: Reader | None = None


def candidates(arguments: Sequence[str], readers: Sequence[Reader]) -> Iterator[Candidate | NotExamined]:
    """Yield what the arguments name, folders walked in the order of names.

    An argument is a file, a folder, ``-`` for standard input, or any of them behind the name of a
    reader and a colon (``nmap-xml:scan.xml``).

    Raises:
        UsageError: an argument names nothing that exists.
    """
    for argument in arguments:
        reader, rest = _scheme(argument, readers)
        if rest == STDIN:
            yield Candidate(name="standard input", path=None, reader=reader)
            continue
        path = Path(rest)
        if path.is_dir():
            yield from _walk(path, reader)
        elif path.is_char_device() or path.is_block_device():
            raise UsageError("is a device, not a file", where=argument, remedy="name files, folders or -")
        elif path.exists():
            yield Candidate(name=rest, path=path, reader=reader)
        else:
            raise UsageError(
                "there is no such file or folder",
                where=argument,
                remedy="check the spelling, and the folder you are in",
            )


def open_candidate(candidate: Candidate) -> FileStream:
    """Open the bytes.

    Raises:
        SourceError: the system refuses.
    """
    if candidate.path is None:
        return FileStream(candidate.name, sys.stdin.buffer, None)
    try:
        return FileStream(candidate.name, candidate.path.open("rb"), candidate.path)
    except OSError as error:
        raise SourceError(
            f"cannot be opened: {error.strerror}",
            where=candidate.name,
            remedy="check that it is readable for you",
        ) from error


def choose_reader(stream: FileStream, readers: Sequence[Reader]) -> Reader | None:
    """Return the first reader that is sure, else the first that may, else None."""
    perhaps = None
    for reader in readers:
        sniff = reader.sniff(stream.head, stream.name)
        if sniff is Sniff.MINE:
            return reader
        if sniff is Sniff.MAYBE and perhaps is None:
            perhaps = reader
    return perhaps


def _scheme(argument: str, readers: Sequence[Reader]) -> tuple[Reader | None, str]:
    name, colon, rest = argument.partition(":")
    if not colon or Path(argument).exists():
        return None, argument
    for reader in readers:
        if name in (reader.name, reader.name.split("-")[0]):
            return reader, rest
    return None, argument


def _walk(folder: Path, reader: Reader | None) -> Iterator[Candidate | NotExamined]:
    try:
        entries = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as error:
        yield NotExamined(name=folder.as_posix(), why=f"the folder cannot be listed: {error.strerror}")
        return
    for entry in entries:
        name = entry.as_posix()
        if entry.name.startswith("."):
            yield NotExamined(name=name, why="hidden file or folder")
        elif entry.is_symlink() and entry.is_dir():
            yield NotExamined(name=name, why="link to a folder; name that folder itself")
        elif entry.is_dir():
            yield from _walk(entry, reader)
        elif entry.is_file():
            yield Candidate(name=name, path=entry, reader=reader)
        else:
            yield NotExamined(name=name, why="neither a file nor a folder")
