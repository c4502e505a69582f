"""Does ``explain`` say why, also of a thing that nothing applies to?"""

from pathlib import Path

from command_line import run


def test_a_thing_that_nothing_applies_to_is_explained_without_asking_for_everything(tmp_path: Path) -> None:
    table, document = tmp_path / "list.csv", tmp_path / "doc.json"
    table.write_text("Asset tag,Type,Manufacturer,Brand,Model\nC5,Camera,Axis,Axis,P3245-LV\n")
    federal = ("--role", "ca/federal-department")
    assert run("survey", table, *federal, "-q", "-o", f"json={document}").returncode == 0
    said = run("explain", "C5", "--from", document).stdout
    why = "ca/goc-hikvision-prohibition: The maker Axis is not among the named: Hikvision."
    assert f"  nothing applies: {why}\n" in said
    assert "inventory.brand = Axis" in said
    french = run("explain", "C5", "--from", document, "--lang", "fr").stdout
    assert "rien ne s’applique : ca/goc-hikvision-prohibition : " in french.replace("\N{NO-BREAK SPACE}", " ")
    assert "has anything left to do" in run("explain", "--from", document).stdout
    assert "C5" in run("explain", "--all", "--from", document).stdout
    assert "nothing applies" not in run("explain", "C5", "--all", "--from", document).stdout


def test_what_was_read_in_running_text_is_shown_with_its_place_and_rule(tmp_path: Path) -> None:
    lines, document = tmp_path / "orders.jsonl", tmp_path / "doc.json"
    lines.write_text('{"asset": "l1", "trait": "order.text", "value": " Bracket for Hikvison camera"}\n')
    federal = ("--role", "ca/federal-department")
    assert run("survey", lines, *federal, "-q", "-o", f"json={document}").returncode == 0
    said = run("explain", "l1", "--from", document).stdout
    assert "    o1 13–21: Hikvison  [name/hikvision]\n" in said
    assert "    o1 1–8: Bracket  [article/en/accessory]\n" in said
    assert "· procure: undetermined" in said


def test_what_commodity_codes_had_to_say_is_told_in_both_languages(tmp_path: Path) -> None:
    lines, document = tmp_path / "orders.jsonl", tmp_path / "doc.json"
    said_of = [("l1", "Dauha 12 units", "cpv:35125300-2"), ("l2", "Dahua, 12 lunches", "unspsc:90101603")]
    said_of += [("l3", "Hikvision, year 2", "unspsc:81112300")]
    lines.write_text(
        "".join(
            f'{{"asset": "{asset}", "trait": "{trait}", "value": "{value}"}}\n'
            for asset, text, code in said_of
            for trait, value in (("order.text", text), ("order.code", code))
        )
    )
    assert (
        run("survey", lines, "--role", "ca/federal-department", "-q", "-o", f"json={document}").returncode
        == 0
    )
    shown = [run("explain", asset, "--from", document).stdout for asset, *_ in said_of]
    assert "  # commodity code cpv/35125300 (“Security cameras”) says the kind" in shown[0]
    assert "  # commodity code cpv/35125300 (“Security cameras”) backs the name" in shown[0]
    food = "Travel and Food and Lodging and Entertainment Services"
    assert f"  # commodity code unspsc/90000000 (“{food}”) is of another trade" in shown[1]
    assert "  # commodity code unspsc/81000000 (“Engineering" in shown[2]
    assert "is of a service" in shown[2]
    french = [run("explain", asset, "--from", document, "--lang", "fr").stdout for asset, *_ in said_of]
    for text, word in zip(french, ("appuie le nom", "autre métier", "celui d’un service"), strict=True):
        assert word in text
