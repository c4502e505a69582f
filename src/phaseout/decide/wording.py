"""How is a reason said to a person?"""

from collections.abc import Mapping
from types import MappingProxyType

from phaseout.decide import fact_phrases, phrases_en, phrases_fr, supplier_phrases, vulnerability_phrases
from phaseout.decide.contractor import SUPPLIER
from phaseout.decide.day_words import written_day_words
from phaseout.domain.truth import Reason

_NO_NAMES: Mapping[str, str] = MappingProxyType({})
_VERBATIM = frozenset({"text_en", "text_fr", "path", "fact", "since", "before"})
"""Parameters that are no list of ids."""
_DAYS = frozenset({"on", "until", "checked", "given", "first", "starts"})
"""Parameters that are days, or may be: one that is none stays as it is."""
_ENGLISH = {**phrases_en.SENTENCES, **supplier_phrases.ENGLISH, **vulnerability_phrases.ENGLISH}
_FRENCH = {**phrases_fr.SENTENCES, **supplier_phrases.FRENCH, **vulnerability_phrases.FRENCH}


def say(reason: Reason, lang: str, *, names: Mapping[str, str] = _NO_NAMES) -> str:
    """Return the claim of a reason as a sentence in ``en`` or ``fr``, without what it rests on.

    ``names`` puts words for ids (parties, roles, acts, kinds …); an id without one is said as it is.
    """
    words = _words(reason, lang, names)
    if lang == "fr":
        return _typeset(_sentence(_FRENCH, reason, words))
    return _sentence(_ENGLISH, reason, words)


def _sentence(sentences: Mapping[str, str], reason: Reason, words: Mapping[str, str]) -> str:
    phrase = sentences.get(reason.code) or sentences.get(f"{reason.code}/{reason.truth.value}")
    if phrase is None:
        # A document written by a later version of the program may give reasons this one cannot word.
        return f"{reason.code}: {', '.join(reason.params.values())}" if reason.params else reason.code
    if reason.fact == SUPPLIER:
        phrase = supplier_phrases.of_supplier(phrase)
    # A sentence that ends in a firm's "Ltd." has its full stop.
    said = phrase.format_map(words).strip().replace("..", ".")
    return said[:1].upper() + said[1:]


def _typeset(sentence: str) -> str:
    """Keep guillemets, colons and per cent signs on the line of their word, as Canadian French does."""
    for loose, kept in (("« ", "«\u00a0"), (" »", "\u00a0»"), (" :", "\u00a0:"), (" %", "\u00a0%")):
        sentence = sentence.replace(loose, kept)
    return sentence


def _words(reason: Reason, lang: str, names: Mapping[str, str]) -> dict[str, str]:
    """Return every parameter a sentence may ask for, in words."""
    params, phrases = reason.params, phrases_fr if lang == "fr" else phrases_en
    words = {key: _named(value, names) for key, value in params.items() if key not in _VERBATIM}
    words["text"] = params.get(f"text_{lang}") or params.get("text_en", "")
    words["part"] = phrases.PARTS.get(params.get("part", ""), "")
    words["test"] = phrases.TESTS.get(params.get("test", ""), "")
    words["fact"] = (fact_phrases.FRENCH if lang == "fr" else fact_phrases.ENGLISH).get(
        params.get("fact", ""), ""
    )
    words.update({key: _days(words[key], lang) for key in _DAYS & words.keys()})
    words["interval"] = _interval(params, lang)
    words["path"] = "; ".join(_leg(leg, lang, names) for leg in params.get("path", "").split(";") if leg)
    words["until_clause"] = _until(params.get("until", ""), lang)
    return words


def _named(value: str, names: Mapping[str, str]) -> str:
    words = [names.get(part, part) for part in value.split(", ")]
    return ("; " if any("," in word for word in words) else ", ").join(words)


def _days(written: str, lang: str) -> str:
    return ", ".join(written_day_words(one, lang) for one in written.split(", "))


def _until(day: str, lang: str) -> str:
    if not day:
        return ""
    said = written_day_words(day, lang)
    return f" jusqu’au {said}" if lang == "fr" else f" until {said}"


def _interval(params: Mapping[str, str], lang: str) -> str:
    """Say a half-open interval of days."""
    since, before = (_days(params.get(end, ""), lang) for end in ("since", "before"))
    if lang == "fr":
        ends = (f"le {since} ou après" if since else "", f"avant le {before}" if before else "")
        return " et ".join(end for end in ends if end)
    ends = (f"on or after {since}" if since else "", f"before {before}" if before else "")
    return " and ".join(end for end in ends if end)


def _leg(leg: str, lang: str, names: Mapping[str, str]) -> str:
    """Say one interest, as ``phaseout.decide.maker`` wrote it."""
    holder, held, kind, lowest, highest, until = leg.split("|")
    phrases = phrases_fr.INTERESTS if lang == "fr" else phrases_en.INTERESTS
    said = phrases[kind].format(
        holder=names.get(holder, holder),
        held=names.get(held, held),
        share=_share(float(lowest), float(highest), lang),
    )
    return f"{said} ({_until(until, lang).strip()})" if until else said


def _share(lowest: float, highest: float, lang: str) -> str:
    if (lowest, highest) == (0.0, 1.0):
        return phrases_fr.UNKNOWN_SHARE if lang == "fr" else phrases_en.UNKNOWN_SHARE
    said = "–".join(dict.fromkeys(f"{100 * end:.4g}" for end in (lowest, highest)))
    return f"{said.replace('.', ',')} %" if lang == "fr" else f"{said}%"
