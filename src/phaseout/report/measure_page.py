"""What does a lawyer read of one measure, on one page made from the register alone?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from phaseout.domain.cite import Cite, Text
from phaseout.domain.condition import Condition
from phaseout.domain.document import Labels
from phaseout.domain.measure import Binding, Clause, Coverage, Measure
from phaseout.domain.obligation import Obligation, Term
from phaseout.register.case import Case
from phaseout.register.query import Register
from phaseout.report.condition_words import condition_words
from phaseout.report.language import Language
from phaseout.report.markdown_text import link, plain

Lines = Iterator[str]


def register_labels(register: Register) -> Labels:
    """Return the names of everything the register speaks of."""
    vocabulary = register.vocabulary
    values = {
        f"{fact}/{value}": name for fact, named in vocabulary.values.items() for value, name in named.items()
    }
    return Labels(
        measures={id_: measure.title for id_, measure in register.measures.items()},
        parties={id_: party.name for id_, party in register.parties.items()},
        brands={id_: brand.name for id_, brand in register.brands.items()},
        words={
            **values,
            **{f"role/{role}": name for role, name in vocabulary.roles.items()},
            **{f"kind/{kind}": entry.name for kind, entry in vocabulary.kinds.items()},
            **{f"act/{act}": name for act, name in vocabulary.acts.items()},
        },
    )


def measure_page(measure: Measure, register: Register, cases: Sequence[Case], lang: str) -> str:
    """Return the page as Markdown: every axis, every step and every source with its grade."""
    return "\n".join(_Page(measure, register, Language(lang, register_labels(register))).lines(cases)) + "\n"


class _Page:
    """One measure in one language."""

    def __init__(self, measure: Measure, register: Register, language: Language) -> None:
        self._measure = measure
        self._register = register
        self._language = language
        self._cited: dict[Cite, None] = {}

    def lines(self, cases: Sequence[Case]) -> Lines:
        """Yield the page, section by section."""
        measure = self._measure
        yield from (f"# {self._of(measure.title)}", "")
        yield from self._head()
        yield from self._time()
        yield from self._who()
        yield from self._section("page.what", [self._coverage(coverage) for coverage in measure.covers])
        yield from self._section("page.asks", [self._clause(clause) for clause in measure.clauses])
        yield from self._section("page.parts", self._components())
        yield from self._section("page.exempts", self._exemptions())
        yield from self._section("page.deliver", [self._obligation(one) for one in measure.obligations])
        yield from self._section("page.references", self._citations())
        yield from self._section("page.waivers", map(self._of, measure.waivers))
        yield from self._section("page.notes", map(self._of, measure.notes))
        yield from self._section("page.cases", [self._case(case) for case in cases])
        yield from self._section("page.sources", self._sources())

    def _head(self) -> Lines:
        instrument = self._register.instruments[self._measure.instrument]
        facts = [
            ("page.id", f"`{self._measure.id}`"),
            ("page.instrument", self._of(instrument.title)),
            ("page.citation", plain(instrument.citation or "")),
            ("page.issuer", self._of(instrument.issuer) if instrument.issuer else ""),
            ("page.made", self._language.day(instrument.made) if instrument.made else ""),
            ("page.read", link(instrument.url) if instrument.url else ""),
        ]
        for key, value in facts:
            if value:
                yield f"- **{self._language.text(key)}{self._language.colon}** {value}"
        yield f"- {self._sources_of(instrument.cite)}"
        yield from (f"- {self._of(note)}" for note in instrument.notes)
        yield ""
        yield f"> {self._language.text('page.our-words', self._register.edition)}"

    def _time(self) -> Lines:
        text = self._language.text
        yield from ("", f"## {text('page.time')}", "")
        for step in self._measure.timeline.steps:
            state = self._language.term("state", step.state.value)
            note = f" {self._of(step.note)}" if step.note else ""
            day = f"{self._language.day(step.on)}{self._language.colon}"
            yield f"- **{day} {state}.**{note} {self._sources_of(step.cite)}"
        checked = self._language.day(self._measure.timeline.checked_through)
        yield from ("", text("page.checked", checked))

    def _who(self) -> Lines:
        measure = self._measure
        yield from ("", f"## {self._language.text('page.who')}", "")
        for key, bindings in (
            ("page.binds", measure.binds),
            ("page.perhaps", measure.binds_perhaps),
            ("page.binds-not", measure.binds_not),
        ):
            yield from (self._binding(key, binding) for binding in bindings)

    def _binding(self, key: str, binding: Binding) -> str:
        why = f" {self._of(binding.why)}" if binding.why else ""
        role = self._terms("role", (binding.role,))
        said = f"**{self._language.text(key)}{self._language.colon}** {role}."
        return f"- {said}{why} {self._sources_of(binding.cite)}"

    def _coverage(self, coverage: Coverage) -> str:
        language = self._language
        named = ", ".join(map(language.party, coverage.named))
        parts = [language.terms("thing", coverage.things)]
        relation = language.term("relation", coverage.relation.value)
        parts.append(f"{named} ({relation})" if named else relation)
        if coverage.when:
            parts.append(language.text("page.if", condition_words(coverage.when, language)))
        if coverage.since and coverage.perhaps_since:
            span = language.day(coverage.perhaps_since), language.day(coverage.since)
            parts.append(language.text("page.listed-unclear", *span))
        elif coverage.since:
            parts.append(language.text("page.listed", language.day(coverage.since)))
        if coverage.until:
            parts.append(language.text("page.listed-until", language.day(coverage.until)))
        if coverage.unaddressed:
            parts.append(language.text("page.silent", language.terms("unaddressed", coverage.unaddressed)))
        return f"`{coverage.id}`{language.colon} {plain('; '.join(parts))}. {self._sources_of(coverage.cite)}"

    def _clause(self, clause: Clause) -> str:
        language = self._language
        duty = language.term("duty", clause.duty.value)
        if self._measure.timeline.records_a_search:
            duty = language.text("page.looked-for")
        said = f"**{self._terms('act', clause.acts)} – {duty}.**"
        parts = [f"{said} {self._of(clause.text) if clause.text else ''}"]
        if clause.since:
            parts.append(language.text("page.since", language.day(clause.since)))
        if clause.when:
            parts.append(self._if(clause.when))
        if clause.mitigations:
            parts.append(language.text("page.mitigations", language.terms("mitigation", clause.mitigations)))
        return f"{' '.join(parts)} {self._sources_of(clause.cite)}"

    def _components(self) -> Lines:
        language = self._language
        for one in self._measure.components:
            contested = f" {language.text('page.contested')}" if one.is_contested else ""
            tested = language.term("component-test", one.test.value)
            kinds = language.terms("part", (part.value for part in one.parts))
            when = f" {self._if(one.when)}" if one.when else ""
            said = f"**{kinds} – {tested}.** {self._of(one.text)}{when}{contested}"
            yield f"{said} {self._sources_of(one.cite)}"

    def _exemptions(self) -> Lines:
        language = self._language
        for one in self._measure.exemptions:
            until = f" {language.text('page.until', language.day(one.until))}" if one.until else ""
            since = f" {language.text('page.since', language.day(one.since))}" if one.since else ""
            acts = f" ({self._terms('act', one.acts)})" if one.acts else ""
            said = f"{self._of(one.text)}{acts} {self._if(one.when)}{since}{until}"
            yield f"{said} {self._sources_of(one.cite)}"

    def _obligation(self, one: Obligation) -> str:
        language = self._language
        parts = [f"**{language.term('deliverable', one.deliverable.value)}.** {self._of(one.text)}"]
        if one.roles:
            parts.append(language.text("page.owed-by", self._terms("role", one.roles)))
        if one.within:
            parts.append(language.text("page.within", self._term(one.within)))
        if one.repeats:
            parts.append(language.text("page.repeats", self._term(one.repeats)))
        if one.artefact:
            parts.append(language.text("page.artefact", one.artefact))
        return f"{' '.join(parts)} {self._sources_of(one.cite)}"

    def _term(self, term: Term) -> str:
        counted = self._language.count(f"unit.{term.unit.value}", term.amount)
        return f"{counted} ({self._of(term.after)})"

    def _citations(self) -> Lines:
        language = self._language
        for one in self._measure.citations:
            since = f" {language.text('page.contracts-since', language.day(one.since))}" if one.since else ""
            until = f" {language.text('page.until', language.day(one.until))}" if one.until else ""
            note = f" {self._of(one.note)}" if one.note else ""
            nature = language.term("citation", one.nature)
            yield f"**{plain(one.reference)}** ({nature}).{since}{until}{note} {self._sources_of(one.cite)}"

    def _case(self, case: Case) -> str:
        language = self._language
        act = self._terms("act", (case.act,))
        outcome = language.term("outcome", case.expect.outcome.value)
        day = f" {language.day(case.expect.on)}" if case.expect.on else ""
        name = (case.name_fr if language.code == "fr" else None) or case.name
        return f"{plain(name)} ({act}, {language.day(case.as_of)})  → **{outcome}{day}**"

    def _sources(self) -> Lines:
        for source in dict.fromkeys(cite.source for cite in self._cited):
            known = self._register.sources.get(source)
            if known is None:
                continue
            where = f" {link(known.url)}" if known.url else ""
            about = ", ".join(filter(None, (known.publisher, self._language.written_day(known.date or ""))))
            said = plain(f"{known.title}{f' ({about})' if about else ''}.")
            yield f"`{source}`{self._language.colon} {said}{where}"

    def _if(self, condition: Condition) -> str:
        said = plain(self._language.text("page.if", condition_words(condition, self._language)))
        return f"{said[:1].upper()}{said[1:]}."

    def _section(self, key: str, items: Iterable[str]) -> Lines:
        rows = list(items)
        if rows:
            yield from ("", f"## {self._language.text(key)}", "")
            yield from (f"- {' '.join(row.split())}" for row in rows)

    def _of(self, text: Text) -> str:
        """Return a text of the register, in which nothing is markup: an overlay may say anything."""
        return plain(text.in_language(self._language.code))

    def _terms(self, kind: str, words: Iterable[str]) -> str:
        return plain(self._language.terms(kind, words))

    def _sources_of(self, cites: Sequence[Cite]) -> str:
        self._cited.update(dict.fromkeys(cites))
        return f"[{'; '.join(f'{cite.source} {cite.grade.value}' for cite in cites)}]"


def measures_index(register: Register, cases: Mapping[str, Sequence[Case]], lang: str) -> str:
    """Return the list of all measures with their last step, how far each was checked, and its cases."""
    language = Language(lang, register_labels(register))
    lines = [f"# {language.text('page.index')}", "", language.text("page.index-about", register.edition), ""]
    heads = ("page.measure", "page.last-step", "page.checked-head", "page.cases")
    lines += [f"| {' | '.join(language.text(head) for head in heads)} |", "|---|---|---|---|"]
    for id_, measure in sorted(register.measures.items()):
        last = measure.timeline.steps[-1]
        fr = f" · [français]({id_}.fr.md)" if measure.is_canadian else ""
        state = language.term("state", last.state.value)
        title = plain(measure.title.in_language(lang))
        step = f"{language.day(last.on)}{language.colon} {state}"
        lines.append(
            f"| [{title}]({id_}.md){fr}<br>`{id_}` | {step}"
            f" | {language.day(measure.timeline.checked_through)} | {len(cases.get(id_, ()))} |"
        )
    return "\n".join(lines) + "\n"
