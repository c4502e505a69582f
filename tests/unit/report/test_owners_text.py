"""Does the tree in text say everything that is recorded, in both languages?"""

from datetime import date

from phaseout.domain.cite import Cite, EvidenceGrade, Text
from phaseout.domain.document import Labels
from phaseout.domain.party import Dependency, DependencyKind, Interest, InterestKind, Party
from phaseout.ownership import PartyGraph
from phaseout.ownership.ancestry import everyone_above, owners_above
from phaseout.ownership.standing import standings
from phaseout.report.language import Language
from phaseout.report.owners_text import Owners, owners_lines
from phaseout.report.ownership_words import OwnershipWords

DAY = date(2026, 11, 23)
PARTIES = {
    party.id: party
    for party in (
        Party(id="p", name="Paragon Ltd.", country="CA"),
        Party(id="x", name="Xenon Group", country="CN"),
        Party(id="y", name="Ypsilon"),
        Party(id="q", name="Quark Inc."),
    )
}


def cited(*grades: str) -> tuple[Cite, ...]:
    return tuple(Cite(source="s", grade=EvidenceGrade(grade)) for grade in grades)


INTERESTS = (
    Interest(
        holder="x", held="p", kind=InterestKind.SHAREHOLDING, share_min=0.48, share_max=0.51,
        since=date(2022, 12, 28), cite=cited("BK", "S1"),
    ),
    Interest(holder="x", held="p", kind=InterestKind.CONTROL, cite=cited("S")),
    Interest(holder="y", held="p", kind=InterestKind.CONTROL, until=date(2024, 1, 31), cite=cited("S")),
    Interest(holder="y", held="x", kind=InterestKind.VOTING, cite=cited("BK")),
    Interest(holder="p", held="q", kind=InterestKind.LINKED, share_max=0.0, since=date(2027, 1, 1), cite=cited("S")),
)  # fmt: skip
DEPENDENCY = Dependency(
    party="p", on="y", kind=DependencyKind.FIRMWARE, since=date(2024, 1, 31),
    note=Text(en="Alleged.", fr="Allégué."), cite=cited("S"),
)  # fmt: skip


def lines(party: str, lang: str = "en", *interests: Interest) -> list[str]:
    graph = PartyGraph.of(interests or INTERESTS)
    tree = owners_above(party, graph, DAY)
    owners = Owners(
        tree=tree,
        standings=tuple(standings(party, everyone_above(tree), graph, DAY)),
        holdings=tuple(i for i in INTERESTS if i.holder == party),
        dependencies=(DEPENDENCY,) if party == "p" else (),
        dependents=(DEPENDENCY,) if party == "y" else (),
    )
    words = OwnershipWords(language=Language(lang, Labels()), parties=PARTIES, day=DAY)
    return list(owners_lines(owners, words))


def test_the_tree_says_shares_days_grades_and_what_has_ended() -> None:
    assert lines("p")[:13] == [
        "Who stands above Paragon Ltd., as of 23 November 2026",
        "",
        "Paragon Ltd. (p, CA)",
        "├─ Xenon Group (x, CN)",
        "│  + owns 48–51%, since 28 December 2022  [BK, S1]",
        "│  + controls  [S]",
        "│  ├─ Ypsilon (y)",
        (
            "│  │  ? votes with an unknown share  [BK] – no source was read: counts as a link and no more, "
            "whatever its share"
        ),
        "│  └─ how much has no holder on record is not known",
        "├─ Ypsilon (y)",
        "│  - controls, until 31 January 2024  [S] – ended: does not count on this day",
        "└─ no holder on record: 49–52% of the shares",
        "",
    ]


def test_below_stands_what_each_amounts_to_what_is_held_and_whom_it_depends_on() -> None:
    assert lines("p")[13:-3] == [
        (
            "What each of them amounts to on this day through the whole chain (economic share: every share multiplied; "
            "half: the cascade, in which a holding counts in full; what is marked ? or - adds no share for certain)"
        ),
        "  Xenon Group: economic share 48–51%; half or more: undetermined; control: yes",
        "    a range, because the register has no exact share for: x in p (48–51%)",
        "  Ypsilon: economic share 0–51%; half or more: undetermined; control: undetermined",
        "    a range, because the register has no exact share for: x in p (48–51%); y in x (no source was read, so any share is possible, whatever is written above)",
        "",
        "What it holds, as far as the register knows",
        (
            "  Quark Inc. (q): - is linked, without shares, since 1 January 2027  [S] – not begun: does not count on "
            "this day"
        ),
        "",
        "Whom it depends on (no test of ownership counts this)",
        "  Ypsilon (y): firmware, since 31 January 2024  [S] – Alleged.",
    ]


def test_the_same_is_said_in_french() -> None:
    said = "\n".join(lines("p", "fr"))
    for part in (
        "Qui est au-dessus de Paragon Ltd., en date du 23 novembre 2026",
        "détient 48–51\u00a0%, depuis le 28 décembre 2022  [BK, S1]",
        "- contrôle, jusqu’au 31 janvier 2024  [S] – terminé\u00a0: ne compte pas ce jour-là",
        "aucun détenteur consigné\u00a0: 49–52\u00a0% des parts",
        "- est liée, sans parts, depuis le 1er janvier 2027  [S] – pas commencé",
        "micrologiciel, depuis le 31 janvier 2024  [S] – Allégué.",
        "moitié ou plus\u00a0: indéterminé",
    ):
        assert part in said


def test_nobody_above_is_said_and_is_no_proof() -> None:
    found = lines("y")
    assert "  The register records nobody above it. That is not a proof that there is nobody." in found
    assert "Who depends on it (no test of ownership counts this)" in found
    assert "  Paragon Ltd. (p, CA): firmware, since 31 January 2024  [S] – Alleged." in found
    assert "  The register records nothing." in lines("q")


def test_rings_and_owners_met_twice_are_marked() -> None:
    ring = [
        Interest(holder=a, held=b, kind=InterestKind.CONTROL, cite=cited("S"))
        for a, b in ("xp", "px", "yp", "xy")
    ]
    said = "\n".join(lines("p", "en", *ring))
    assert "stands below as well: a ring" in said
    assert "its owners stand elsewhere in this tree" in said
