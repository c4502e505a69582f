"""Does what stands in the files come out in the words of the domain?"""

from datetime import date

import pytest

from phaseout.domain.cite import Cite, CitedSource, EvidenceGrade, Text
from phaseout.domain.claim import Strength
from phaseout.domain.condition import All, AnyOf, FactDate, FactIs, Not
from phaseout.domain.institution import Institution, Listing, OtherNames
from phaseout.domain.measure import Binding, Clause, Coverage, Duty, Exemption, Measure, RelationTest
from phaseout.domain.party import (
    AddressBlock,
    Brand,
    BrandMaker,
    BrandRelation,
    Dependency,
    DependencyKind,
    Interest,
    InterestKind,
    ModelPattern,
    Party,
    Told,
)
from phaseout.domain.timeline import State, Step, Timeline
from phaseout.register import Register
from phaseout.register.compile import build_register


def gazette(grade: str, at: str | None = None) -> tuple[Cite, ...]:
    return (Cite(source="gazette", grade=EvidenceGrade(grade), at=at),)


@pytest.fixture
def register(book, tmp_path) -> Register:
    build_register(book.directory, tmp_path / "compiled.json")
    return Register.open(tmp_path / "compiled.json")


def test_a_measure_comes_out_on_all_its_axes(register):
    assert register.measures["xx/acme-ban"] == Measure(
        id="xx/acme-ban",
        instrument="xx/act",
        title=Text(en="Ban of Acme", fr="Interdiction d'Acme"),
        jurisdiction="xx",
        nature="statute",
        timeline=Timeline(
            steps=(
                Step(on=date(2023, 1, 1), state=State.MADE, cite=gazette("O")),
                Step(
                    on=date(2023, 12, 21),
                    state=State.IN_FORCE,
                    cite=gazette("O"),
                    note=Text(en="Note", fr="Remarque"),
                ),
            ),
            checked_through=date(2026, 10, 31),
        ),
        binds=(Binding(role="xx/ministry", cite=gazette("O", "s. 1")),),
        binds_not=(Binding(role="xx/town", cite=gazette("S")),),
        binds_perhaps=(
            Binding(role="xx/school", cite=gazette("?"), why=Text(en="Not said", fr="Non précisé")),
        ),
        covers=(
            Coverage(
                id="named",
                named=("acme",),
                relation=RelationTest.LINKED_UNDEFINED,
                things=("video-surveillance",),
                when=Not(part=FactIs(fact="purpose", values=("public-safety",))),
                unaddressed=("rebrand",),
                cite=gazette("O", "s. 1"),
            ),
        ),
        clauses=(
            Clause(
                id="new",
                acts=("install", "use"),
                duty=Duty.PROHIBIT,
                cite=gazette("O", "s. 2"),
                text=Text(en="Not to be used", fr="Ne pas utiliser"),
                since=date(2024, 1, 1),
                when=All(
                    parts=(
                        FactDate(fact="acquired", since=date(2023, 12, 21)),
                        AnyOf(
                            parts=(
                                FactIs(fact="kind", values=("camera",)),
                                FactIs(fact="maker", values=("acme",)),
                            )
                        ),
                    )
                ),
                covers=("named",),
                mitigations=("no-internet",),
            ),
        ),
        exemptions=(
            Exemption(
                id="leased",
                when=FactIs(fact="owner", values=("landlord",)),
                cite=gazette("O"),
                text=Text(en="Leased", fr="Loué"),
                acts=("use",),
                until=date(2027, 1, 1),
            ),
        ),
        notes=(Text(en="A note", fr="Une remarque"),),
    )


def test_a_party_and_what_is_held_in_it_come_out(register):
    assert list(register.parties) == ["acme", "holding", "other"]
    assert register.parties["acme"] == Party(
        id="acme",
        name="Acme Vision Co., Ltd.",
        country="NO",
        kinds=("maker",),
        identifiers=("lei:5493001KJTIIGC8Y1R12",),
        cite=gazette("O", "p. 3"),
    )
    known, linked = register.interests
    assert known == Interest(
        holder="holding",
        held="acme",
        kind=InterestKind.SHAREHOLDING,
        share_min=0.365,
        share_max=0.371,
        since=date(2020, 1, 1),
        until=date(2030, 1, 1),
        cite=gazette("S"),
    )
    assert (linked.kind, linked.share_min, linked.share_max) == (InterestKind.LINKED, 0.0, 1.0)


def test_a_dependency_comes_out_apart_from_the_interests(register):
    assert register.dependencies == (
        Dependency(
            party="acme",
            on="other",
            kind=DependencyKind.FIRMWARE,
            since=date(2021, 5, 5),
            note=Text(en="Alleged", fr="Allégué"),
            cite=gazette("S1"),
        ),
    )


def test_a_brand_its_models_and_its_words_come_out(register):
    assert register.brands["acme"] == Brand(
        id="acme",
        name="Acme",
        aliases=("ACME Vision",),
        makers=(
            BrandMaker(
                maker="acme",
                relation=BrandRelation.MAKER,
                scope="all",
                status="current",
                confidence="confirmed",
                cite=gazette("O"),
            ),
        ),
        words=("acme",),
    )
    measured, remembered = register.models
    assert measured == ModelPattern(
        id="acme-ac",
        brand="acme",
        maker="acme",
        pattern=r"^AC-\d{4}",
        kind="camera",
        strength=Strength.STRONG,
        cite=(Cite(source="capture", grade=EvidenceGrade.MEASURED),),
    )
    assert (remembered.maker, remembered.kind, remembered.strength) == (None, None, Strength.HINT)
    assert register.ambiguous_models == {"C500": frozenset({"acme", "roadrunner"})}


def test_a_relabelled_brand_is_not_the_makers_own(register):
    assert register.own_brands == {"acme": frozenset({"acme"})}


def test_a_brand_the_maker_once_had_is_not_its_own(book):
    book.edit("brands/roadrunner.yaml", "oem-rebrand", "own-brand")
    assert Register.open(book.directory).own_brands["acme"] == {"acme"}
    book.edit("brands/roadrunner.yaml", "status: former", "status: unknown")
    assert Register.open(book.directory).own_brands["acme"] == {"acme", "roadrunner"}


def test_a_fingerprint_tells_values_and_groups(register):
    first, second = register.fingerprints["http.server"]
    assert (first.id, first.trait) == ("http.server/acme-web", "http.server")
    assert first.tells == (
        Told(dimension="platform", value="acme", capture=None, strength=Strength.STRONG),
        Told(dimension="maker", value="acme", capture=None, strength=Strength.STRONG),
        Told(dimension="model", value=None, capture="model", strength=Strength.SUPPORTING),
        Told(dimension="kind", value="camera", capture=None, strength=Strength.SUPPORTING),
    )
    assert second.cite == (Cite(source="capture", grade=EvidenceGrade.MEASURED),)


@pytest.mark.parametrize(
    ("address", "prefix"),
    [
        ("001122334455", "001122"),
        ("44:55:66:00:00:01", "445566"),
        ("12-e4-56-00-00-01", "12E456"),
        ("aabb.cc00.0001", "AABBCC"),
        ("70B3D5A00001", "70B3D5A"),
        ("70B3D5B00001", None),
        ("8C1F64ABC001", "8C1F64ABC"),
        ("8C1F64ABD001", None),
        ("", None),
        ("00112", None),
    ],
)
def test_an_address_lies_in_the_narrowest_block(register, address, prefix):
    block = register.address_block(address)
    assert (block.prefix if block else None) == prefix


def test_a_narrow_block_goes_before_the_wide_one_around_it(book):
    book.edit("addresses/acme.yaml", "8C1F64ABC", "70B3D5A01")
    book.edit("addresses/acme.yaml", "445566", "70B3D5")
    addresses = Register.open(book.directory).addresses
    found = [addresses.block_of(address) for address in ("70B3D5A01000", "70B3D5A02000", "70B3D5B01000")]
    assert [block.prefix if block else None for block in found] == ["70B3D5A01", "70B3D5A", "70B3D5"]


def test_a_block_says_who_registered_it_and_a_false_friend_has_no_party(register):
    assert register.addresses["AABBCC"] == AddressBlock(prefix="AABBCC", party=None, registrant="Acme Scales")
    assert register.addresses["70B3D5A"].registrant == "Acme Radio"
    assert len(register.addresses) == 6
    assert "445566" in register.addresses
    assert register.addresses_retrieved == date(2026, 8, 20)


def test_the_words_come_out_in_both_languages(register):
    words = register.vocabulary
    assert words.kinds["camera"].name == Text(en="camera", fr="caméra")
    assert words.things_of == {
        "camera": frozenset({"video-surveillance"}),
        "router": frozenset({"telecommunication"}),
    }
    assert words.facts["purpose"].asked_of == Text(en="the site manager", fr="le responsable du site")
    assert words.roles["xx/town"] == Text(en="town", fr="ville")
    assert words.acts["procure"] == Text(en="buy", fr="acheter")
    assert words.values["owner"] == {"landlord": Text(en="landlord", fr="propriétaire")}


def test_sources_and_instruments_come_out(register):
    assert register.sources["gazette"] == CitedSource(
        id="gazette", title="Official gazette", url="https://example.org/gazette", date="2024"
    )
    assert register.instruments["xx/act"].title == Text(en="An Act", fr="Une loi")


def test_an_institution_comes_out_with_its_lists_names_and_note(register):
    assert register.institutions["xx/mint"] == Institution(
        id="xx/mint",
        name=Text(en="Royal Mint", fr="Monnaie royale"),
        listed=(
            Listing(role="xx/ministry", cite=gazette("O", "Schedule I")),
            Listing(role=None, cite=gazette("O", "Schedule II")),
        ),
        also=(OtherNames(names=("RM", "Coins"), cite=gazette("BK")),),
        note=Text(en="Never directed", fr="Jamais dirigée"),
        cite=gazette("O", "s. 5"),
    )
    assert register.institutions["xx/mint"].roles == ("xx/ministry",)
    assert register.institutions["xx/mint"].evidence("xx/ministry") == (
        "institution xx/mint, Schedule I [O]",
    )
    assert register.institutions["xx/mint"].evidence("xx/school") == ()
    assert register.directory.find("coins").one == register.institutions["xx/mint"]


def test_a_register_without_measures_opens(book):
    (book.directory / "measures/xx/acme-ban.yaml").unlink()
    (book.directory / "cases/acme.yml").unlink()
    register = Register.open(book.directory)
    assert register.measures == {}


def test_each_part_is_made_once(register):
    assert register.measures is register.measures
    assert register.addresses is register.addresses
