"""What does a paper look like in which somebody states yes or no and signs for it?"""

from collections.abc import Iterator
from dataclasses import dataclass

from phaseout.artefact.basis import basis
from phaseout.artefact.equipment import table_of
from phaseout.artefact.inquiry import record_of_inquiry
from phaseout.artefact.material import OWN, Material, Owed
from phaseout.artefact.paper import Block, Choice, Fields, Heading, Mark, Paper, Paragraph
from phaseout.artefact.words import Words
from phaseout.domain.determination import Outcome
from phaseout.domain.obligation import Statement

_COLUMNS = ("thing", "brand", "maker", "model", "site", "place", "purpose", "evidence")


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """The statements that the register has for a paper, between who makes them and who signs."""

    material: Material
    title: str
    notice: str
    heading: str
    opening: Fields
    signing: tuple[Block, ...]
    remark: str | None = None
    """What the law says of the inquiry."""

    def paper(self) -> Paper:
        """Return the paper; a statement is ticked only where the survey carries it."""
        return Paper(
            title=self.title,
            lang=self.material.language.code,
            notices=(self.notice,),
            blocks=tuple(self._blocks()),
        )

    def _blocks(self) -> Iterator[Block]:
        material = self.material
        say = Words(material.language.code, "declaration")
        yield self.opening
        yield Heading(text=self.heading)
        yield from self._statements(say)
        if self.remark:
            yield Paragraph(text=self.remark)
        covered = material.answered(material.owed, *OWN)
        if covered:
            yield Heading(text=say("covered"))
            yield table_of(covered, _COLUMNS, material)
        others = material.answered(material.owed, Outcome.INFLUENCE_ONLY)
        if others:
            yield Heading(text=say("others"))
            yield Paragraph(text=say("others-what"))
            yield table_of(others, _COLUMNS, material)
        undecided = material.answered(material.owed, Outcome.UNDETERMINED)
        if undecided:
            yield Heading(text=say("undetermined"))
            yield Paragraph(text=say("settle"))
            yield table_of(undecided, _COLUMNS, material)
        yield from basis(material)
        yield from record_of_inquiry(material)
        yield from self.signing

    def _statements(self, say: Words) -> Iterator[Block]:
        material, lang = self.material, self.material.language.code
        asked = [(pair, pair[1].statement) for pair in material.asking if pair[1].statement]
        for number, (pair, statement) in enumerate(asked, start=1):
            about = statement.about.in_language(lang)
            if len(asked) > 1:
                yield Paragraph(text=f"({number}) {about}")
            if pair in material.owed:
                yield from _choices(statement, pair, material, say)
            else:
                day = material.language.day(material.days.text_of(pair[1]))
                yield Paragraph(text=say("not-asked", day, pair[0].title.in_language(lang)))


def _choices(statement: Statement, pair: Owed, material: Material, say: Words) -> Iterator[Block]:
    """Propose a mark for what is admitted and for what is denied."""
    found = len(material.answered((pair,), *OWN))
    why = _why_open(statement, pair, material, found, say)
    admits, denies = Mark.NOT_CHOSEN, Mark.CHOSEN
    if why:
        admits = denies = Mark.OPEN
    elif found:
        admits, denies = Mark.CHOSEN, Mark.NOT_CHOSEN
    lang = material.language.code
    if statement.admits:
        shown = why or (say("found", found) if found else "")
        yield Choice(text=statement.admits.in_language(lang), mark=admits, why=shown)
    shown = why or (("" if statement.admits else say("cannot", found)) if found else say("none-found"))
    yield Choice(text=statement.denies.in_language(lang), mark=denies, why=shown)


def _why_open(statement: Statement, pair: Owed, material: Material, found: int, say: Words) -> str:
    """Return why neither can be ticked, empty where one can.

    One covered thing settles what is admitted, whatever else is open; nothing is denied while anything is.
    """
    if statement.scope is not material.surveyed:
        other = say(f"surveyed-{material.surveyed.value}")
        return f"{other}; {say('would-be', found)}" if found else other
    if found:
        return ""
    undecided = material.answered((pair,), Outcome.UNDETERMINED)
    known = sum(not asset.is_unidentified for asset in undecided)
    reasons = [say("undecided", known)] if known else []
    others = len(material.answered((pair,), Outcome.INFLUENCE_ONLY))
    reasons += [say("in-other-hands", others)] if others else []
    reasons += [say("gaps", material.gaps)] if material.gaps else []
    if not material.document.trailer.summary.assets:
        reasons.append(say("nothing"))
    return "; ".join(reasons)
