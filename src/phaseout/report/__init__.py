"""Document → bytes, one module per format."""

from phaseout.report import (
    csv_rows,
    hardware_bom,
    html,
    json_document,
    json_lines,
    markdown_text,
    sarif_log,
    terminal_table,
    xlsx,
)
from phaseout.report.sink import Writer

WRITERS: tuple[Writer, ...] = (
    terminal_table.WRITER,
    json_document.WRITER,
    json_lines.WRITER,
    csv_rows.WRITER,
    xlsx.WRITER,
    html.WRITER,
    markdown_text.WRITER,
    sarif_log.WRITER,
    hardware_bom.WRITER,
)
"""Every format a report can have, in the order they are listed to people."""
