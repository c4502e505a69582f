"""What does a scope allow, in words?"""

from collections.abc import Iterable, Iterator

from phaseout.ledger.envelope import key_id
from phaseout.ledger.key import KeyKind, VerifierKey
from phaseout.ledger.note import Note
from phaseout.probe.networks import is_public, span
from phaseout.probe.scope import Range, Scope, stamp
from phaseout.probe.window import Window
from phaseout.report.language import Language


def scope_lines(scope: Scope, language: Language) -> Iterator[str]:
    """Yield what a scope allows, a line for each of its parts."""
    yield language.text("look.scope", scope.id, scope.owner, scope.approver)
    yield language.text("look.valid", *(language.moment(stamp(at)) for at in (scope.made, scope.expires)))
    yield from (_range_line(one, language) for one in scope.ranges)
    if scope.excluded:
        yield language.text("look.excluded", ", ".join(map(str, scope.excluded)))
    yield from (_window_line(one, language) for one in scope.windows)
    if not scope.windows:
        yield language.text("look.any-hour")
    yield language.text("look.rate", language.number(scope.per_host), language.number(scope.in_all))
    if scope.inquiries is None:
        yield language.text("look.every-inquiry")
    else:
        yield language.text("look.inquiries", ", ".join(sorted(scope.inquiries)))
    yield language.text("look.recorders" if scope.recorders else "look.no-recorders")


def signature_lines(note: Note | None, trusted: Iterable[VerifierKey], language: Language) -> Iterator[str]:
    """Yield who signed a scope, as far as the trusted keys tell."""
    if note is None:
        yield language.text("look.unsigned")
        return
    found = note.judged(trusted)
    for signer in found.good:
        is_witness = signer.key.kind is KeyKind.WITNESS
        yield language.text("look.witnessed" if is_witness else "attest.signed", key_id(signer.key))
    yield from (language.text("attest.forged", key_id(key)) for key in found.forged)
    yield from (language.text("attest.unknown", name) for name in found.unknown)


def _range_line(one: Range, language: Language) -> str:
    parts = [language.count("look.range", span(one.network).size, one.network)]
    parts += [language.text("look.site", one.site)] if one.site else []
    parts += [language.text("look.segment", one.segment)] if one.segment else []
    if is_public(one.network):
        parts.append(language.text("look.public", one.public_note))
    return "; ".join(parts)


def _window_line(window: Window, language: Language) -> str:
    names = language.text("look.days").split()
    days = ", ".join(names[day] for day in sorted(window.days))
    return language.text("look.window", days, f"{window.begins:%H:%M}", f"{window.ends:%H:%M}", window.zone)
