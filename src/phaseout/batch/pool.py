"""How do several processes share the pieces of one table, and end with whoever started them?"""

import contextlib
import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from typing import Generic, NamedTuple, Protocol, TypeVar

from phaseout.domain.problem import PhaseoutError, SourceError

I_contra = TypeVar("I_contra", contravariant=True)
O_co = TypeVar("O_co", covariant=True)
I = TypeVar("I")  # noqa: E741
O = TypeVar("O")  # noqa: E741


Told = Callable[[int], None]
"""Called with how much of a piece was done since it was called last."""


class Work(Protocol[I_contra, O_co]):
    """What is done with each piece, in whichever process."""

    def do(self, item: I_contra, told: Told | None, /) -> O_co:
        """Do it, and tell how it goes if somebody wants to know."""


class _Part(NamedTuple):
    """News of a piece that is being done, as it crosses from one process to another."""

    done: int


class _Failed(NamedTuple):
    """An error as it crosses from one process to another."""

    kind: type[PhaseoutError] | None
    what: str
    where: str | None = None
    remedy: str | None = None

    def error(self) -> Exception:
        """Return it as it was raised."""
        if self.kind is None:
            return RuntimeError(self.what)
        return self.kind(self.what, where=self.where, remedy=self.remedy)


class _Worker(Generic[I, O]):
    """A process that does one piece after the other."""

    def __init__(self, work: Work[I, O], told: Told | None) -> None:
        self._told = told
        context = multiprocessing.get_context("spawn")
        self.connection, other = context.Pipe()
        self._process = context.Process(target=_serve, args=(other, work, told is not None), daemon=True)
        self._process.start()
        other.close()

    def give(self, item: I) -> None:
        """Hand over a piece.

        Raises:
            SourceError: the process is no more.
        """
        try:
            self.connection.send(item)
        except OSError as error:
            raise self._lost() from error

    def take(self) -> tuple[O, ...]:
        """Return what was made of the piece; nothing where there is only news of it, which is told.

        Raises:
            SourceError: the process is no more. What failed in it is raised here.
        """
        try:
            answer = self.connection.recv()
        except (EOFError, OSError) as error:
            raise self._lost() from error
        if isinstance(answer, _Part):
            if self._told is not None:
                self._told(answer.done)
            return ()
        if isinstance(answer, _Failed):
            raise answer.error()
        made: O = answer
        return (made,)

    def end(self) -> None:
        """End the process."""
        self.connection.close()
        self._process.terminate()
        self._process.join()

    def _lost(self) -> SourceError:
        self._process.join(1)
        return SourceError(
            f"a process was ended from outside (code {self._process.exitcode}), perhaps for want of memory",
            remedy="run the command again: it goes on where it stopped; fewer --processes take less memory",
        )


def done_by(processes: int, work: Work[I, O], items: Iterable[I], told: Told | None = None) -> Iterator[O]:
    """Yield what is made of each piece, in the order they are finished; ``told`` is told in between.

    No more pieces are asked for than there are processes, so that memory does not grow with the table.
    """
    if processes == 1:
        yield from (work.do(item, told) for item in items)
        return
    with contextlib.ExitStack() as stack:
        idle: list[_Worker[I, O]] = []
        busy: dict[object, _Worker[I, O]] = {}
        started = 0
        for item in items:
            if not idle and started < processes:
                idle.append(_started(stack, work, told))
                started += 1
            while not idle:
                yield from _finished(busy, idle)
            worker = idle.pop()
            worker.give(item)
            busy[worker.connection] = worker
        while busy:
            yield from _finished(busy, idle)


def _started(stack: contextlib.ExitStack, work: Work[I, O], told: Told | None) -> _Worker[I, O]:
    worker = _Worker(work, told)
    stack.callback(worker.end)
    return worker


def _finished(busy: dict[object, _Worker[I, O]], idle: list[_Worker[I, O]]) -> Iterator[O]:
    for connection in wait([worker.connection for worker in busy.values()]):
        worker = busy[connection]
        for made in worker.take():
            del busy[connection]
            idle.append(worker)
            yield made


def _serve(connection: Connection, work: Work[object, object], tells: bool) -> None:
    """Do pieces until nobody hands any over: the end of whoever started us closes the connection."""

    def tell(done: int) -> None:
        connection.send(_Part(done))

    def do(item: object) -> object:
        return work.do(item, tell if tells else None)

    with contextlib.suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        while True:
            item = connection.recv()
            connection.send(_answer(do, item))


def _answer(do: Callable[[object], object], item: object) -> object:
    try:
        return do(item)
    except PhaseoutError as error:
        return _Failed(type(error), error.what, error.where, error.remedy)
    except Exception as error:  # it is raised again where the pieces come from
        return _Failed(None, f"{type(error).__name__}: {error}")
