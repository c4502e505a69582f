"""A list that was kept and shared."""

from collections.abc import Mapping
from types import SimpleNamespace

from phaseout.web.desk.services import ListFacts, keep_list
from phaseout.web.frame.access import Access, Permission
from web.furnishing.secret import SECRET


def put(there: SimpleNamespace) -> Mapping[str, object]:
    reach = frozenset({there.organisation.pk})
    access = Access(person=there.task.by_id, reach={Permission.DISCUSS: reach})
    facts = ListFacts(name=f"Ours {SECRET}", query=f"text={SECRET}", organisation=there.organisation)
    return {"kept_list": keep_list(access, "assets", facts)}


EXAMPLES = {name: lambda of: {"pk": of.kept_list.pk} for name in ("kept", "kept-edit", "kept-remove")}
