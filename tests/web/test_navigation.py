"""Does a template lead only to pages of its own app and of apps below it, and does everybody find every list?"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.urls import get_resolver, reverse

import phaseout.web
from phaseout.web.frame.access import Role

WEB = Path(phaseout.web.__file__).parent
_NAMED = re.compile(r"""{%-?\s*(?:url|place)\s+["']([\w-]+)["']""")
_TEMPLATES = re.compile(r"""{%-?\s*(?:include|extends)\s+["'](\w+)/""")


def heights() -> dict[str, int]:
    """Return how high each app stands; those side by side stand as high as each other."""
    project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    (layers,) = (one["layers"] for one in contracts if one["name"] == "apps stand in order")
    return {
        app.strip().rpartition(".")[2]: height
        for height, layer in enumerate(reversed(layers))
        for app in layer.split("|")
    }


def owners(patterns: Any = None, owner: str = "") -> Iterator[tuple[str, str]]:
    """Yield each name of an address with the app that has it."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if hasattr(one, "url_patterns"):
            module = getattr(one.urlconf_module, "__name__", "")
            yield from owners(
                one.url_patterns, module.split(".")[2] if module.startswith("phaseout.web.") else owner
            )
        elif one.name:
            yield one.name, owner


def test_templates_lead_to_no_app_above_their_own() -> None:
    height, owner = heights(), dict(owners())
    wrong, seen = [], 0
    for path in WEB.rglob("*.html"):
        app, text = path.relative_to(WEB).parts[0], path.read_text("utf-8")
        to = [owner[name] for name in _NAMED.findall(text)]
        to += [one for one in _TEMPLATES.findall(text) if one in height]
        seen += len(to)
        wrong += [
            f"{path.relative_to(WEB)} → {one}" for one in to if one != app and height[one] >= height[app]
        ]
    assert seen > 300
    assert not wrong


def test_only_the_api_may_load_its_library() -> None:
    project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    (held,) = (one["source_modules"] for one in contracts if one["name"] == "only the API knows its library")
    apps = {f"phaseout.web.{path.parent.name}" for path in WEB.glob("*/apps.py")}
    assert apps - {"phaseout.web.api"} <= set(held)


def test_everybody_is_led_to_what_they_may_see_in_one_order(world, client_of) -> None:
    page = client_of(Role.ADMINISTRATOR, Role.AUDITOR).get(reverse("home")).content.decode()
    main = page[page.index('<nav class="main"') : page.index("</nav>", page.index('<nav class="main"'))]
    names = re.findall(r'data-key="g (\w)">([^<]+)<', main)
    assert names == [
        ("h", "Where we stand"), ("s", "Sites"), ("a", "Assets"), ("u", "Surveys"), ("f", "Findings"),
        ("r", "Programme"), ("v", "Plans"), ("e", "Reports"), ("m", "Measures"), ("t", "Tasks"), ("p", "People"),
        ("w", "Who did what"),
    ]  # fmt: skip
    assert f'action="{reverse("search")}"' in page
    assert f'href="{reverse("kept-lists")}"' in page
    assert f'action="{reverse("account_logout")}"' in page
    reader = client_of(Role.READER).get(reverse("home")).content.decode()
    assert f'href="{reverse("people")}"' not in reader
    assert f'href="{reverse("sites")}"' in reader
