"""``phaseout serve``: the web application, with all it needs, by one command."""

import os
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from phaseout.domain.problem import UsageError
from phaseout.web.commands.opening import opened
from phaseout.web.commands.worker import NOTIFY, WORK, Worker
from phaseout.web.data_folder import DATABASE
from phaseout.web.deployment import PORT
from phaseout.web.with_the_server import SERVER, end_with_the_server

CONNECTIONS = 1024
"""Connections a process holds at a time, whether something comes over them or not."""
FILES = 4096
"""Files and connections a process may have open, where the system lets it."""
RESPAWN = 1.0
"""Seconds before a process that answered and died is started anew."""
AGAIN = 1.0
"""Seconds after which it is said again that the server is to end."""
ANSWERING = 15
"""Seconds in which requests are answered still when the server is asked to end."""
HEADERS = 10_000
"""Milliseconds in which the head of a request has to come, and the next one over the same connection."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True,
              help="Port to listen on.")  # fmt: skip
@click.option("--processes", type=click.IntRange(1, 64), default=1, show_default=True,
              help="Processes that answer requests.")  # fmt: skip
@click.option("--demo", is_flag=True, help="Put an invented department into an empty database first.")
def command(host: str, port: int, processes: int, demo: bool) -> None:
    """Serve the web application.

    Its data lie in $PHASEOUT_DATA, or in the folder phaseout-data here: a SQLite database, unless
    $PHASEOUT_DATABASE names one of PostgreSQL, and files. Nothing is sent anywhere.

    \b
    phaseout serve
    phaseout serve --demo
    PHASEOUT_DATABASE=postgresql://phaseout@db/phaseout phaseout serve --host 0.0.0.0
    """
    _refuse_taken(host, port)
    os.environ.setdefault(PORT, str(port))
    with opened() as folder:
        _say_where(folder)
        _bring_forward(folder)
        if demo:
            _put_in_the_department()
        _say_who_may_enter(f"http://{host}:{port}")
    end_with_the_server()
    os.environ[SERVER] = str(os.getpid())
    with Worker(WORK), Worker(NOTIFY):
        _answer_requests(host, port, processes)


def _refuse_taken(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        # As the server asks for it: a port whose last connections are still closing is free.
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise UsageError(
                f"{host}:{port} cannot be listened on: {error.strerror}",
                remedy="name another address or port: --host, --port",
            ) from error


def _say_where(folder: Path) -> None:
    kept = "in PostgreSQL" if os.environ.get(DATABASE) else f"in {folder}"
    click.echo(f"phaseout: data {kept}, files in {folder / 'files'}", err=True)


def _bring_forward(folder: Path) -> None:
    """Bring the database to the form this version knows."""
    from phaseout.web.commands.forward import bring_forward

    bring_forward(folder, lambda said: click.echo(f"phaseout: {said}", err=True))


def _put_in_the_department() -> None:
    from django.utils import timezone

    from phaseout.web.demo.services import seed
    from phaseout.web.people.queries import has_anybody

    if has_anybody():
        click.echo("phaseout: somebody uses this database already; nothing is put in", err=True)
        return
    click.echo("phaseout: putting in an invented department with 40 sites and 2,000 things …", err=True)
    seeded = seed(timezone.localdate(), lambda said: click.echo(f"phaseout: {said}", err=True))
    click.echo(f"phaseout: sign in with the password {seeded.password} as", err=True)
    for address in seeded.addresses.values():
        click.echo(f"  {address}", err=True)


def _say_who_may_enter(address: str) -> None:
    from phaseout.web.people.queries import has_anybody
    from phaseout.web.people.welcome import code

    if has_anybody():
        click.echo(f"phaseout: open {address}/", err=True)
    else:
        click.echo(f"phaseout: nobody can sign in yet. Open {address}/welcome/{code()}/ to begin", err=True)


def _answer_requests(host: str, port: int, processes: int) -> None:
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels
    from granian.server import Server

    _may_open_more()
    server: Any = Server(
        "phaseout.web.asgi:application",
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        workers=processes,
        backlog=CONNECTIONS,
        backpressure=CONNECTIONS,
        # Where it first listens for which version it is, nothing ends who says nothing.
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEADERS),
        log_level=LogLevels.error,
        log_access=False,
        # One that dies is started anew; one that cannot start ends it all.
        respawn_failed_workers=True,
        respawn_interval=RESPAWN,
        # A process that is asked to end while it starts does not hear it.
        workers_kill_timeout=ANSWERING,
        websockets=False,
    )
    server.signal_handler_interrupt = _heeding(server, server.signal_handler_interrupt)
    server.serve()


def _heeding(server: Any, interrupt: Callable[..., None]) -> Callable[..., None]:
    """Return what ends a server when it is asked to, also while it starts a process anew.

    Where processes end with it, as under systemd, the library starts them anew first and forgets the rest:
    it is told once more.
    """

    def heed(*args: object, **kwargs: object) -> None:
        interrupt(*args, **kwargs)
        again = threading.Timer(AGAIN, server.main_loop_interrupt.set)
        again.daemon = True
        again.start()

    return heed


def _may_open_more() -> None:
    try:
        import resource
    except ImportError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
