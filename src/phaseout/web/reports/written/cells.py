"""How does a row of a table of a report stand on a page?

Written here and not in a template: tables have tens of thousands of rows, and a template takes far longer.
"""

from collections.abc import Sequence
from datetime import date

from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from phaseout.web.frame.paper.qr import code
from phaseout.web.frame.templatetags.frame import long_word
from phaseout.web.reports.document import WITHHELD, Box, Coded, Month, Scan, Share, Value
from phaseout.web.reports.written.texts import text_of

TICK = format_html('<span class="{}"></span>', "tick")


def row_of(values: Sequence[Value], language: str) -> SafeString:
    """Return the cells of a row."""
    return format_html_join("", "{}", ((_cell(one, language),) for one in values))


def counts(value: Value) -> bool:
    """Return whether a value is a number, or stands in the place of one."""
    return isinstance(value, int | Share) or (isinstance(value, Coded) and value.id == WITHHELD)


def _cell(value: Value, language: str) -> SafeString:
    if isinstance(value, Scan):
        return _scan(value)
    if isinstance(value, Box):
        return format_html('<td class="{}">{}</td>', *(("room", "") if value.is_room else ("box", TICK)))
    text = text_of(value, language)
    kind = "number" if counts(value) else "day" if isinstance(value, date | Month) else long_word(text)
    return format_html('<td class="{}">{}</td>', kind, linebreaksbr(text) if "\n" in text else text)


def _scan(value: Scan) -> SafeString:
    drawn = code(value.address)
    return format_html(
        '<td class="scan"><svg xmlns="http://www.w3.org/2000/svg" class="code" viewBox="0 0 {} {}" '
        'role="img"><title>{}</title><path d="{}"/></svg></td>',
        drawn.size, drawn.size, value.address, drawn.path,
    )  # fmt: skip
