"""The house's typeface in what is not a page: papers, charts and pictures."""

from django.conf import settings
from PIL import ImageFont

FONTS = "@expo-google-fonts/figtree"


def drawn_with(weight: str, size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """A weight (`700Bold`) for pictures, in pixels; a plain typeface where it was not fetched."""
    path = settings.ASSETS / FONTS / weight / f"Figtree_{weight}.ttf"
    if not path.is_file():
        return ImageFont.load_default(size)
    return ImageFont.truetype(str(path), size)
