"""Packing office files so that the same content always gives the same bytes."""

import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO

# A package's own clock starts in 1980; any day will do, as long as it is always the same.
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_MOMENTS = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def always_alike(file: bytes, at: datetime) -> bytes:
    """The same file packed without the hour of packing; workbooks inside it likewise."""
    moment = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    packed = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(file)) as before,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as after,
    ):
        for name in before.namelist():
            content = before.read(name)
            if name.endswith(".xlsx"):
                content = always_alike(content, at)
            elif name == "docProps/core.xml":
                content = _MOMENTS.sub(rb"\g<1>" + moment + rb"\g<2>", content)
            entry = zipfile.ZipInfo(name, date_time=_FIRST_DAY)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            after.writestr(entry, content)
    return packed.getvalue()
