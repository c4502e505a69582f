"""``phaseout probe``: what is on the network, asked as gently as a signed scope says?"""

import contextlib
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from phaseout.cli.keys import small_file, trusted_keys
from phaseout.cli.options import lang_option
from phaseout.cli.probe_bar import watching
from phaseout.cli.probe_demo import Asked, demonstrated
from phaseout.cli.probe_words import closed_lines, rehearsal_lines, summary_lines, waiting_lines
from phaseout.cli.writing import quiet_option
from phaseout.domain.problem import SourceError, UsageError
from phaseout.probe.kill_switch import NAME
from phaseout.probe.ranges import Targets
from phaseout.probe.scope import Scope
from phaseout.report.language import Language
from phaseout.report.safe_text import for_terminal

if TYPE_CHECKING:
    from phaseout.cli.probing import Files
    from phaseout.probe.credentials import Credentials

_LOG = ".packets"
_SEED = 8
"""Bytes of a seed that nobody gave."""


@click.command()
@click.argument("ranges", nargs=-1, metavar="RANGE…")
@click.option("--scope", "scope_path", type=click.Path(path_type=Path), metavar="FILE",
              help="The signed leave, from 'phaseout scope'. Nothing is sent without.")  # fmt: skip
@click.option("--key", "keys", multiple=True, metavar="FILE|TEXT",
              help="The public key of who gives leave, or a file of such; may be given again.")  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="OUT.jsonl",
              help="Observation lines, for 'phaseout survey'; journal and log stand beside it.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Print the exact bytes that would be sent, and open nothing.")
@click.option("--resume", is_flag=True, help="Go on with OUT.jsonl where it was broken off.")
@click.option("--demo", is_flag=True,
              help="Ask emulated equipment on this machine alone, without a scope.")  # fmt: skip
@click.option(
    "--site", metavar="REF", help="The site of what stands in a range of the scope that names none."
)
@click.option("--interface", "interfaces", multiple=True, metavar="NAME",
              help="Ask all of this interface's network at once, too; may be given again "
                   "(default: where RANGE holds all of it).")  # fmt: skip
@click.option("--log", "log_path", type=click.Path(path_type=Path), metavar="FILE",
              help="Every packet sent and every answer (default: OUT.jsonl.packets).")  # fmt: skip
@click.option("--kill-switch", "stop_files", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
              help="Stop as soon as FILE is there, as when STOP is beside the output.")  # fmt: skip
@click.option("--per-host", type=click.IntRange(min=1), metavar="N",
              help="Packets a second to one host, where the scope allows more.")  # fmt: skip
@click.option("--in-all", type=click.IntRange(min=1), metavar="N",
              help="Packets a second in all, where the scope allows more.")  # fmt: skip
@click.option("--wait", is_flag=True, help="Wait where no window of the scope is open, rather than stop.")
@click.option("--community-file", type=click.Path(path_type=Path), metavar="FILE",
              help="The community to ask over SNMP with, in a file that you alone may read.")  # fmt: skip
@click.option("--recorders", "accounts_path", type=click.Path(path_type=Path), metavar="ACCOUNTS.toml",
              help="Ask recorders for their cameras, with the owner's accounts.")  # fmt: skip
@click.option("--ask-password", is_flag=True, help="Type what ACCOUNTS.toml leaves out, or the one account.")
@click.option(
    "--seed", metavar="HEX", help="What is fresh in messages follows from it; a dry run prints its own."
)
@lang_option
@quiet_option
def command(  # noqa: PLR0913 (one parameter per option)
    ranges: tuple[str, ...], scope_path: Path | None, keys: tuple[str, ...], output: Path | None,
    dry_run: bool, resume: bool, demo: bool, site: str | None, interfaces: tuple[str, ...],
    log_path: Path | None, stop_files: tuple[Path, ...], per_host: int | None, in_all: int | None, wait: bool,
    community_file: Path | None, accounts_path: Path | None, ask_password: bool, seed: str | None, lang: str,
    quiet: bool,
) -> None:  # fmt: skip
    """Ask each RANGE what is there, within a signed scope: addresses, networks, 10.20.0.5-10.20.0.9.

    Nothing that is sent changes anything, logs in or guesses. Ends with 3, and not one packet sent, where the
    scope has expired, is not signed by a --key, or does not cover a RANGE.

    \b
    phaseout probe 10.20.0.0/16 --scope look.scope --key ciso.pub --dry-run
    phaseout probe 10.20.0.0/16 --scope look.scope --key ciso.pub -o look.jsonl && phaseout survey look.jsonl
    """
    if demo and (ranges or scope_path):
        raise UsageError("asks its own town alone", where="--demo", remedy="leave out RANGE and --scope")
    if output is None and not dry_run and (demo or ranges):
        raise UsageError("is missing: where should what is found go?", where="-o", remedy="-o look.jsonl")
    with demonstrated(is_rehearsal=dry_run) if demo else _allowed(scope_path, keys, ranges) as asked:
        if asked.closed and not quiet:
            _say(closed_lines(asked.closed, Language(lang)), is_report=False)
        scope = _with_site(asked.scope, site)
        targets = Targets.of(asked.ranges, scope)
        from phaseout.cli.probing import Probing, Settings
        from phaseout.probe.clock import SystemClock

        settings = Settings(
            seed=_seed(seed), interfaces=interfaces, per_host=per_host, in_all=in_all,
            community=_community(community_file), accounts=_accounts(scope, accounts_path, asks=ask_password),
        )  # fmt: skip
        probing = Probing(scope, targets, settings, SystemClock())
        if output is None or dry_run:
            _say(rehearsal_lines(probing, settings.seed, Language(lang)), is_report=True)
            return
        if wait and not quiet:
            _say(waiting_lines(scope, datetime.now(tz=UTC), Language(lang)), is_report=False)
        files = _files(output, log_path, stop_files, is_resumed=resume)
        with watching(len(probing.targets), quiet=quiet) as progress:
            done = probing.run(files, progress, is_patient=wait)
    if not quiet:
        _say(summary_lines(done, probing.targets.left_out, output, Language(lang)), is_report=False)
    done.check()


@contextlib.contextmanager
def _allowed(path: Path | None, keys: tuple[str, ...], ranges: tuple[str, ...]) -> Iterator[Asked]:
    """Yield what a signed scope allows.

    Raises:
        UsageError: something to go by is missing.
        ScopeError: the scope does not hold; says why.
    """
    if not ranges:
        raise UsageError(
            "is missing: who should be asked?", where="RANGE", remedy="name 10.20.0.0/16, or --demo"
        )
    if path is None or not keys:
        raise UsageError(
            "nothing is sent without a scope that somebody signed", where="--key" if path else "--scope",
            remedy="'phaseout scope' makes one; --key names whose signature counts",
        )  # fmt: skip
    yield Asked(Scope.read(small_file(path), trusted_keys(keys), datetime.now(tz=UTC), str(path)), ranges)


def _with_site(scope: Scope, site: str | None) -> Scope:
    """Return a scope whose ranges are of a site where they name none."""
    return replace(scope, ranges=tuple(one if one.site else one._replace(site=site) for one in scope.ranges))


def _seed(text: str | None) -> bytes:
    try:
        return secrets.token_bytes(_SEED) if text is None else bytes.fromhex(text)
    except ValueError as error:
        raise UsageError("is no even number of hexadecimal digits", where="--seed") from error


def _community(path: Path | None) -> str | None:
    """Return the community that a file of the owner's holds.

    Raises:
        SourceError: others may read it, or it holds none.
    """
    if path is None:
        return None
    from phaseout.probe.private_file import read_private

    community = read_private(path).decode(errors="replace").strip()
    if not community:
        raise SourceError("holds no community", where=str(path))
    return community


def _accounts(scope: Scope, path: Path | None, *, asks: bool) -> "Credentials | None":
    """Return the accounts of the owner's recorders; None where none are to be asked.

    Raises:
        CredentialsError: the scope does not allow it, or the accounts cannot be had, or not safely.
    """
    if path is None and not asks:
        return None
    from phaseout.probe.recorders.run import accounts

    return accounts(path, scope, asks=asks)


def _files(output: Path, log: Path | None, stops: tuple[Path, ...], *, is_resumed: bool) -> "Files":
    """Return where to write, each to a file of its own.

    Raises:
        UsageError: the log would stand in the output or its journal.
    """
    from phaseout.cli.probing import Files
    from phaseout.probe.kept import SUFFIX

    log = log or output.with_name(output.name + _LOG)
    if log.resolve() in (output.resolve(), output.with_name(output.name + SUFFIX).resolve()):
        raise UsageError("would stand in the output", where=str(log), remedy="name another file")
    return Files(output, log, (output.parent / NAME, *stops), is_resumed)


def _say(lines: Iterable[str], *, is_report: bool) -> None:
    for line in lines:
        click.echo(for_terminal(line), err=not is_report)
