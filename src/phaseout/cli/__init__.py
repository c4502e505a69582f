"""The command line: one module per command, loaded when it is called."""

import contextlib
import importlib
import signal
import sys

import click

import phaseout
from phaseout.cli.outcome import MEANING, Outcome, of_error
from phaseout.cli.standard_output import hush
from phaseout.domain.problem import PhaseoutError

COMMANDS: dict[str, str] = {
    "survey": "Examine files and say what is there, who made it and which measure applies.",
    "questions": "Print what a saved document leaves to ask, and a file to answer it in.",
    "answer": "Decide a saved document again with what people answered.",
    "explain": "Print the whole chain of reasons from a saved document.",
    "diff": "Compare two saved documents: what is new, settled or changed, and why.",
    "reconcile": "Compare what was bought with what is there: not seen, not bought.",
    "plan": "Plan the replacement of what must go, beside a bound no plan can go below.",
    "ledger": "Verify a ledger of decisions that left the house, offline.",
    "attest": "Sign for a saved document, and verify what somebody signed.",
    "scope": "Draft, sign and show a scope: which addresses may be asked, when and how fast.",
    "probe": "Ask on the network what is there, as gently as a signed scope says.",
    "collect": "Look at networks where no server is, and leave a signed bundle.",
    "bundle": "Verify what was collected where no server is, offline.",
    "measures": "Show the legal measures the register knows.",
    "register": "Check, build and show the register of measures, makers and fingerprints.",
    "screen": "Screen order lines, suppliers or observations in bulk: table in, Parquet out.",
    "artefact": "Draft the papers the law asks for, from a saved document.",
    "models": "Show families of models, and take a designation apart.",
    "vulnerabilities": "Show the published vulnerabilities the register knows.",
    "parties": "Show makers, owners and other parties.",
    "readers": "List the formats that can be read.",
    "writers": "List the formats a report can have.",
    "traits": "List the kinds of observation.",
    "roles": "List the roles an organisation may have.",
    "push": "Hand what a saved document observed to a server of the web application.",
    "serve": "Serve the web application: the review of an estate, worked by many people.",
    "backup": "Write all that the web application knows into one file.",
    "restore": "Bring a backup back into an empty database.",
    "digest": "Send people the letters of what waits on them, and other programs their notices.",
    "institutions": "List or find federal institutions of Canada with the roles the law gives them.",
}
"""Every command with its one line of help, so that ``--help`` need not load them."""

_OF_THE_WEB = frozenset({"serve", "backup", "restore", "digest"})
"""Commands of the web application, which nothing here imports."""
EPILOG = "Exit codes: " + "; ".join(f"{code.value} {meaning}" for code, meaning in MEANING.items()) + "."


class LazyGroup(click.Group):
    """Loads a command's module when the command is called, since most runs need one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        if cmd_name not in COMMANDS:
            return None
        room = "phaseout.web.commands" if cmd_name in _OF_THE_WEB else "phaseout.cli"
        command: click.Command = importlib.import_module(f"{room}.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of commands without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(phaseout.__version__, prog_name="phaseout")
def group() -> None:
    """Find restricted surveillance and network equipment, and say which legal measure applies.

    \b
    A first look:  phaseout survey scan.xml inventory.xlsx --role ca/federal-department
    En français :  phaseout survey balayage.xml inventaire.xlsx --role ca/municipality --lang fr
    """


def main() -> None:
    """Run the command line and end with one of the exit codes."""
    # Whoever ends a pipeline sends this; what is half written is then taken away as after Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        # Outside its standalone mode click hands back the code of an Exit, and None without one.
        sys.exit(group.main(standalone_mode=False, prog_name="phaseout") or Outcome.DONE)
    except click.ClickException as error:
        error.show()
        sys.exit(Outcome.USAGE)
    except (click.Abort, KeyboardInterrupt):
        _silence_what_is_half_written()
        click.echo("stopped", err=True)
        sys.exit(Outcome.FAILED)
    except BrokenPipeError:
        # The reader of our output, such as head, has seen enough.
        sys.stderr.close()
        sys.exit(Outcome.DONE)
    except PhaseoutError as error:
        _silence_what_is_half_written()
        click.echo(f"phaseout: {_safe(error.diagnosis())}", err=True)
        sys.exit(of_error(error))
    except OSError as error:
        _say_last(f"the system refuses: {error.strerror or error}. What to do: look for space and permission")
        sys.exit(Outcome.FAILED)
    except MemoryError:
        click.echo("phaseout: out of memory. What to do: write '-o jsonl --show open'", err=True)
        sys.exit(Outcome.FAILED)
    except Exception as error:  # a fault of ours must not end with the code of a finding (house §7)
        _say_last(f"a fault in the program: {error!r}. What to do: report it with the command you gave")
        sys.exit(Outcome.FAILED)


def _silence_what_is_half_written() -> None:
    """Keep quiet the sheets of a workbook, which protest with a traceback when they are thrown away."""
    sys.unraisablehook = lambda _: None


def _safe(text: str) -> str:
    from phaseout.report.safe_text import for_terminal

    return "\n".join(map(for_terminal, text.splitlines()))


def _say_last(text: str) -> None:
    """Say why, and keep the interpreter from trying once more to write what could not be written."""
    _silence_what_is_half_written()
    click.echo(f"phaseout: {_safe(text)}", err=True)
    with contextlib.suppress(OSError):
        hush()
