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
WRITES = frozenset(
    [
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
        "set_password",
    ]
)
WRITERS = ("services", "tasks")
LONGEST_VIEW = 15


def _is_of(path: Path, *names: str) -> bool:
    """Whether it is a module of such a name, or one of the modules of a package of such a name."""
    return path.stem in names or path.parent.name in names


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node, node.func.attr


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(WEB)))
def test_only_services_write(path: Path) -> None:
    if _is_of(path, *WRITERS):
        return
    wrong = [
        f"{path.name}:{call.lineno} {name}"
        for call, name in calls(ast.parse(path.read_text("utf-8")))
        if name in WRITES and not _is_of_a_collection(call)
    ]
    assert not wrong, "services write, and nobody else"


def _is_of_a_collection(call: ast.Call) -> bool:
    """Whether it is a set or a mapping that is added to: a plain name, and no manager or row."""
    owner = call.func.value
    return isinstance(owner, ast.Name | ast.Subscript) and call.func.attr in ("add", "update", "remove")


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
    "path", [p for p in MODULES if _is_of(p, "views")], ids=lambda p: str(p.relative_to(WEB))
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
