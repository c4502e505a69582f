"""How does a list leave that its page shows whole, since it is short and counted at hand?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise

from phaseout.web.frame.export import FORMAT, Export, as_text
from phaseout.web.frame.gate import Asked
from phaseout.web.frame.paper.lacking import MOST_ROWS, too_long
from phaseout.web.frame.paper.pages import PDF, is_wanted, paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A list without pages; in files it has the rows that its page shows."""

    template: str
    export: Export
    title: str | Promise
    """What it is called on paper."""

    def answer(self, request: Asked, rows: Sequence[Any], **shown: object) -> HttpResponseBase:
        """Return the page, or the file that the address asks for.

        Args:
            request: whose address may name a format.
            rows: those the asker may see, narrowed as the address says.
            shown: what the template of the page shows beside the rows.

        Raises:
            Http404: there is no such format.
        """
        downloads = self._downloads(request)
        if is_wanted(request):
            if len(rows) > MOST_ROWS:
                return too_long(request, len(rows), [one for one in downloads if one[0] != PDF.upper()])
            return self._paper(request, rows)
        if FORMAT not in request.GET:
            return render(request, self.template, {**shown, "rows": rows, "downloads": downloads})
        try:
            return self.export.answer(request.GET[FORMAT], rows)
        except KeyError:
            raise Http404 from None

    def _paper(self, request: Asked, rows: Sequence[Any]) -> HttpResponseBase:
        columns = self.export.columns
        lines = [[as_text(column, row) for column in columns] for row in rows]
        about = {"title": self.title, "headings": [column.heading for column in columns], "lines": lines}
        name = self.export.name
        return paper(request, "frame/paper/whole.html", {**about, "number": len(rows)}, name=name)

    def _downloads(self, request: Asked) -> list[tuple[str, str]]:
        """Return what each format is called and its address, with what narrows the list in it."""
        asked = request.GET.copy()
        offered = []
        for name, title in (*self.export.formats(), (PDF, PDF.upper())):
            asked[FORMAT] = name
            offered.append((title, f"?{asked.urlencode()}"))
        return offered
