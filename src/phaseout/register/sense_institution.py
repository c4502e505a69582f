"""Does every institution have names of its own?"""

from collections.abc import Iterator

from phaseout.register.directory import folded
from phaseout.register.fault import Fault, Level
from phaseout.register.known import NOTHING, Known
from phaseout.register.loading import Files
from phaseout.register.yamlfile import Place


def check_institutions(files: Files, base: Known = NOTHING) -> Iterator[Fault]:
    """Yield a fault for each name of the law that, without its small words, is another institution's too.

    Applied titles and abbreviations are left out: SCC is three bodies, and who asks for it is asked back.
    ``base`` is what lies below an overlay, which may not take a name from it.
    """
    replaced = {entry.shape.id for entry in files.institutions}
    standing = {name: id_ for name, id_ in base.institution_of_name.items() if id_ not in replaced}
    for entry in files.institutions:
        names = entry.shape.name
        for language, name in (("en", names.en), ("fr", names.fr)):
            other = standing.setdefault(folded(name), entry.shape.id)
            if other != entry.shape.id:
                place: Place = ("name", language)
                message = f"{name!r} cannot be told from the name of {other}"
                yield entry.fault(Level.SENSE, place, message)
