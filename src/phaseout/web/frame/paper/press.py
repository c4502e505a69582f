"""Run as a process of its own: reads a page of HTML from standard input, writes it as a tagged PDF.

    python -I press.py MEGABYTES SECONDS

A page that names sizes of its type in points (``<meta name="sizes" content="10 9 8">``) is set in the first
with which it is one sheet, else in the last.

It knows nothing of the application, reaches no network and opens no file but the style sheet beside it: what
devices say stands on the page, and whatever it manages to say there, nothing can be fetched.
"""

import sys
from pathlib import Path
from typing import NoReturn

MISSING, REFUSED = 3, 4
"""How it ends where the library or what it needs is not there, and where the page cannot be set."""
STYLE = Path(__file__).with_name("paper.css")


def _limit(megabytes: int, seconds: int) -> None:
    """Let this process use no more memory and time than this, where the system can hold it to that."""
    try:
        import resource
    except ImportError:
        return
    memory = megabytes << 20
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):  # macOS knows limits that it does not let anybody set
            continue


def main() -> int:
    """Set the page."""
    _limit(int(sys.argv[1]), int(sys.argv[2]))
    try:
        from weasyprint import CSS, HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as error:  # the library, or one of the system's that it loads
        sys.stderr.write(str(error).strip().splitlines()[0])
        return MISSING

    class Nothing(URLFetcher):  # type: ignore[misc] # it has no types
        """Fetches nothing."""

        def fetch(self, url: str, headers: object = None) -> NoReturn:
            """Refuse."""
            raise ValueError(f"nothing is fetched: {url[:80]}")

    try:
        page = HTML(string=sys.stdin.buffer.read().decode(), url_fetcher=Nothing())
        text = STYLE.read_text(encoding="utf-8")
        asked = page.etree_element.find(".//meta[@name='sizes']")
        for size in asked.get("content").split() if asked is not None else [""]:
            root = f"html {{ font-size: {size}pt }}" if size else ""
            style = CSS(string=text + root, url_fetcher=Nothing())
            book = page.render(stylesheets=[style], pdf_variant="pdf/ua-1", pdf_tags=True)
            if len(book.pages) == 1:
                break
        book.write_pdf(sys.stdout.buffer, pdf_variant="pdf/ua-1", pdf_tags=True)
    except MemoryError:
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main())
