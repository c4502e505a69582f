"""What does a program of some equipment call itself where it asks a web server for something?

A browser says what a person uses, and of the computer only that somebody sits there: it is passed over.
What remains are recorders and phones that fetch something by themselves, and programs of people.
"""

_BROWSERS = ("mozilla/", "opera/")
"""What browsers begin with, and what poses as one."""


def own_agent(written: str) -> str:
    """Return a User-Agent header that is no browser's, empty where there is none."""
    return "" if written.lower().startswith(_BROWSERS) else written
