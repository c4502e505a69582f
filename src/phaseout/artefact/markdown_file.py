"""How does a paper become Markdown, for whoever keeps papers in a repository?"""

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO, assert_never

from phaseout.artefact.paper import (
    BLANK,
    Block,
    Bullets,
    Choice,
    Fields,
    Heading,
    Mark,
    Paper,
    Paragraph,
    Table,
)
from phaseout.report.markdown_text import plain

_COLON = {"en": ":", "fr": "\u00a0:"}
_START = re.compile(r"^(\s*[0-9]*)([#+\-=.)])")
"""What may open a heading, a list or an underline; ``plain`` sees to the other signs."""
_BOX = {Mark.CHOSEN: "[x]", Mark.NOT_CHOSEN: "[ ]", Mark.OPEN: "[ ]"}


def write_markdown(paper: Paper, stream: BinaryIO) -> None:
    """Write the paper as Markdown, UTF-8."""
    lines = [f"# {plain(paper.title)}", ""]
    for notice in paper.notices:
        lines += [f"> {_line(notice)}", ">"]
    lines[-1] = ""
    for block in paper.blocks:
        lines += [*_lines(block, _COLON[paper.lang]), ""]
    stream.write("\n".join(lines).encode("utf-8"))


def _lines(block: Block, colon: str) -> Iterator[str]:
    match block:
        case Heading(text=text, level=level):
            yield f"{'#' * level}# {plain(text)}"
        case Paragraph(text=text):
            yield _line(text)
        case Bullets(items=items):
            yield from (f"- {_line(item)}" for item in items)
        case Fields(fields=fields):
            for field in fields:
                value = plain(field.value) if field.value is not None else BLANK
                yield f"- **{plain(field.label)}{colon}** {value}"
        case Choice(text=text, mark=mark, why=why):
            yield f"- {_BOX[mark]} {plain(text)}{f' ({plain(why)})' if why else ''}"
        case Table(heads=heads, rows=rows):
            yield _row(heads)
            yield f"|{' --- |' * len(heads)}"
            yield from (_row(row) for row in rows)
        case _:
            assert_never(block)


def _line(text: str) -> str:
    """Return text as a line of its own, which no sign at its start makes a heading or a list."""
    return _START.sub(r"\1\\\2", plain(text))


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(plain, cells))} |"
