"""``phaseout collect``: how is something looked at where no server is, and brought home in one file?"""

from pathlib import Path

import click

from phaseout.cli.collecting import Collection, begun_in, exports_in, now
from phaseout.cli.keys import small_file, trusted_keys
from phaseout.cli.options import lang_option
from phaseout.cli.whole_file import whole_file
from phaseout.cli.writing import quiet_option
from phaseout.collected.sealed import recipient_of
from phaseout.domain.problem import UsageError
from phaseout.ledger.key import SigningKey
from phaseout.probe.scope import Scope
from phaseout.report.language import Language
from phaseout.report.safe_text import for_terminal

GO_ON = "the same command goes on from there; with --as-it-is it bundles what was found so far"
SCOPE = click.option("--scope", "scope_path", required=True, type=click.Path(path_type=Path), metavar="FILE",
                     help="The signed scope; the web application and 'phaseout scope' make one.")  # fmt: skip
KEYS = click.option("--key", "keys", multiple=True, required=True, metavar="FILE|TEXT",
                    help="The public key of who may sign scopes, or a file of such; may be given again."
)  # fmt: skip
SEAL = click.option("--seal", "seal_path", type=click.Path(path_type=Path), metavar="FILE",
                    help="The public key of the server in PEM, for which the bundle is sealed.")  # fmt: skip


@click.group()
def command() -> None:
    """Look at networks where no server is, within a signed scope, and leave a bundle."""


@command.command()
@click.option("-o", "--output", "target", required=True, type=click.Path(path_type=Path), metavar="FILE.pyz",
              help="The collector, one file.")  # fmt: skip
@SCOPE
@KEYS
@SEAL
def build(target: Path, scope_path: Path, keys: tuple[str, ...], seal_path: Path | None) -> None:
    """Make a collector: one file that runs from a stick with Python alone, on a machine like this one.

    It carries the signed scope, the keys, and the program; nothing is fetched, and no private key is in it.

    \b
    phaseout collect build -o collect.pyz --scope town-hall.scope --key scope-key.txt --seal seal-key.pem
    python collect.pyz 10.20.0.0/24 --collector "Ada, technician"
    """
    from phaseout.cli.stick_archive import write_stick

    signed, trusted = small_file(scope_path), trusted_keys(keys)
    scope = Scope.read(signed, trusted, now(), str(scope_path))
    seal = None if seal_path is None else small_file(seal_path)
    if seal is not None:
        recipient_of(seal)
    with whole_file(target) as stream:
        write_stick(stream, scope, signed, "".join(f"{key}\n" for key in trusted), seal)
    click.echo(for_terminal(f"{target}: {scope.id}"), err=True)


@command.command()
@click.argument("ranges", nargs=-1, metavar="[RANGE…]")
@click.option("-o", "--output", "folder", required=True, type=click.Path(path_type=Path), metavar="FOLDER",
              help="Where it is written, and gone on with where it was broken off.")  # fmt: skip
@SCOPE
@KEYS
@SEAL
@click.option("--collector", metavar="NAME", help="Who collects; by default the name of the key of --sign.")
@click.option("--sign", "key_file", type=click.Path(path_type=Path), metavar="FILE",
              help="Your private key. Without it the bundle is not signed.")  # fmt: skip
@click.option("--files", "folders", multiple=True, metavar="FOLDER",
              help="Bundle these files, too: exports that people have; may be given again.")  # fmt: skip
@click.option(
    "--site", metavar="REF", help="Where what is in these files stands; the scope's, if it has one."
)
@click.option("--segment", metavar="NAME", help="The part of its network.")
@click.option("--as-it-is", is_flag=True, help="Ask no more, and bundle what was found so far.")
@click.option("--dry-run", is_flag=True, help="Print the exact bytes that would be sent, and open nothing.")
@click.option("--interface", "interfaces", multiple=True, metavar="NAME",
              help="Ask all of this interface's network at once, too; may be given again.")  # fmt: skip
@click.option("--wait", is_flag=True, help="Wait where no window of the scope is open, rather than stop.")
@lang_option
@quiet_option
def run(  # noqa: PLR0913 (one parameter per option)
    ranges: tuple[str, ...], folder: Path, scope_path: Path, keys: tuple[str, ...],
    seal_path: Path | None, collector: str | None, key_file: Path | None, folders: tuple[str, ...],
    site: str | None, segment: str | None, as_it_is: bool, dry_run: bool, interfaces: tuple[str, ...],
    wait: bool, lang: str, quiet: bool,
) -> None:  # fmt: skip
    """Ask each RANGE what is there, as 'phaseout probe' does, and leave a bundle in FOLDER.

    Broken off, the same command goes on with it; done, it leaves the same bundle, however often.

    \b
    phaseout collect run 10.20.0.0/24 -o found --scope town-hall.scope --key scope-key.txt --sign my.key
    """
    key = None if key_file is None else SigningKey.load(key_file)
    who = collector or (key.name if key else None)
    if who is None:
        raise UsageError("is missing: who collects?", where="--collector", remedy="give a name, or --sign")
    if not ranges and not folders:
        raise UsageError("is missing: what is collected?", where="RANGE", remedy="name a range, or --files")
    signed = small_file(scope_path)
    # What is only bundled sends nothing: the scope held when it was asked, and may have expired since.
    moment = begun_in(folder) if as_it_is else None
    scope = Scope.read(signed, trusted_keys(keys), moment or now(), str(scope_path))
    asked = _asked(scope_path, keys, interfaces, lang, is_patient=wait, is_quiet=quiet)
    if dry_run:
        _probe([*asked, "--dry-run", "--", *ranges])
        return
    exports = list(exports_in(folders, scope, site, segment))
    collection = Collection(folder=folder, scope=scope, signed=signed, collector=who, ranges=ranges)
    collection.open(now())
    if ranges and not collection.ended and not as_it_is:
        _ask([*asked, "--resume", "-o", str(collection.observed), "--", *ranges])
    collection.end(now())
    seal = None if seal_path is None else small_file(seal_path)
    path, manifest = collection.pack(exports, key, seal)
    language = Language(lang)
    if not quiet:
        signer = language.text("collect.signed", key.verifier) if key else language.text("collect.unsigned")
        said = [language.text("collect.done", manifest.id[:16], len(manifest.files)), signer]
        click.echo("\n".join(map(for_terminal, said)), err=True)
    click.echo(for_terminal(str(path)))


def _asked(
    scope: Path, keys: tuple[str, ...], interfaces: tuple[str, ...], lang: str,
    *, is_patient: bool, is_quiet: bool,
) -> list[str]:  # fmt: skip
    """Return what 'phaseout probe' is told."""
    told = ["--scope", str(scope), "--lang", lang]
    told += [part for key in keys for part in ("--key", key)]
    told += [part for name in interfaces for part in ("--interface", name)]
    told += ["--wait"] * is_patient + ["--quiet"] * is_quiet
    return told


def _ask(told: list[str]) -> None:
    """Ask; where that is stopped, say how a collection goes on.

    Raises:
        Stopped: nothing may leave any more.
    """
    from phaseout.probe.hours import Stopped

    try:
        _probe(told)
    except Stopped as stopped:
        raise Stopped(stopped.what, where=stopped.where, remedy=GO_ON) from stopped


def _probe(told: list[str]) -> None:
    from phaseout.cli.probe import command as probe

    probe.main(args=told, prog_name="phaseout probe", standalone_mode=False)
