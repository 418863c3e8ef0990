"""Which municipality and which precincts a point lies in: an index kept by each process."""

from prevenio.places.locating.index import MUNICIPALITIES, PlacesIndex
from prevenio.places.locating.keeping import index_of
from prevenio.places.locating.layers import OUTSIDE, Layer

__all__ = ["MUNICIPALITIES", "OUTSIDE", "Layer", "PlacesIndex", "index_of"]
