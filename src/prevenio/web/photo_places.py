"""Where a photo was taken, as the camera wrote it: read before the metadata is taken out."""

import io
from collections.abc import Mapping
from math import isfinite
from typing import Any

from PIL import ExifTags, Image

_FORMATS = ("JPEG", "PNG", "WEBP")
_MINUTES, _SECONDS = 60, 3600


def point_of(content: bytes) -> tuple[float, float] | None:
    """Latitude and longitude (WGS84 degrees) of a photo; None where it says none or nonsense.

    Opening reads the head of the file alone; whatever cannot be read says nothing.
    """
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
            # Asked for what stands not in its head, a PNG would be decoded as a whole.
            if "exif" not in picture.info:
                return None
            said = picture.getexif().get_ifd(ExifTags.IFD.GPSInfo)
        latitude = _degrees(said, ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLatitudeRef, "S")
        longitude = _degrees(said, ExifTags.GPS.GPSLongitude, ExifTags.GPS.GPSLongitudeRef, "W")
    except Exception:
        return None
    if not (isfinite(latitude) and isfinite(longitude)):
        return None
    # Cameras that have not found themselves yet write zeros.
    if (latitude, longitude) == (0, 0) or abs(latitude) > 90 or abs(longitude) > 180:
        return None
    return round(latitude, 6), round(longitude, 6)


def _degrees(said: Mapping[int, Any], name: int, reference: int, negative: str) -> float:
    degrees, minutes, seconds = (float(part) for part in said[name])
    if not (0 <= minutes < 60 and 0 <= seconds < 60):
        raise ValueError
    size = degrees + minutes / _MINUTES + seconds / _SECONDS
    return -size if str(said.get(reference, "")).strip("\x00 ").upper() == negative else size
