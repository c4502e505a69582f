"""What does ``phaseout screen`` say, and how does it end?"""

import contextlib
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import command_line
from phaseout.cli.screen_bar import ScreenBar

TABLE = "order_id,text,supplier,sku\n1,Hikvision camera,Acme,DS-2CD2143G2-I\n2,toner,Acme,\n"
FEDERAL = ("--role", "ca/federal-department", "--as-of", "2026-11-26", "--processes", "1")


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return command_line.run("screen", *arguments)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "orders.csv"
    path.write_text(TABLE)
    return path


def test_a_table_of_orders_becomes_a_table_of_answers_and_a_word_on_standard_error(table: Path) -> None:
    out = table.with_name("out.parquet")
    done = run(table, "-o", out, *FEDERAL)
    assert (done.returncode, done.stdout) == (0, "")
    assert "looked at: text, supplier, sku\nhanded on as order_id: order_id\n" in done.stderr
    assert "2 lines; on 1 of them no maker or brand is recognised" in done.stderr
    assert "applies: 1" in done.stderr
    rows = pq.read_table(out).to_pylist()
    assert [(row["order_id"], row["maker"], row["outcome"]) for row in rows] == [
        ("1", "hikvision", "applies"),
        ("2", None, "undetermined"),
    ]


def test_french_is_spoken_where_it_is_asked_for_and_nothing_where_quiet_is(table: Path) -> None:
    out = table.with_name("out.parquet")
    french = run(table, "-o", out, *FEDERAL, "--lang", "fr").stderr
    assert "2 lignes, dont 1 sans fabricant ni marque reconnus" in french
    assert "s’applique : 1" in french
    assert "lines" not in french
    assert run(table, "-o", out, *FEDERAL, "-q").stderr == ""


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--fail-on", "applies"), 1),
        (("--fail-on", "applies", "--only", "us/bis-entity-list"), 0),
        (("--strict",), 4),
        (("--fail-on", "undetermined", "--show", "open"), 1),
    ],
)
def test_the_exit_code_tells_a_pipeline(table: Path, options: tuple[str, ...], code: int) -> None:
    done = run(table, "-o", table.with_name("out.parquet"), *FEDERAL, *options)
    assert done.returncode == code, done.stderr


def test_open_lines_alone_are_written_where_these_are_asked_for(table: Path) -> None:
    out = table.with_name("out.parquet")
    assert "2 lines" in run(table, "-o", out, *FEDERAL, "--show", "open").stderr
    assert pq.read_table(out).column("order_id").to_pylist() == ["1"]


def test_observations_are_identified_and_not_decided(tmp_path: Path) -> None:
    path = tmp_path / "seen.csv"
    path.write_text('asset,trait,value\ncam,banner,"Server: App-webs/"\ncam,mac,44:19:b6:00:00:01\n')
    out = tmp_path / "things.parquet"
    done = run(path, "-o", out, "--observations", "--processes", "1")
    assert (done.returncode, "1 assets" in done.stderr) == (0, True)
    assert pq.read_table(out).to_pylist()[0]["maker"] == "hikvision"
    refused = run(path, "-o", out, "--observations", "--fail-on", "applies")
    assert refused.returncode == 2
    assert "identified, not decided" in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("{table}", "-o", "{table}"), 2, "would overwrite the table"),
        (("{table}.not", "-o", "{out}"), 3, "cannot be read"),
        (("{table}", "-o", "{out}", "--only", "no/measure"), 2, "there is no measure"),
        (("{table}", "-o", "{folder}/none/out.parquet"), 3, "cannot be written"),
        (("{table}", "-o", "{out}", "--role", "us/nobody"), 2, "not known"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_diagnosis(
    table: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    places = {"table": table, "out": table.with_name("out.parquet"), "folder": table.parent}
    done = run(*(argument.format(**places) for argument in arguments))
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in table.parent.iterdir()] == ["orders.csv"]


def test_a_profile_says_what_the_columns_of_a_table_hold(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("Nr;Was;Firma\n7;Hikvision;Acme\n")
    profile = tmp_path / "sheet.toml"
    profile.write_text('[columns]\n"Was" = "order.text"\n"Firma" = "order.supplier"\n"Nr" = "order.number"\n')
    out = tmp_path / "out.parquet"
    refused = run(path, "-o", out)
    assert refused.returncode == 2
    assert "--columns" in refused.stderr
    done = run(path, "-o", out, "--columns", profile, "--processes", "1")
    assert done.returncode == 0, done.stderr
    assert pq.read_table(out).column("order_id").to_pylist() == ["7"]


def test_columns_that_are_not_looked_at_are_named_and_a_maker_s_column_is_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("order_id,item,brand,model,qty,note 2\n1,switch,Huawei,S5735-L24T4S,1,x\n")
    out = tmp_path / "out.parquet"
    done = run(path, "-o", out, *FEDERAL)
    arrow = " \N{RIGHTWARDS ARROW} "
    assert f"looked at: item{arrow}text, brand, model{arrow}mpn, qty{arrow}quantity\n" in done.stderr
    assert done.stderr.count("handed on, but not looked at: note 2\n") == 1
    assert pq.read_table(out).column("maker").to_pylist() == ["huawei"]
    french = run(path, "-o", out, *FEDERAL, "--lang", "fr").stderr
    assert "reprises, mais non examinées : note 2\n" in french


def test_what_is_not_read_to_its_end_and_lost_letters_are_told_and_strict_means_them(tmp_path: Path) -> None:
    path = tmp_path / "long.parquet"
    texts = [b"Hikvision camera " + b"x" * 20_000, b"\xff\xfeHikvision camera"]
    pq.write_table(pa.table({"text": pa.array(texts, pa.binary())}), path)
    out = tmp_path / "out.parquet"
    done = run(path, "-o", out, *FEDERAL, "--strict")
    assert done.returncode == 4
    assert "undetermined" not in done.stderr
    assert "of 1 lines a text is read only to its character 16,384" in done.stderr
    assert "on 1 lines letters were lost before" in done.stderr
    assert run(path, "-o", out, *FEDERAL).returncode == 0
    french = run(path, "-o", out, *FEDERAL, "--lang", "fr").stderr
    assert "1 lignes dont un texte n’est lu que jusqu’au caractère 16\u202f384" in french


def test_the_bar_says_how_many_lines_are_done_how_fast_and_of_how_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = iter(range(0, 1000, 10))
    clock = SimpleNamespace(monotonic=lambda: float(next(now)))
    monkeypatch.setattr("phaseout.cli.screen_bar.time", clock)
    with contextlib.ExitStack() as stack:
        bar = ScreenBar(stack, 3, "en")
        bar.begin(1, 4000)
        assert bar.shown == "0 of 4,000 lines, 0 a second, pieces: 1/3"
        bar.count(1000)
        bar.watch(2, 3)
        assert bar.shown == "1,000 of 4,000 lines, 17 a second, pieces: 2/3"
    unknown = ScreenBar(contextlib.ExitStack(), None, "fr")
    unknown.begin(0, None)
    assert unknown.shown == "0 lignes, 0 par seconde, morceaux : 0"


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ("suppliers: hikvision 2, zte 1\n", "possibly one of these, which accuses nobody: dahua 1\n")),
        ("fr", ("fournisseurs : hikvision 2, zte 1\n", "ce qui n’accuse personne : dahua 1\n")),
    ],
)
def test_the_summary_of_a_vendor_list_names_the_suppliers_that_matched(
    tmp_path: Path, lang: str, said: tuple[str, ...]
) -> None:
    path = tmp_path / "vendors.csv"
    hikvision = "Hangzhou Hikvision Digital Technology Co. Ltd"
    path.write_text(
        f"Vendor No,Vendor Name\n1,{hikvision}\n2,{hikvision}\n3,ZTE Corporation\n4,Dahua Restaurant\n5,Acme\n"
    )
    told = run(path, "-o", tmp_path / "out.csv", *FEDERAL, "--lang", lang).stderr
    assert all(one in told for one in said)
    head = (tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert head.startswith('"row";"Vendor No"' if lang == "fr" else '"row","Vendor No","Vendor Name"')


def test_a_file_of_another_kind_is_neither_read_nor_written(table: Path) -> None:
    done = run(table, "-o", table.with_name("out.xlsx"), *FEDERAL)
    assert done.returncode == 2
    assert ".parquet, .csv, .csv.gz" in done.stderr
    assert not table.with_name("out.xlsx").exists()
