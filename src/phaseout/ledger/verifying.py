"""Is a bundle the ledger that was signed and seen, whole and unchanged?

Leaves are read once, as a stream; of the whole ledger one byte for each leaf stays in memory. Nothing is
asked of any network.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from phaseout.ledger.bundle import CHECKPOINTS, GOING_ON, KEYS, LEAVES, OPENINGS, PROOFS
from phaseout.ledger.checkpoint import Signed, read_checkpoints
from phaseout.ledger.finding import SHOWN, Code, Finding, Findings, Verdict, verdict_of
from phaseout.ledger.key import KeyKind, VerifierKey, read_keys
from phaseout.ledger.merkle import Growing
from phaseout.ledger.opened import Bundle, Hashes
from phaseout.ledger.openings import Disclosed
from phaseout.ledger.proven import Proven, roots_seen
from phaseout.ledger.rows import Rows
from phaseout.ledger.states import States


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What a bundle was found to be."""

    origin: str
    is_whole: bool
    leaves: int
    """That the bundle has."""
    signed: int | None
    """Leaves of the largest state that a trusted key signed and the leaves agree with."""
    witnessed: int | None
    """Leaves of the largest such state that somebody else saw."""
    seen: int | None
    """When, in seconds after 1970, if a witness signed with the time."""
    passed_over: int
    """Signatures under its states that are of keys not known here."""
    strangers: tuple[str, ...]
    """Names and ids of the first few such keys."""
    disclosed: int
    """Private values that are there and are those that were written."""
    hidden: int
    """Private values that are not there."""
    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> Verdict:
        """What it comes to."""
        return verdict_of(self.findings)


def verify(bundle: Bundle, keys: Sequence[VerifierKey] = (), seen: Sequence[Signed] = ()) -> Verification:
    """Return what a bundle is found to be.

    Args:
        bundle: of which nothing is believed.
        keys: of the ledger and of witnesses, from somebody trusted. Without one of a ledger, signatures
            are compared with the keys the bundle brings, and whose they are stays open.
        seen: checkpoints that were laid by earlier, in whatever order.

    Raises:
        SourceError: a member cannot be read.
    """
    findings, trusted = Findings(), list(keys)
    if not any(key.kind is KeyKind.LEDGER for key in trusted):
        findings.add(Code.NO_KEY)
        brought = read_keys(bundle.text(KEYS).decode(errors="replace"))
        trusted += [key for key in brought if key.kind is KeyKind.LEDGER]
    found = read_checkpoints(bundle.text(CHECKPOINTS), CHECKPOINTS)
    states = States(trusted, bundle.manifest.origin, findings)
    disclosed = Disclosed(bundle.lines(OPENINGS), findings)
    if bundle.manifest.is_whole:
        rows = Rows(bundle.manifest.origin, bundle.hashes(), disclosed, findings)
        leaves = _look_at_whole(bundle, rows, states, found, seen)
    else:
        # No root can be made of some leaves: their proofs are held against the states that were signed.
        states.judge(found, {one.checkpoint.size: one.checkpoint.root for one in found}, ())
        going_on = bundle.lines(GOING_ON)
        roots = roots_seen((one.checkpoint for one in seen), going_on, states.signed, findings)
        states.compare(seen, {**roots, **states.signed}, None)
        proven = Proven(bundle.manifest.origin, states.signed, disclosed, findings)
        leaves = proven.look(bundle.lines(LEAVES), bundle.lines(PROOFS))
    if not states.witnessed and not findings.has(Code.ROLLED_BACK, Code.UNLIKE_WITNESS):
        findings.add(Code.NO_WITNESS)
    return _verification(bundle, leaves, states, disclosed, findings)


def _look_at_whole(
    bundle: Bundle, rows: Rows, states: States, found: Sequence[Signed], seen: Sequence[Signed]
) -> int:
    """Look at all leaves and all states, and return how many leaves the tree took."""
    hashes, size = rows.hashes, bundle.manifest.size
    rows.look(bundle.lines(LEAVES))
    roots = roots_at(hashes, [one.checkpoint.size for one in (*found, *seen)])
    states.judge(found, roots, rows.successions)
    states.compare(seen, roots, hashes.count)
    if size > hashes.count:
        rows.findings.add(Code.CUT_TAIL, size - 1)
    elif size < hashes.count:
        rows.findings.add(Code.WRONG_SIZE, size)
    signed = max((one.checkpoint.size for one in found), default=0)
    if signed < hashes.count:
        rows.findings.add(Code.UNSIGNED, signed)
    return hashes.count


def roots_at(hashes: Hashes, sizes: Iterable[int]) -> dict[int, bytes]:
    """Return the root of each size that the hashes reach."""
    tree, found = Growing(), {}
    for size in sorted(set(sizes)):
        if size > hashes.count:
            break
        for at in range(tree.size, size):
            tree.add(hashes[at])
        found[size] = tree.root()
    return found


def _verification(
    bundle: Bundle, leaves: int, states: States, disclosed: Disclosed, findings: Findings
) -> Verification:
    witnessed = max(states.witnessed, default=None)
    return Verification(
        origin=bundle.manifest.origin,
        is_whole=bundle.manifest.is_whole,
        leaves=leaves,
        signed=max(states.signed, default=None),
        witnessed=witnessed,
        seen=None if witnessed is None else states.witnessed[witnessed],
        passed_over=states.passed_over.total(),
        strangers=tuple(islice(states.passed_over, SHOWN)),
        disclosed=disclosed.fitting,
        hidden=disclosed.hidden,
        findings=findings.all(),
    )
