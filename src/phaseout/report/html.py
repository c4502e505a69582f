"""Which writer makes pages? The template library is loaded when one is asked for."""

from typing import BinaryIO

from phaseout.report.sink import Sink, WriteOptions, Writer


def _open(stream: BinaryIO, options: WriteOptions) -> Sink:
    from phaseout.report.html_page import HtmlSink

    return HtmlSink(stream, options.lang)


WRITER = Writer(
    name="html",
    suffix=".html",
    about="one self-contained page to hand on: summary, what applies, reasons and evidence",
    open=_open,
)
