"""Reading a file of boundaries, whatever its form."""

from prevenio.places.importing import refusals
from prevenio.places.importing.geojson import read_geojson
from prevenio.places.importing.geopackage import MAGIC, read_geopackage
from prevenio.places.importing.values import FeatureFile

MOST_BYTES = 100 * 1024 * 1024
_STARTS_JSON = (b"{", b"[", b"\xef\xbb\xbf")


def read_boundaries(content: bytes, *, layer: str = "", most: int = MOST_BYTES) -> FeatureFile:
    """The features of a GeoJSON or GeoPackage, known by its first bytes.

    Raises UnreadablePlaces with a sentence that says what is wrong and how to mend it.
    """
    if len(content) > most:
        raise refusals.FileTooLarge(most=most // 1024 // 1024)
    start = content[:2000].lstrip()
    if not start:
        raise refusals.FileEmpty
    if content.startswith(MAGIC):
        return read_geopackage(content, layer)
    if start.startswith(_STARTS_JSON):
        return read_geojson(content)
    raise refusals.UnknownForm
