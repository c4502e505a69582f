"""How is the picture of a plan handed out, so that nothing can run in it?"""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404

from phaseout.web.estate.models import Plan

KINDS = ("image/png", "image/jpeg")
"""Media types of pictures that are kept."""
NOTHING_RUNS = "default-src 'none'; sandbox"


def handed_out(plan: Plan) -> FileResponse:
    """Return the picture of a plan.

    Raises:
        Http404: it does not lie among the files any more.
    """
    try:
        content = default_storage.open(plan.stored)
    except FileNotFoundError as missing:
        raise Http404 from missing
    name = "plan.jpg" if "jpeg" in plan.kind else "plan.png"
    answer = FileResponse(content, content_type=plan.kind, filename=name)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = NOTHING_RUNS
    return answer
