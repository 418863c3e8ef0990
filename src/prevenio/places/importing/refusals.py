"""Why a file of places cannot be used as a whole: what is wrong, where, and how to mend it."""

from prevenio.kernel.errors import Refused
from prevenio.places.importing.wording import gettext_noop as _


class UnreadablePlaces(Refused):
    """A file that cannot be used."""


class FileTooLarge(UnreadablePlaces):
    message = _("The file has more than %(most)s MB. Cut it into several files.")


class FileEmpty(UnreadablePlaces):
    message = _("There is nothing in the file. Check that it was saved completely.")


class UnknownForm(UnreadablePlaces):
    message = _(
        "The file is neither GeoJSON nor GeoPackage. Export the boundaries from your map program "
        "as GeoJSON or GeoPackage (.gpkg) and upload that file."
    )


class NotUtf8(UnreadablePlaces):
    message = _(
        "The letters of the file are not UTF-8: see line %(line)s. Save it as UTF-8 and try again."
    )


class BrokenJson(UnreadablePlaces):
    message = _(
        "The file is not whole GeoJSON: it cannot be read from line %(line)s, column %(column)s. "
        "Export it again."
    )


class NotANumberInJson(UnreadablePlaces):
    message = _(
        "The file holds “%(value)s” where a number belongs. Mend the coordinates in your map "
        "program and export it again."
    )


class NestedTooDeeply(UnreadablePlaces):
    message = _("Brackets in the file are nested too deeply for GeoJSON. Export it again.")


class NoFeatures(UnreadablePlaces):
    message = _(
        "The file holds “%(found)s”, not a FeatureCollection of GeoJSON. Export the layer with "
        "the boundaries as GeoJSON."
    )


class NothingDrawn(UnreadablePlaces):
    message = _("The file holds no features. Check that the right layer was exported.")


class TooManyFeatures(UnreadablePlaces):
    message = _("The file holds more than %(most)s features. Cut it into several files.")


class BrokenGeoPackage(UnreadablePlaces):
    message = _("The GeoPackage is damaged and cannot be read: %(trouble)s. Export it again.")


class NotAGeoPackage(UnreadablePlaces):
    message = _(
        "The file is a database without the tables of a GeoPackage. Export the layer as "
        "GeoPackage (.gpkg) or GeoJSON."
    )


class NoLayer(UnreadablePlaces):
    message = _("The GeoPackage holds no layer of shapes. Export the layer with the boundaries.")


class LayerUnknown(UnreadablePlaces):
    message = _("The GeoPackage has no layer “%(layer)s”. It has: %(layers)s.")


class LayerNotSaid(UnreadablePlaces):
    message = _("The GeoPackage holds several layers. Say which one is meant: %(layers)s.")


class CoordinatesUnknown(UnreadablePlaces):
    message = _(
        "“%(crs)s” is not a known system of coordinates. Write it as EPSG and a number, for "
        "example EPSG:5514 or EPSG:2180."
    )


class CoordinatesNotSaid(UnreadablePlaces):
    message = _(
        "The file does not say in which system its coordinates are, and they are no degrees: the "
        "first is %(first)s. Say the system; these would lie in the right country: %(fitting)s."
    )


class NotInTheCountry(UnreadablePlaces):
    message = _(
        "Read as %(crs)s, the file does not lie in the country: its first point would be at "
        "%(latitude)s north, %(longitude)s east. Check which system of coordinates it uses."
    )


class FieldUnknown(UnreadablePlaces):
    message = _("The features have no property “%(field)s”. They have: %(fields)s.")


class CodeFieldNotSaid(UnreadablePlaces):
    message = _(
        "Which property holds the code cannot be told from its name. Say which one: %(fields)s."
    )


class NoColumns(UnreadablePlaces):
    message = _(
        "The first row must name the columns. Needed are a house number and a place: latitude and "
        "longitude, or x and y with their system of coordinates. Found: %(found)s."
    )


class ColumnTwice(UnreadablePlaces):
    message = _("Two columns are called “%(column)s”. Rename one of them.")


class RowBroken(UnreadablePlaces):
    message = _(
        "Row %(row)s has %(found)s cells, but the first row names %(expected)s columns. Look for a "
        "missing or an additional separator there."
    )


class QuotesOpen(UnreadablePlaces):
    message = _("Near row %(row)s a quotation mark is never closed. Close it and try again.")


class TooManyRows(UnreadablePlaces):
    message = _("There are more than %(most)s rows. Cut the file into several ones.")
