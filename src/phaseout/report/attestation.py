"""What does whoever made a survey sign for? (in-toto Statement 1)

The statement names the document by its digest, and says of which files it is, with theirs, by which register,
and what was not read: enough to tell later that a document is the one that was signed and that a file was
among those it speaks of. What the files hold is in the document alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Self, TypeVar

from pydantic import TypeAdapter, ValidationError

from phaseout.domain.document import Header, Trailer
from phaseout.domain.problem import SourceError

A = TypeVar("A")

STATEMENT = "https://in-toto.io/Statement/v1"
PAYLOAD_TYPE = "application/vnd.in-toto+json"
PREDICATE = "urn:phaseout:survey:1"
"""What is said of the document: docs/ledger.md has its members."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedFile:
    """A file by name and digest."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestation:
    """What is signed of a survey."""

    document: NamedFile
    engine: str
    register: str
    register_digest: str
    as_of: str
    generated: str | None
    sources: tuple[NamedFile, ...]
    not_examined: tuple[str, ...]
    """Names of files that were given and not read."""
    assets: int
    unidentified: int
    unread: int
    by_outcome: Mapping[str, int]
    """Assets by their gravest outcome."""

    @classmethod
    def of(cls, document: NamedFile, header: Header, trailer: Trailer) -> Self:
        """Return what is to be signed of a document."""
        counted = trailer.summary
        return cls(
            document=document,
            engine=header.engine,
            register=header.register.edition,
            register_digest=header.register.digest,
            as_of=header.as_of,
            generated=header.generated,
            sources=tuple(NamedFile(name=one.name, sha256=one.sha256) for one in header.sources),
            not_examined=tuple(one.name for one in header.not_examined),
            assets=counted.assets,
            unidentified=counted.unidentified,
            unread=counted.unread,
            by_outcome=dict(counted.by_outcome),
        )

    @classmethod
    def of_statement(cls, value: object) -> Self:
        """Return what a statement says.

        Raises:
            SourceError: it is none of a survey.
        """
        match value:
            case {
                "_type": kind,
                "predicateType": predicate,
                "subject": [{"name": name, "digest": {"sha256": digest}}],
                "predicate": {**said},
            } if (kind, predicate) == (STATEMENT, PREDICATE):
                return _checked(cls, {**said, "document": {"name": name, "sha256": digest}})
        raise SourceError("is no statement on a survey", remedy="name a file 'phaseout attest sign' wrote")

    def statement(self) -> dict[str, object]:
        """Return it as an in-toto statement."""
        said = asdict(self)
        document = said.pop("document")
        return {
            "_type": STATEMENT,
            "subject": [_described(document)],
            "predicateType": PREDICATE,
            "predicate": {**said, "sources": list(said["sources"]), "not_examined": list(self.not_examined)},
        }

    def names_of(self, digest: str) -> Sequence[str]:
        """Return by which names the statement speaks of a file with this SHA-256."""
        return [one.name for one in (self.document, *self.sources) if one.sha256 == digest]


def _described(file: Mapping[str, str]) -> dict[str, object]:
    return {"name": file["name"], "digest": {"sha256": file["sha256"]}}


def _checked(kind: type[A], value: object) -> A:
    try:
        return TypeAdapter(kind).validate_python(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise SourceError(f"{place}: {first['msg']}", remedy="ask for the statement anew") from error
