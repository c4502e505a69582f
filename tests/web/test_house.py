"""Are the rules of the house kept: who writes, who asks whom, how long views are?"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import phaseout.web
from phaseout.web.frame.gate import Gate
from web.routes import routes

WEB = Path(phaseout.web.__file__).parent
MODULES = sorted(path for path in WEB.rglob("*.py") if "migrations" not in path.parts)
_WRITES = [
    "save",
    "create",
    "bulk_create",
    "update",
    "bulk_update",
    "delete",
    "get_or_create",
    "update_or_create",
    "add",
    "remove",
    "set",
    "clear",
    "set_password",
    "insert",
    "claim",
    "execute",
    "executemany",
    "callproc",
]
WRITES = frozenset([*_WRITES, *(f"a{one}" for one in _WRITES)])
OF_COLLECTIONS = frozenset(["add", "update", "remove", "set", "clear", "insert"])
MAKES_A_COLLECTION = frozenset(
    ["set", "dict", "list", "defaultdict", "Counter", "QueryDict", "sha256", "globals"]
)
WHAT_SERVICES_WRITE_WITH = "frame/bulk.py"
WRITERS = ("services", "tasks")
LONGEST_VIEW = 15


def _is_of(path: Path, *names: str) -> bool:
    """Whether it is a module of such a name, or one of the modules of a package of such a name."""
    return path.stem in names or path.parent.name in names


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node, node.func.attr


def writes_in(text: str) -> list[str]:
    """Return where a module writes: line and name of what it calls."""
    return [f"{call.lineno} {name}" for call, name in _writes(ast.parse(text), frozenset())]


def _writes(tree: ast.AST, made: frozenset[str]) -> Iterator[tuple[ast.Call, str]]:
    """Yield the calls that write; a function knows the collections of the module, and its own."""
    made |= {*_made_in(tree)}
    for node in _inside(tree):
        if isinstance(node, ast.Call) and (name := _called(node)) in WRITES:
            if not (_is_of_a_collection(node, made) or _only_reads(node, name)):
                yield node, name
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _writes(node, made)


def _inside(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield what stands in a function or module; of functions in it only that they are there."""
    for node in ast.iter_child_nodes(tree):
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _inside(node)


def _called(call: ast.Call) -> str:
    """Return the name; of plain functions only those of services that views could import."""
    if isinstance(call.func, ast.Attribute):
        # What evidence claims of a thing is no row claimed.
        is_evidence = call.func.attr == "claim" and ast.unparse(call.func.value).endswith("identification")
        is_event = call.func.attr == "set" and not call.args  # a relation is set to something
        is_own = ast.unparse(call.func.value) == "super()"  # what a library's class does, in a class of ours
        return "" if is_evidence or is_event or is_own else call.func.attr
    plain = call.func.id if isinstance(call.func, ast.Name) else ""
    return plain if plain in ("insert", "claim") else ""


def _made_in(tree: ast.AST) -> Iterator[str]:
    """Yield the names that are a set, a mapping or a digest made here."""
    for node in _inside(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign) and _makes_a_collection(node.value):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (target.id for target in targets if isinstance(target, ast.Name))


def _makes_a_collection(value: ast.expr | None) -> bool:
    if isinstance(value, ast.Call):
        made = value.func.attr if isinstance(value.func, ast.Attribute) else getattr(value.func, "id", "")
        return made in MAKES_A_COLLECTION
    return isinstance(value, ast.Dict | ast.Set | ast.List | ast.DictComp | ast.SetComp | ast.ListComp)


def _is_of_a_collection(call: ast.Call, made: frozenset[str]) -> bool:
    owner = getattr(call.func, "value", None)
    return isinstance(owner, ast.Name) and call.func.attr in OF_COLLECTIONS and owner.id in {*made, "cache"}


def _only_reads(call: ast.Call, name: str) -> bool:
    """Whether it is a statement written out here that asks."""
    first = call.args[0] if call.args else None
    is_text = isinstance(first, ast.Constant) and isinstance(first.value, str)
    return name == "execute" and is_text and first.value.startswith("SELECT ")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(WEB)))
def test_only_services_write(path: Path) -> None:
    if _is_of(path, *WRITERS) or path == WEB / WHAT_SERVICES_WRITE_WITH:
        return
    assert not writes_in(path.read_text("utf-8")), "services write, and nobody else"


def test_no_way_around_the_services_is_missed() -> None:
    view = """
def view(request):
    rows = Asset.objects.visible_to(request.access)
    rows.update(label="x")
    frame.bulk.insert(Asset, ("label",), [])
    insert(Asset, ("label",), [])
    claim(asset, 1)
    services.claim(asset, 1)
    cursor.execute("DELETE FROM estate_asset")
    cursor.execute(statement)
    site.assets.add(asset)
    site.assets.set([])
    seen = set()
    seen.add(1)
    said = {}
    said.update(a=1)
    cursor.execute("SELECT 1")

def other(seen):
    seen.update(label="x")
"""
    found = [one.partition(" ")[0] for one in writes_in(view)]
    assert found == ["4", "5", "6", "7", "8", "9", "10", "11", "12", "20"]


def test_no_page_asks_a_row_for_all_of_what_everybody_may_own() -> None:
    """What belongs to a row is read whole only where it is the row's own part."""
    parts = {"keys", "files", "attachments", "determinations", "asked", "openings", "photos", "mentions"}
    wrong = [
        f"{path.relative_to(WEB)}:{call.lineno}"
        for path in MODULES
        if not _is_of(path, *WRITERS, "queries", "scoped", "backup")
        for call, name in calls(ast.parse(path.read_text("utf-8")))
        if name == "all" and getattr(call.func.value, "attr", "") not in parts
    ]
    assert not wrong


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(WEB)))
def test_only_services_and_queries_reach_rows_of_everybody(path: Path) -> None:
    # A backup is of everybody's rows.
    if _is_of(path, *WRITERS, "queries", "scoped", "backup"):
        return
    tree = ast.parse(path.read_text("utf-8"))
    wrong = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in ("everything", "_default_manager", "_base_manager")
    ]
    assert not wrong, f"{path.name}: lines {wrong}"


@pytest.mark.parametrize(
    "path", [p for p in MODULES if _is_of(p, "views", "api")], ids=lambda p: str(p.relative_to(WEB))
)
def test_views_are_short(path: Path) -> None:
    long = [
        node.name
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.body[0].end_lineno > LONGEST_VIEW
    ]
    assert not long


def test_every_view_of_ours_says_who_is_let_through() -> None:
    ours = [route for route in routes() if route.is_ours]
    assert ours
    unsaid = [route.pattern for route in ours if not isinstance(route.view, Gate)]
    assert not unsaid


def test_templates_trust_no_text() -> None:
    trusting = [
        str(path.relative_to(WEB))
        for path in WEB.rglob("*.html")
        if any(word in path.read_text("utf-8") for word in ("|safe", "autoescape off", "safeseq"))
    ]
    assert not trusting
    code = [path for path in MODULES if "mark_safe" in path.read_text("utf-8")]
    assert not code
