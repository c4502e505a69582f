"""How is a row told in the shape that the description of the API gives it?"""

from typing import Any, TypeVar

from django.db.models import Model

from phaseout.web.api.schema import Schema

Shape = TypeVar("Shape", bound=Schema)


def told(shape: type[Shape], row: Any, **more: object) -> Shape:
    """Return a row in a shape: of what points to another row its id, and ``more`` as it is given.

    Of what was counted, and is no row, all is as it is.
    """
    columns = row._meta.concrete_fields if isinstance(row, Model) else ()
    fields = {field.name: field.attname for field in columns}
    known = {name: getattr(row, fields.get(name, name)) for name in shape.model_fields if name not in more}
    return shape.model_validate({**known, **more})
