"""Does building the wheel put the compiled register in, and the source archive leave it alone?"""

import importlib.util
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

from phaseout.domain.problem import RegisterError
from phaseout.register import Register

ROOT = Path(__file__).parents[3]


@pytest.fixture
def hook_module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_register", ROOT / "build_register.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def tree(book, tmp_path) -> Path:
    """A checkout with the small register."""
    root = tmp_path / "checkout"
    shutil.copytree(book.directory, root / "register")
    return root


def run(hook_module: ModuleType, root: Path, target: str, version: str = "standard") -> Path:
    hook = hook_module.CustomBuildHook(str(root), {}, None, None, str(root / "dist"), target)
    hook.initialize(version, {})
    return root / "src/phaseout/register/compiled.json"


@pytest.mark.parametrize("version", ["standard", "editable"])
def test_a_wheel_carries_the_compiled_register(hook_module, tree, version):
    compiled = run(hook_module, tree, "wheel", version)
    assert Register.open(compiled).digest == Register.open(tree / "register").digest


def test_a_source_archive_carries_no_compiled_register(hook_module, tree):
    assert not run(hook_module, tree, "sdist").exists()


def test_a_register_with_a_fault_stops_the_build_with_the_line(hook_module, tree):
    (tree / "register/brands/acme.yaml").write_text("id: acme\n")
    with pytest.raises(RegisterError, match=r"brands/acme\.yaml:1: name is missing"):
        run(hook_module, tree, "wheel")


def test_the_build_leaves_the_import_path_as_it_was(hook_module, tree):
    before = list(sys.path)
    run(hook_module, tree, "wheel")
    assert sys.path == before
