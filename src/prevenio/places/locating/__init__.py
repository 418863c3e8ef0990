"""What a point lies in and which homes are near it: kept by each process."""

from prevenio.places.locating.homes import Homes, Points, homes_of
from prevenio.places.locating.index import MUNICIPALITIES, PlacesIndex
from prevenio.places.locating.keeping import index_of
from prevenio.places.locating.layers import OUTSIDE, Layer

__all__ = [
    "MUNICIPALITIES",
    "OUTSIDE",
    "Homes",
    "Layer",
    "PlacesIndex",
    "Points",
    "homes_of",
    "index_of",
]
