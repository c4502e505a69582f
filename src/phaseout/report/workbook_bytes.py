"""How does a workbook become the same bytes each time it is written?"""

import re
import shutil
import tempfile
from datetime import datetime
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from phaseout.intake.own_report import ARCHIVE_COMMENT

_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_PROPERTIES = "docProps/core.xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_IN_MEMORY = 1 << 24


def write_workbook(workbook: Workbook, stream: BinaryIO, stamp: datetime) -> None:
    """Write a workbook as if it had been made at ``stamp``; the library would take the clock."""
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as draft:
        workbook.properties.created = stamp
        ExcelWriter(workbook, ZipFile(draft, "w", ZIP_STORED, allowZip64=True)).save()
        with ZipFile(draft) as written, ZipFile(stream, "w", ZIP_DEFLATED, allowZip64=True) as archive:
            for name in written.namelist():
                _copy(written, archive, name, stamp)
            archive.comment = ARCHIVE_COMMENT


def _copy(written: ZipFile, archive: ZipFile, name: str, stamp: datetime) -> None:
    entry = ZipInfo(name, date_time=_EPOCH)
    entry.compress_type = ZIP_DEFLATED
    if name == _PROPERTIES:
        text = stamp.strftime("%Y-%m-%dT%H:%M:%SZ").encode("ascii")
        archive.writestr(entry, _MODIFIED.sub(rb"\g<1>" + text, written.read(name)))
        return
    with written.open(name) as source, archive.open(entry, "w", force_zip64=True) as target:
        shutil.copyfileobj(source, target)
