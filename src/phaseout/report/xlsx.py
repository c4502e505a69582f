"""Which writer makes workbooks? The library behind it is loaded when one is asked for."""

from typing import BinaryIO

from phaseout.report.sink import Sink, WriteOptions, Writer


def _open(stream: BinaryIO, options: WriteOptions) -> Sink:
    from phaseout.report.xlsx_workbook import XlsxSink

    return XlsxSink(stream, options.lang)


WRITER = Writer(
    name="xlsx",
    suffix=".xlsx",
    about="a workbook: findings, assets, evidence, vulnerabilities, unread, questions, about",
    open=_open,
)
