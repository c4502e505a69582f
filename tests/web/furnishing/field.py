"""A photograph of a label that waits for somebody to confirm it, and one of a thing before the work, with a note."""

import io
import uuid
from collections.abc import Mapping
from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from phaseout.web.estate.models import Asset
from phaseout.web.field import services
from phaseout.web.field.models import Visit, What
from phaseout.web.field.services import Sent
from phaseout.web.frame.access import Access, Permission
from web.furnishing.replacement import named_access
from web.furnishing.secret import SECRET

VISITS = (Permission.READ, Permission.SURVEY, Permission.DISCUSS)


def shot() -> SimpleUploadedFile:
    """Return a photograph with nothing on it."""
    drawn = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(drawn, "JPEG")
    return SimpleUploadedFile("wall.jpg", drawn.getvalue())


def visit(access: Access, asset: Asset, what: What, **more: object) -> Visit:
    """Let somebody say something of a thing, or photograph it."""
    sent = Sent(key=uuid.uuid4(), what=what, said=timezone.now(), **more)  # type: ignore[arg-type]
    return services.visit(access, asset, sent)


def put(there: SimpleNamespace) -> Mapping[str, object]:
    access = named_access(there.organisation, f"Visitor {SECRET}", *VISITS)
    before = visit(access, there.asset, What.BEFORE, note=f"Behind the door {SECRET}", picture=shot())
    label = visit(access, there.asset, What.NOT_MET, note=f"Not there {SECRET}")
    Visit.everything.filter(pk=label.pk).update(
        what=What.LABEL, refused="credential", read=[["www.hik-connect.com", "C78047095", f"DS-2 {SECRET}"]]
    )
    label.refresh_from_db()
    return {"visit": before, "label_visit": label}


EXAMPLES = {
    "visit-add": lambda of: {"pk": of.asset.pk},
    "visit-send": lambda of: {"pk": of.asset.pk},
    "visit": lambda of: {"pk": of.visit.pk},
    "visit-photo": lambda of: {"pk": of.visit.pk},
    "visit-confirm": lambda of: {"pk": of.label_visit.pk},
    "visit-dismiss": lambda of: {"pk": of.label_visit.pk},
    "visit-move": lambda of: {"pk": of.label_visit.pk},
}
