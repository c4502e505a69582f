"""What the papers say, what they tick, and what they leave blank."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from tests.unit.artefact.conftest import AXIS_CAMERA, HIKVISION_CAMERA, Surveyed
from tests.unit.artefact.drafts import CONTRACTOR, OTHER, SECURITY, markdown, marks, paper

from phaseout.artefact import ARTEFACTS
from phaseout.artefact.docx_file import write_docx
from phaseout.artefact.paper import Fields, Mark, Table
from phaseout.artefact.particulars import Particulars, read_particulars
from phaseout.domain.problem import UsageError
from phaseout.register import Register
from phaseout.report.reading import SavedDocument


def test_every_paper_is_one_that_an_obligation_of_the_register_asks_for() -> None:
    asked = {
        obligation.artefact
        for measure in Register.open().measures.values()
        for obligation in measure.obligations
        if obligation.artefact
    }
    assert asked == {one.name for one in ARTEFACTS}


class TestRepresentation:
    NAME = "ndaa-889-representation"

    def test_it_says_does_where_covered_equipment_is_in_use(self, surveyed: Surveyed) -> None:
        made = paper(self.NAME, surveyed(HIKVISION_CAMERA, AXIS_CAMERA, roles=CONTRACTOR, use=SECURITY))
        assert marks(made)[2:] == [Mark.CHOSEN, Mark.NOT_CHOSEN]
        (table,) = [block for block in made.blocks if isinstance(block, Table)][:1]
        assert [row[1] for row in table.rows] == ["Hikvision"]

    def test_what_a_landlord_has_and_runs_is_stated_neither_way(self, surveyed: Surveyed) -> None:
        use = {**SECURITY, "owner": ("landlord",), "operator": ("landlord",)}
        made = paper(self.NAME, surveyed(HIKVISION_CAMERA, roles=CONTRACTOR, use=use))
        assert marks(made)[2:] == [Mark.OPEN, Mark.OPEN]
        assert "1 in other hands" in markdown(made)

    def test_an_axis_recorder_with_a_hikvision_camera_on_record_keeps_the_box_empty(
        self, surveyed: Surveyed
    ) -> None:
        behind = (
            ("cam-2", "part.equipment", "Hikvision; camera"),
            ("cam-2", "asset.component", "not-essential"),
        )
        made = paper(self.NAME, surveyed(AXIS_CAMERA, behind, roles=CONTRACTOR, use=SECURITY))
        assert set(marks(made)) == {Mark.OPEN}

    def test_it_says_does_not_where_all_is_known_and_nothing_is_covered(self, surveyed: Surveyed) -> None:
        made = paper(self.NAME, surveyed(AXIS_CAMERA, roles=CONTRACTOR, use=OTHER))
        assert marks(made) == [Mark.OPEN, Mark.OPEN, Mark.NOT_CHOSEN, Mark.CHOSEN]

    def test_it_ticks_nothing_while_a_fact_is_missing(self, surveyed: Surveyed) -> None:
        made = paper(self.NAME, surveyed(HIKVISION_CAMERA, roles=CONTRACTOR))
        assert set(marks(made)) == {Mark.OPEN}
        assert "1 not determined" in markdown(made)

    def test_it_ticks_nothing_while_a_thing_is_not_identified(self, surveyed: Surveyed) -> None:
        unknown = (("x", "ip", "10.1.1.1"),)
        made = paper(self.NAME, surveyed(AXIS_CAMERA, unknown, roles=CONTRACTOR, use=OTHER))
        assert Mark.CHOSEN not in marks(made)

    @pytest.mark.parametrize(("day", "cited"), [(date(2025, 3, 1), False), (date(2026, 3, 1), True)])
    def test_the_clause_cited_is_that_of_the_day_of_the_contract(
        self, surveyed: Surveyed, day: date, cited: bool
    ) -> None:
        document = surveyed(AXIS_CAMERA, roles=CONTRACTOR, use=OTHER)
        told = Particulars(dates={"contract-date": day})
        said = markdown(paper(self.NAME, document, told=told)).replace("\\", "")
        assert "to be cited as FAR 52.204-2" in said
        assert ("to be cited as FAR 52.240-9" in said) is cited

    def test_what_will_be_delivered_is_left_to_who_delivers_it(self, surveyed: Surveyed) -> None:
        made = paper(self.NAME, surveyed(HIKVISION_CAMERA, roles=CONTRACTOR, use=SECURITY))
        assert marks(made)[:2] == [Mark.OPEN, Mark.OPEN]

    def test_a_survey_of_the_offer_says_what_is_delivered_and_not_what_is_used(
        self, surveyed: Surveyed
    ) -> None:
        document = surveyed(AXIS_CAMERA, roles=CONTRACTOR, use=OTHER)
        made = paper(self.NAME, document, told=Particulars(values={"surveyed": "offered"}))
        assert marks(made) == [Mark.NOT_CHOSEN, Mark.CHOSEN, Mark.OPEN, Mark.OPEN]

    def test_a_survey_that_found_nothing_at_all_denies_nothing(self, surveyed: Surveyed) -> None:
        made = paper(self.NAME, surveyed(roles=CONTRACTOR, use=OTHER))
        assert set(marks(made)) == {Mark.OPEN}
        assert "found no thing at all" in markdown(made)

    def test_what_is_used_for_is_said_in_words(self, surveyed: Surveyed) -> None:
        said = markdown(paper(self.NAME, surveyed(HIKVISION_CAMERA, roles=CONTRACTOR, use=SECURITY)))
        assert "Security of government facilities" in said
        assert "government-facility-security" not in said

    def test_a_further_measure_that_asks_for_it_costs_a_register_entry(
        self, surveyed: Surveyed, tmp_path: Path
    ) -> None:
        known = Path(__file__).parents[3] / "register/measures/us/ndaa-889-a1b.yaml"
        text = known.read_text().replace("id: us/ndaa-889-a1b", "id: us/other-rule")
        target = tmp_path / "overlay/measures/us/other-rule.yaml"
        target.parent.mkdir(parents=True)
        target.write_text(text.replace("The offeror uses covered", "The offeror leases covered"))
        register = Register.open(tmp_path / "overlay")
        document = surveyed(HIKVISION_CAMERA, roles=CONTRACTOR, use=SECURITY, register=register)
        made = paper(self.NAME, document, register=register)
        assert marks(made)[4:] == [Mark.CHOSEN, Mark.NOT_CHOSEN]
        assert "The offeror leases covered equipment" in markdown(made)

    def test_a_contract_of_before_the_second_limb_is_not_asked_for_it(self, surveyed: Surveyed) -> None:
        document = surveyed(HIKVISION_CAMERA, roles=CONTRACTOR, use=SECURITY)
        made = paper(self.NAME, document, told=Particulars(dates={"contract-date": date(2020, 1, 15)}))
        assert Mark.CHOSEN not in marks(made)
        assert "Not asked for on 15 January 2020" in markdown(made)

    def test_a_part_of_a_maker_nobody_knows_keeps_it_open(self, surveyed: Surveyed) -> None:
        lost = (("cam-2", "asset.part", "cam-not-here"),)
        made = paper(self.NAME, surveyed(AXIS_CAMERA, lost, roles=CONTRACTOR, use=OTHER))
        assert Mark.CHOSEN not in marks(made)

    def test_a_document_that_did_not_ask_the_statute_carries_no_representation(
        self, surveyed: Surveyed
    ) -> None:
        document = surveyed(HIKVISION_CAMERA, roles=CONTRACTOR, use=SECURITY)
        asset = next(iter(document.assets))
        other = tuple(one for one in asset.determinations if one.measure != "us/ndaa-889-a1b")
        partial = replace(document, assets=(replace(asset, determinations=other),))
        with pytest.raises(UsageError, match="has no answer of us/ndaa-889-a1b"):
            paper(self.NAME, partial)
        with pytest.raises(UsageError, match="lists 0 things and counts 1"):
            paper(self.NAME, replace(document, assets=()))

    def test_who_owes_no_representation_gets_none(self, surveyed: Surveyed) -> None:
        document = surveyed(AXIS_CAMERA, roles=("ca/municipality",))
        with pytest.raises(UsageError, match="is owed by"):
            paper(self.NAME, document)

    def test_it_is_made_in_the_language_of_its_law(self, surveyed: Surveyed) -> None:
        with pytest.raises(UsageError, match="is made in en"):
            paper(self.NAME, surveyed(AXIS_CAMERA, roles=CONTRACTOR), lang="fr")


class TestReports:
    def test_the_first_is_due_one_business_day_after_the_discovery(self, surveyed: Surveyed) -> None:
        document = surveyed(HIKVISION_CAMERA, roles=CONTRACTOR, use=SECURITY)
        friday = Particulars(dates={"discovered": date(2026, 6, 26)})
        made = paper("ndaa-889-one-day-report", document, told=friday)
        assert "29 June 2026" in markdown(made)
        assert "DS-2CD2143G2-I" in markdown(made).replace("\\", "")

    def test_the_second_is_due_ten_business_days_after_the_first(self, surveyed: Surveyed) -> None:
        document = surveyed(HIKVISION_CAMERA, roles=CONTRACTOR, use=SECURITY)
        dates = {"discovered": date(2026, 6, 26), "first-report": date(2026, 6, 29)}
        name = "ndaa-889-ten-day-report"
        assert "13 July 2026" in markdown(paper(name, document, told=Particulars(dates=dates)))
        alone = paper(name, document, told=Particulars(dates={"discovered": dates["discovered"]}))
        assert {"First report of", "Due by"} <= set(alone.blanks)
        turned = {"discovered": dates["first-report"], "first-report": dates["discovered"]}
        with pytest.raises(UsageError, match="before the discovery"):
            paper(name, document, told=Particulars(dates=turned))

    def test_what_is_not_determined_is_counted_beside_what_is_reported(self, surveyed: Surveyed) -> None:
        said = markdown(paper("ndaa-889-one-day-report", surveyed(HIKVISION_CAMERA, roles=CONTRACTOR)))
        assert "not determined: 1 item." in said
        assert "there is nothing to report from it" in said

    def test_what_nobody_told_stays_blank_and_is_named(self, surveyed: Surveyed) -> None:
        document = surveyed(HIKVISION_CAMERA, roles=CONTRACTOR, use=SECURITY)
        made = paper("ndaa-889-one-day-report", document)
        assert {"Contract", "CAGE code", "Due by"} <= set(made.blanks)
        assert "From" not in made.blanks

    def test_the_second_asks_what_prevents_the_next_time(self, surveyed: Surveyed) -> None:
        document = surveyed(HIKVISION_CAMERA, roles=CONTRACTOR, use=SECURITY)
        told = Particulars(values={"prevention": "Orders pass the purchase gate."})
        assert "Orders pass the purchase gate" in markdown(
            paper("ndaa-889-ten-day-report", document, told=told)
        )


class TestLouisiana:
    NAME = "la-vendor-affidavit"
    OFFER = Particulars(values={"surveyed": "offered"})

    def test_it_cannot_be_sworn_where_prohibited_equipment_is_offered(self, surveyed: Surveyed) -> None:
        document = surveyed(
            HIKVISION_CAMERA, roles=("us/state-vendor-la", "us/state-agency-la"), use=SECURITY
        )
        made = paper(self.NAME, document, told=self.OFFER)
        assert marks(made) == [Mark.NOT_CHOSEN]
        assert "cannot be stated: 1 covered" in markdown(made)

    def test_it_can_be_sworn_where_nothing_is(self, surveyed: Surveyed) -> None:
        document = surveyed(AXIS_CAMERA, roles=("us/state-vendor-la", "us/state-agency-la"), use=OTHER)
        assert marks(paper(self.NAME, document, told=self.OFFER)) == [Mark.CHOSEN]

    def test_it_cannot_be_sworn_on_a_survey_of_what_the_vendor_has(self, surveyed: Surveyed) -> None:
        document = surveyed(AXIS_CAMERA, roles=("us/state-vendor-la",), use=OTHER)
        made = paper(self.NAME, document)
        assert marks(made) == [Mark.OPEN]
        assert "does not say what will be delivered" in markdown(made)


class TestQuebec:
    NAME = "qc-risk-assessment"

    def sorted_out(self, surveyed: Surveyed, *acquired: str) -> SavedDocument:
        same = [line for line in HIKVISION_CAMERA if line[1] not in ("inventory.serial", "ip")]
        lines = [
            (
                *((f"{ref}-{day}", trait, value) for ref, trait, value in same),
                (f"cam-1-{day}", "asset.acquired", day),
            )
            for day in acquired
        ]
        return surveyed(*lines, roles=("ca/qc-public-body",))

    def test_what_was_bought_after_the_day_is_apart_from_what_was_held(self, surveyed: Surveyed) -> None:
        document = self.sorted_out(surveyed, "2021-05-01", "2024-05-01")
        said = markdown(paper(self.NAME, document)).replace("\\", "")
        after, held = (
            said.index("may be neither installed nor used"),
            said.index("to be assessed, site by site"),
        )
        assert after < said.index("cam-1-2024-05-01") < held < said.index("cam-1-2021-05-01")
        assert "behind a firewall" in said

    def test_a_landlords_camera_is_not_among_what_may_not_be_used(self, surveyed: Surveyed) -> None:
        told = (
            ("cam-1", "asset.acquired", "2024-05-01"),
            ("cam-1", "asset.owner", "landlord"),
            ("cam-1", "asset.operator", "landlord"),
        )
        document = surveyed(HIKVISION_CAMERA, told, roles=("ca/qc-public-body",))
        said = markdown(paper(self.NAME, document)).replace("\\", "")
        assert "may be neither installed nor used" not in said
        assert "In other hands" in said
        assert "cam-1" in said[said.index("In other hands") :]

    def test_it_speaks_french(self, surveyed: Surveyed) -> None:
        said = markdown(paper(self.NAME, self.sorted_out(surveyed, "2021-05-01"), lang="fr")).replace(
            "\\", ""
        )
        assert "Détenu avant\N{NO-BREAK SPACE}: à évaluer, site par site" in said
        assert "derrière un pare-feu" in said
        assert "Hikvision" in said


class TestWrittenQuestion:
    NAME = "ca-written-question"
    ROLES = ("ca/federal-department",)

    def test_it_counts_by_kind_site_and_year_and_names_no_address(self, surveyed: Surveyed) -> None:
        bought = ((("cam-1", "asset.acquired", "2019-06-01")),)
        said = markdown(paper(self.NAME, surveyed(HIKVISION_CAMERA, bought, roles=self.ROLES)))
        assert "| camera | Hikvision | 1 |" in said
        assert "| 2019 | 1 |" in said
        assert "depot" in said
        assert "10.9.8.7" not in said.replace("\\", "")
        assert "AAWRF" not in said

    def test_a_year_is_counted_where_one_is_known_and_the_last_removal_is_named(
        self, surveyed: Surveyed
    ) -> None:
        told = (
            ("cam-1", "asset.acquired", "2019-06"),
            ("cam-1", "asset.removal-planned", "2027-03-31"),
        )
        said = markdown(paper(self.NAME, surveyed(HIKVISION_CAMERA, told, roles=self.ROLES), lang="fr"))
        assert "| 2019 | 1 |" in said
        assert "au plus tard le 31 mars 2027" in said

    def test_the_day_of_some_contract_moves_it_by_no_day(self, surveyed: Surveyed) -> None:
        document = surveyed(HIKVISION_CAMERA, roles=self.ROLES)
        old = Particulars(dates={"contract-date": date(2020, 1, 15)})
        assert markdown(paper(self.NAME, document, told=old)) == markdown(paper(self.NAME, document))

    def test_a_landlords_camera_is_said_to_be_in_other_hands(self, surveyed: Surveyed) -> None:
        owner = (("cam-1", "asset.owner", "landlord"),)
        said = markdown(paper(self.NAME, surveyed(HIKVISION_CAMERA, owner, roles=self.ROLES)))
        assert "another party (the lease)" in said.replace("\\", "")

    def test_what_is_there_is_listed_whether_or_not_the_announcement_binds(self, surveyed: Surveyed) -> None:
        said = markdown(paper(self.NAME, surveyed(HIKVISION_CAMERA, roles=("ca/crown-corporation-s85",))))
        assert "| camera | Hikvision | 1 |" in said

    def test_what_is_not_identified_is_not_counted_as_undetermined_too(self, surveyed: Surveyed) -> None:
        unknown = (("x", "ip", "10.1.1.1"),)
        said = markdown(paper(self.NAME, surveyed(AXIS_CAMERA, unknown, roles=self.ROLES)))
        assert "Of 2 things found, 0 could not be determined and 1 could not be identified" in said
        assert "0 parts of sources could not be read and 0 sources were not examined" in said

    def test_the_institution_asked_as_is_the_one_that_replies(self, surveyed: Surveyed) -> None:
        document = surveyed(HIKVISION_CAMERA, roles=self.ROLES)
        named = [{"id": "ca/x", "name": {"en": "Example Board", "fr": "Office exemple"}}]
        header = replace(document.header, context={"roles": list(self.ROLES), "institutions": named})
        made = paper(self.NAME, replace(document, header=header), lang="fr")
        assert "Office exemple" in markdown(made)

    def test_it_says_whose_equipment_is_counted_and_of_how_much_that_is_not_certain(
        self, surveyed: Surveyed
    ) -> None:
        perhaps = (("cam-9", "inventory.description", "Hikvision"), ("cam-9", "asset.kind", "camera"))
        said = markdown(paper(self.NAME, surveyed(HIKVISION_CAMERA, perhaps, roles=self.ROLES)))
        assert "Counted is equipment of Hikvision, named by the text this follows" in said
        assert "Equipment of other makers is not counted" in said
        assert "| camera | Hikvision | 2 | 1 |" in said
        french = markdown(paper(self.NAME, surveyed(HIKVISION_CAMERA, roles=self.ROLES), lang="fr"))
        assert "Est compté l’équipement de Hikvision" in french

    def test_finding_none_is_not_said_to_be_none(self, surveyed: Surveyed) -> None:
        said = markdown(paper(self.NAME, surveyed(AXIS_CAMERA, roles=self.ROLES)))
        assert "That is not the same as none" in said


def test_a_paper_warns_where_another_register_answered_the_document(surveyed: Surveyed) -> None:
    document = surveyed(AXIS_CAMERA, roles=CONTRACTOR, use=OTHER)
    stamp = replace(document.header.register, edition="2020.01.01", digest="sha256:other")
    old = replace(document, header=replace(document.header, register=stamp))
    assert "answered by register 2020.01.01" in paper("ndaa-889-representation", old).notices[-1]


def test_a_word_document_holds_every_block_and_nothing_that_acts(surveyed: Surveyed) -> None:
    hostile = (("cam-1", "inventory.description", "x"),)
    document = surveyed(HIKVISION_CAMERA, hostile, roles=CONTRACTOR, use=SECURITY)
    told = Particulars(values={"supplier": "=cmd|' /C calc'!A0 \x1b[31m\u202eevil"})
    made = paper("ndaa-889-one-day-report", document, told=told)
    stream = io.BytesIO()
    write_docx(made, stream)
    stream.seek(0)
    opened = Document(stream)
    text = "\n".join(paragraph.text for paragraph in opened.paragraphs)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "\\u202e" in text
    for block in made.blocks:
        if isinstance(block, Fields):
            assert all(field.label in text for field in block.fields)
    assert len(opened.tables) == sum(isinstance(block, Table) for block in made.blocks)
    assert opened.core_properties.language == "en-CA"


def test_particulars_say_all_their_faults_at_once(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text(
        'colour = "red"\nsurveyed = "all"\ndiscovered = "soon"\ncontract = 7\nreply-due = 9999-12-31\n'
        "contract-date = 2024-01-01T00:00:00Z\n"
    )
    with pytest.raises(UsageError) as raised:
        read_particulars(path)
    said = raised.value.diagnosis()
    assert all(part in said for part in ("'colour'", "discovered is no day", "contract must be text"))
    assert "surveyed is held or offered, not 'all'" in said
    assert all(part in said for part in ("reply-due is no day", "contract-date is no day"))


def test_particulars_take_days_with_and_without_quotes(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text('discovered = "2026-06-26"\ncontract-date = 2026-02-01\nuei = " ABC "\n')
    told = read_particulars(path)
    assert (told.day("discovered"), told.day("contract-date")) == (date(2026, 6, 26), date(2026, 2, 1))
    assert told.get("uei") == "ABC"
