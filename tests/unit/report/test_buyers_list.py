"""Does whoever signs a purchase read the verdict, the measure, the reason and what to ask the seller?"""

import io
import json
import subprocess
from datetime import date
from pathlib import Path

import openpyxl
import pytest

import command_line
from phaseout.domain.facts import Context
from phaseout.register.query import Register
from phaseout.report.buyers_list import BuyersList
from phaseout.report.grid import wrapped
from phaseout.report.language import Language
from phaseout.survey import survey as examine

LINES = (
    ("Q-1/1", "order.document", "quote"),
    ("Q-1/1", "order.number", "Q-1"),
    ("Q-1/1", "order.line", "1"),
    ("Q-1/1", "order.supplier", "Resale LLC"),
    ("Q-1/1", "order.brand", "Lorex"),
    ("Q-1/1", "order.text", "Lorex camera, Section 889 compliant"),
    ("Q-1/1", "order.quantity", "10 EA"),
    ("Q-1/1", "asset.kind", "camera"),
    ("Q-1/2", "order.document", "quote"),
    ("Q-1/2", "order.number", "Q-1"),
    ("Q-1/2", "order.line", "2"),
    ("Q-1/2", "order.manufacturer", "Hikvision"),
    ("Q-1/2", "order.part-number", "DS-2CD2143G2-I"),
    ("Q-1/2", "asset.kind", "camera"),
    ("CN-1/1", "order.document", "credit-note"),
    ("CN-1/1", "order.number", "CN-1"),
    ("CN-1/1", "order.manufacturer", "Hikvision"),
    ("CN-1/1", "order.quantity", "2 EA"),
)
AGENCY = '[organisation]\nroles = ["us/federal-agency"]\n[use]\npurpose = ["government-facility-security"]\n'


Said = tuple[tuple[str, str, str], ...]


def survey(folder: Path, *arguments: str, lines: Said = LINES) -> subprocess.CompletedProcess[bytes]:
    source, context = folder / "quote.jsonl", folder / "agency.toml"
    rows = (json.dumps({"asset": asset, "trait": trait, "value": value}) for asset, trait, value in lines)
    source.write_text("\n".join(rows))
    context.write_text(AGENCY)
    asked = ("--context", context, "--as-of", "2026-11-23", "--no-timestamp", "-q")
    return command_line.run_for_bytes("survey", source, *asked, *arguments)


@pytest.mark.parametrize("form", ["table", "markdown", "html"])
@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            (
                "do not buy",
                "ask before buying",
                "given back",
                "named in writing",
                "settles nothing",
                "far-52-204-25",
            ),
        ),
        (
            "fr",
            ("ne pas acheter", "demander avant", "repris", "par écrit", "ne tranche rien", "far-52-204-25"),
        ),
    ],
)
def test_each_line_has_its_verdict_and_what_to_ask(
    tmp_path: Path, form: str, lang: str, said: tuple[str, ...]
) -> None:
    done = survey(tmp_path, "-o", form, "--lang", lang)
    text = done.stdout.decode()
    plain = " ".join(text.replace("\\", "").split())
    for words in said:
        # A cell of a table is broken at blanks, so that words are looked for one by one.
        assert all(word in plain for word in words.split()), words


def test_what_must_not_be_bought_comes_first(tmp_path: Path) -> None:
    text = survey(tmp_path, "-o", "markdown").stdout.decode()
    rows = [row for row in text.splitlines() if row.startswith("| ") and "Q-1" in row]
    assert "do not buy" in rows[0]
    assert "ask before buying" in rows[1]


def test_the_words_quoted_are_the_registers_with_cite_and_pinpoint(tmp_path: Path) -> None:
    text = survey(tmp_path, "-o", "markdown", "--lang", "fr").stdout.decode()
    (quote,) = [row for row in text.splitlines() if row.startswith("> ") and "889-a1a" in row]
    assert "Un organisme n’acquiert pas" in quote
    assert "para" in quote
    assert "ceux du registre, non ceux de la loi" in text


@pytest.mark.parametrize(("threshold", "code"), [("applies", 1), ("undetermined", 1)])
def test_a_pipeline_stops_at_the_threshold(tmp_path: Path, threshold: str, code: int) -> None:
    assert survey(tmp_path, "--fail-on", threshold).returncode == code


def test_a_pipeline_does_not_stop_at_applies_for_what_is_only_open(tmp_path: Path) -> None:
    only_lorex = ["--fail-on", "applies", "--exclude", "us/ndaa-889-a1a"]
    assert survey(tmp_path, *only_lorex).returncode == 0


def test_a_saved_purchase_reads_back_as_it_was(tmp_path: Path) -> None:
    from phaseout.report.document_json import asset_json
    from phaseout.report.json_bytes import json_bytes
    from phaseout.report.reading import document_of

    content = survey(tmp_path, "-o", "json").stdout
    saved = document_of(content, "saved")
    written = [json.loads(json_bytes(asset_json(asset))) for asset in saved.assets]
    assert written == json.load(io.BytesIO(content))["assets"]
    assert [asset["purchase"]["stage"] for asset in written] == ["offered", "offered", "taken-back"]


def rows_of(text: str, key: str) -> list[str]:
    return [row for row in text.splitlines() if row.startswith("| ") and key in row]


PAPER = (
    ("PO-9/1", "order.document", "order"),
    ("PO-9/1", "order.number", "PO-9"),
    ("PO-9/1", "order.text", "Copy paper"),
    ("PO-9/1", "order.supplier-identifier", "duns:123456789"),
    ("PO-9/2", "order.document", "order"),
    ("PO-9/2", "order.number", "PO-9"),
    ("PO-9/2", "order.text", "Lorex camera"),
    ("PO-9/2", "order.quantity", "3 H87"),
    ("PO-9/3", "order.document", "order"),
    ("PO-9/3", "order.number", "PO-9"),
    ("PO-9/3", "order.text", "Hikvision camera cable"),
    ("PO-9/3", "order.quantity", "40 MTR"),
)


def test_what_says_nothing_of_what_it_is_stands_behind_what_is_open(tmp_path: Path) -> None:
    rows = rows_of(survey(tmp_path, "-o", "markdown", lines=PAPER).stdout.decode(), "PO-9")
    assert "Copy paper" in rows[-1]
    assert "the line names no maker, brand or designation known here" in rows[-1]


def test_who_sells_is_shown_by_number_where_no_name_is_told(tmp_path: Path) -> None:
    rows = rows_of(survey(tmp_path, "-o", "markdown", lines=PAPER).stdout.decode(), "Copy paper")
    assert "duns:123456789" in rows[0].replace("\\", "")


def test_a_unit_is_said_only_where_it_is_no_piece(tmp_path: Path) -> None:
    rows = rows_of(survey(tmp_path, "-o", "markdown", lines=PAPER).stdout.decode().replace("\\", ""), "PO-9")
    assert any("3 × camera Lorex" in row for row in rows)
    assert any("40 MTR ×" in row for row in rows)


def test_french_readers_read_a_text_in_french_quotation_marks(tmp_path: Path) -> None:
    text = survey(tmp_path, "-o", "markdown", "--lang", "fr", lines=PAPER).stdout.decode()
    assert "« Lorex camera »" in text


def test_a_list_of_purchases_is_not_counted_again_as_things_not_listed(tmp_path: Path) -> None:
    axis = (
        ("Q-1/1", "order.document", "quote"),
        ("Q-1/1", "order.number", "Q-1"),
        ("Q-1/1", "order.text", "AXIS P3265-LVE camera"),
    )
    text = survey(tmp_path, "-o", "table", lines=axis).stdout.decode()
    assert "1  no measure asked applies" in text
    assert "counted but not listed" not in text


def test_the_workbook_begins_with_purchases_of_which_each_fact_has_a_column(tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(survey(tmp_path, "-o", "xlsx").stdout))
    assert (workbook.sheetnames[0], workbook.active.title) == ("Purchases", "Purchases")
    heads, *rows = workbook["Purchases"].iter_rows(values_only=True)
    lorex = next(dict(zip(heads, row, strict=True)) for row in rows if "Lorex" in str(row))
    assert {name: lorex[name] for name in ("Document", "Number", "Line", "Supplier", "Quantity", "Brand")} == {
        "Document": "quote", "Number": "Q-1", "Line": "1", "Supplier": "Resale LLC", "Quantity": 10, "Brand": "Lorex",
    }  # fmt: skip
    assert lorex["Text of the line"] == "Lorex camera, Section 889 compliant"
    assert (lorex["Verdict"], lorex["Measure id"]) == ("ask before buying", "us/ndaa-889-a1a")
    assert not any("\n" in str(cell) for row in rows for cell in row)


@pytest.mark.parametrize(
    ("lang", "said", "folded"),
    [
        ("en", "2 lines of purchases", "1 line that names no maker"),
        ("fr", "2 lignes d’achat", "1 ligne qui ne nomme aucun fabricant"),
    ],
)
def test_a_page_of_purchases_counts_lines_folds_what_says_nothing_and_lists_no_vulnerability(
    tmp_path: Path, lang: str, said: str, folded: str
) -> None:
    lines = (
        ("Q-1/1", "order.document", "quote"),
        ("Q-1/1", "order.text", "toner"),
        ("Q-1/2", "order.document", "quote"),
        ("Q-1/2", "order.text", "Hikvision DS-2CD2143G2-I camera"),
    )
    page = survey(tmp_path, "-o", "html", "--lang", lang, lines=lines).stdout.decode()
    page = page.replace("\u00a0", " ").replace("\u202f", " ")
    assert said in page
    before, after = page.split(f'<details class="more"><summary>{folded}')
    assert "DS-2CD2143G2-I" in before
    assert "toner" in after
    assert "toner" not in before
    assert "CVE-" not in page


def test_lines_that_leave_work_are_listed_before_any_others_however_late_they_come(tmp_path: Path) -> None:
    bought = BuyersList(most=2)
    mute = [(f"Q-1/{n}", "order.text", "toner") for n in range(4)]
    lines = (*mute, ("Q-1/9", "order.text", "Hikvision DS-2CD2143G2-I camera"))
    survey(tmp_path, "-o", "json", lines=lines)
    found = examine([str(tmp_path / "quote.jsonl")], Register.open(), Context(), date(2026, 11, 23))
    for asset in found.assets():
        bought.take(asset)
    rows = bought.rows(Language("en"))
    assert "DS-2CD2143G2-I" in str(rows[0])
    assert (len(rows), len(bought), bought.more) == (2, 5, 3)


def bought(text: str, *more: tuple[str, str], document: str = "quote") -> Said:
    """Return one line of a document as people write it."""
    said = (("order.document", document), ("order.number", "N-1"), ("order.text", text), *more)
    return tuple(("N-1/1", trait, value) for trait, value in said)


def survey_as(folder: Path, role: str, lines: Said, *arguments: str, use: str = "") -> str:
    source, context = folder / "line.jsonl", folder / "who.toml"
    rows = (json.dumps({"asset": asset, "trait": trait, "value": value}) for asset, trait, value in lines)
    source.write_text("\n".join(rows))
    context.write_text(f'[organisation]\nroles = ["{role}"]\n{use}')
    asked = ("--context", context, "--as-of", "2026-11-23", "--no-timestamp", "-q", "-o", "markdown")
    done = command_line.run_for_bytes("survey", source, *asked, *arguments)
    return f"{done.returncode} {done.stdout.decode()}"


CITY, CAMERA = "ca/municipality", "Hikvision DS-2CD2143G2-I dome camera"


@pytest.mark.parametrize(
    ("lang", "said", "asked"),
    [
        ("en", "no measure is known; check your own by-laws", "Does a by-law of yours"),
        ("fr", "aucune mesure connue; vérifiez vos propres règlements", "Un règlement de votre organisation"),
    ],
)
def test_a_city_is_sent_to_its_own_rules_and_quoted_no_clause_that_nobody_found(
    tmp_path: Path, lang: str, said: str, asked: str
) -> None:
    page = survey_as(tmp_path, CITY, bought(CAMERA), "--lang", lang)
    assert said in page
    assert asked in page
    assert "is bought, installed or used in Toronto" not in page
    assert "n’est acheté, installé ni utilisé à Toronto" not in page


def test_a_city_that_looked_at_its_own_rules_passes_the_gate(tmp_path: Path) -> None:
    gate = ("--fail-on", "undetermined")
    assert survey_as(tmp_path, CITY, bought(CAMERA), *gate)[0] != "0"
    looked = '[use]\nitem = ["ca-no-own-rule"]\n'
    assert survey_as(tmp_path, CITY, bought(CAMERA), *gate, use=looked)[0] == "0"


@pytest.mark.parametrize("document", ["order", "invoice"])
@pytest.mark.parametrize(
    ("lang", "said"), [("en", "see whether it is still in use"), ("fr", "voyez s’il sert encore")]
)
def test_what_was_bought_years_ago_is_to_be_looked_for_whatever_paper_tells_of_it(
    tmp_path: Path, document: str, lang: str, said: str
) -> None:
    line = bought(CAMERA, ("order.date", "2021-05-01"), document=document)
    page = survey_as(tmp_path, "us/federal-agency", line, "--lang", lang)
    assert said in page
    assert "before accepting" not in page
    assert "product of another maker" not in page


@pytest.mark.parametrize(
    ("lang", "said", "own"),
    [
        ("en", "is yours to answer or your counsel’s", "What is the equipment used for? (site manager)"),
        ("fr", "c’est à vous ou à votre conseiller juridique", "À quoi sert l’équipement? (responsable"),
    ],
)
def test_a_line_whose_questions_are_the_buyers_own_asks_the_seller_nothing(
    tmp_path: Path, lang: str, said: str, own: str
) -> None:
    page = survey_as(tmp_path, "us/grant-recipient", bought(CAMERA), "--lang", lang)
    assert said in page
    assert own in page
    asked = {"en": "count toward a US federal award", "fr": "comptent-ils pour une aide fédérale"}[lang]
    assert asked in page.split({"en": "Yours to answer", "fr": "À vous de répondre"}[lang])[1]


def test_no_entry_about_others_is_given_as_the_reason_to_somebody_it_is_not_about(tmp_path: Path) -> None:
    page = survey_as(tmp_path, "ca/qc-public-body", bought("Axis P3265-LVE network camera"))
    assert "cities-and-boards" not in page
    assert "does not say that there is none" in page


@pytest.mark.parametrize(
    ("text", "lang", "said"),
    [
        ("Install 12 Hikvision cameras", "en", "come with the service, or is it yours already?"),
        ("Pose de caméras Hikvision", "fr", "vient-il avec le service, ou est-il déjà à vous?"),
        ("Monitoring of Hikvision cameras 24/7", "en", "delivered with your equipment or with the seller’s?"),
    ],
)
def test_of_a_service_that_says_what_it_does_nobody_asks_which_it_is_or_who_made_it(
    tmp_path: Path, text: str, lang: str, said: str
) -> None:
    page = survey_as(tmp_path, "us/federal-agency", bought(text), "--lang", lang)
    bought_list = page.split("\n## ")[1]
    assert said in bought_list
    assert "whatever name is on the box" not in bought_list
    assert "If it is a service, which one" not in bought_list


SELLER = (
    ("PO-7/1", "order.document", "order"),
    ("PO-7/1", "order.number", "PO-7"),
    ("PO-7/1", "order.supplier", "Hangzhou Hikvision Digital Technology Co., Ltd."),
    ("PO-7/1", "order.manufacturer", "Axis"),
    ("PO-7/1", "asset.kind", "camera"),
)


@pytest.mark.parametrize(
    ("lang", "day", "verdict", "advice"),
    [
        ("en", None, "do not contract with this seller", "Buy from somebody else."),
        ("fr", None, "ne pas conclure de contrat avec ce vendeur", "Achetez auprès de quelqu’un d’autre."),
        ("en", "2026-11-01", "cancel the order: do not contract with this seller", "Buy from somebody else."),
    ],
)
def test_a_measure_on_the_seller_says_to_buy_elsewhere_and_not_another_product(
    tmp_path: Path, lang: str, day: str | None, verdict: str, advice: str
) -> None:
    context = tmp_path / "defense.toml"
    context.write_text('[organisation]\nroles = ["us/dod"]\n')
    dated = (("PO-7/1", "order.date", day),) if day else ()
    text = survey(
        tmp_path, "--context", str(context), "-o", "markdown", "--lang", lang, "--as-of", "2026-11-26",
        lines=(*SELLER, *dated),
    ).stdout.decode()  # fmt: skip
    assert verdict in text
    assert advice in text
    assert "Offer a product" not in text
    assert "Proposez un produit" not in text


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "inside: chip HiSilicon"), ("fr", "à l’intérieur : puce HiSilicon")]
)
def test_the_part_inside_stands_with_what_is_bought_by_its_makers_name(
    tmp_path: Path, lang: str, said: str
) -> None:
    lines = (("PO-9/1", "order.text", "IP camera with HiSilicon Hi3516 SoC"),)
    text = survey(tmp_path, "-o", "markdown", "--lang", lang, lines=lines).stdout.decode()
    assert said in text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("text", "quantity", "shown"),
    [
        ("Rental of Dahua recorder, 24 months", "24", "(24 months)"),
        ("Location d’un enregistreur Dahua, 9 mois", "9", "(9 mois)"),
        ("Dahua recorder with 4 months of warranty", "14", "14 ×"),
        ("Dahua recorder", "2", "2 ×"),
    ],
)
def test_a_number_of_months_counts_no_things(text: str, quantity: str, shown: str, tmp_path: Path) -> None:
    line = bought(text, ("order.quantity", quantity), document="order")
    assert shown in survey_as(tmp_path, "ca/federal-department", line)


@pytest.mark.parametrize("width", [15, 16, 20, 24])
def test_the_id_of_a_measure_is_cut_between_its_words(width: int) -> None:
    for id_ in ("ca/goc-hikvision-prohibition:", "us-tx/prohibited-technologies:"):
        for piece in list(wrapped(id_, width))[:-1]:
            assert piece[-1] in "/-", (id_, piece)
