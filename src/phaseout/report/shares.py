"""How is a share said: exactly, as a range, or as not known?"""

from phaseout.ownership import Share
from phaseout.report.language import Language


def share_words(share: Share, language: Language) -> str:
    """Return a share in per cent, ``48–51%``; that it is not known where it may be anything."""
    if (share.lowest, share.highest) == (0.0, 1.0):
        return language.text("share.unknown")
    return percent_words(share, language)


def percent_words(share: Share, language: Language) -> str:
    """Return a share in per cent, ``0–100%`` where it may be anything."""
    said = "–".join(dict.fromkeys(f"{100 * end:.4g}" for end in (share.lowest, share.highest)))
    return language.text("share.percent", said.replace(".", ",") if language.code == "fr" else said)
