"""What of a line of a purchase names one thing, and what does not?"""

import json
from pathlib import Path

from phaseout.domain.facts import Context
from phaseout.register.query import Register
from phaseout.survey import survey

from .conftest import DAY, Look


def test_one_number_of_two_suppliers_is_two_assets(register: Register, tmp_path: Path) -> None:
    ids = set()
    for supplier, document in (("Acme Ltd", "invoice"), ("Best Inc.", "invoice"), ("Acme Ltd", "order")):
        path = tmp_path / f"{supplier}-{document}.jsonl"
        lines = (
            ("order.document", document),
            ("order.supplier", supplier),
            ("order.text", "Hikvision camera"),
        )
        path.write_text(
            "".join(
                json.dumps({"asset": "1001/1", "trait": trait, "value": value}) + "\n"
                for trait, value in lines
            )
        )
        document_ = survey([str(path)], register, Context(), DAY)
        ids |= {asset.id for asset in document_.assets()}
    assert len(ids) == 3


def test_the_id_of_a_line_stays_whatever_the_case_of_the_suppliers_name(look: Look) -> None:
    first = look(("1001/1", "order.supplier", "Acme Ltd"), ("1001/1", "order.text", "Hikvision camera"))
    again = look(("1001/1", "order.supplier", "ACME  LTD"), ("1001/1", "order.text", "Hikvision camera"))
    assert first.assets["1001/1"].id == again.assets["1001/1"].id


def test_a_sellers_article_number_does_not_dispute_the_makers_part_number(look: Look) -> None:
    asset = look(("L1", "order.part-number", "DS-2CD2143G2-I"), ("L1", "order.sku", "ACM-77113-B")).assets[
        "L1"
    ]
    assert asset.identification.model.value == "DS-2CD2143G2-I"
    assert asset.identification.conflicts == ()


def test_an_article_number_alone_is_still_taken_for_the_model(look: Look) -> None:
    asset = look(("L1", "order.sku", "DS-2CD2143G2-I")).assets["L1"]
    assert asset.identification.model.value == "DS-2CD2143G2-I"


def test_a_makers_designation_in_the_article_number_still_names_the_maker(look: Look) -> None:
    asset = look(("L1", "order.part-number", "ACM-1"), ("L1", "order.sku", "DS-2CD2143G2-I")).assets["L1"]
    assert asset.identification.model.value == "ACM-1"
    assert asset.identification.maker.value == "hikvision"


def test_a_line_of_two_serial_numbers_does_not_make_two_cameras_one(look: Look) -> None:
    found = look(
        ("L1", "order.document", "invoice"),
        ("L1", "order.serial", "AB12345678"),
        ("L1", "order.serial", "AB12345679"),
        ("cam-1", "onvif.serial", "AB12345678"),
        ("cam-2", "onvif.serial", "AB12345679"),
    )
    assert set(found.assets) == {"L1", "cam-1", "cam-2"}
    assert found.assets["L1"].identification.conflicts == ()


def test_a_line_of_one_serial_number_is_the_camera_that_has_it(look: Look) -> None:
    found = look(
        ("L1", "order.document", "invoice"),
        ("L1", "order.serial", "AB12345678"),
        ("cam-1", "onvif.serial", "AB12345678"),
    )
    assert len(found.assets) == 1


def test_a_sellers_article_number_beside_words_states_no_model(look: Look) -> None:
    asset = look(("L1", "order.text", "ZTE 5G router"), ("L1", "order.sku", "RT-2")).assets["L1"]
    assert asset.identification.maker.value == "zte"
    assert asset.identification.model.value is None


def test_a_makers_designation_in_the_article_number_beside_words_is_the_model(look: Look) -> None:
    asset = look(("L1", "order.text", "camera"), ("L1", "order.sku", "DS-2CD2143G2-I")).assets["L1"]
    assert asset.identification.model.value == "DS-2CD2143G2-I"


def test_lines_of_a_document_without_a_number_are_each_an_asset(register: Register, tmp_path: Path) -> None:
    path = tmp_path / "order.csv"
    rows = ("1,Hikvision camera,4", "2,Dahua camera,4", "2,Dahua camera,4")
    path.write_text(
        "Line,Description,Supplier,Qty,Unit price\n"
        + "".join(f"{row.rsplit(',', 1)[0]},Acme Ltd,{row.rsplit(',', 1)[1]},9\n" for row in rows)
    )
    document = survey([str(path)], register, Context(), DAY)
    ids = [asset.id for asset in document.assets()]
    assert len(ids) == len(set(ids)) == 3
