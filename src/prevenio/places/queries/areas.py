"""How much of a municipality the precincts of a kind cover."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import shapely

from prevenio.places.locating import MUNICIPALITIES, PlacesIndex
from prevenio.places.models import Municipality

# Borders drawn by different hands differ by slivers.
_NEARLY_WHOLE = 0.97


def bare_municipalities(
    index: PlacesIndex, kind_id: int, answered: Collection[int | None]
) -> Sequence[int]:
    """Ids of municipalities that a kind covers by less than 97 %, but those answered whole."""
    towns = index.layers.get(MUNICIPALITIES)
    if towns is None or not len(towns.ids):
        return ()
    shares = np.zeros(len(towns.ids))
    layer = index.layers.get(kind_id)
    if layer is not None and len(layer.ids):
        tree = shapely.STRtree(layer.shapes)
        town, precinct = tree.query(towns.shapes, predicate="intersects")
        common = shapely.area(shapely.intersection(towns.shapes[town], layer.shapes[precinct]))
        shares = np.bincount(town, common, len(towns.ids)) / shapely.area(towns.shapes)
    return [int(pk) for pk in towns.ids[shares < _NEARLY_WHOLE] if int(pk) not in answered]


def names_of(ids: Collection[int]) -> Mapping[int, str]:
    """Names of municipalities by id; one statement, none where none is asked for."""
    if not ids:
        return {}
    return dict(Municipality.objects.filter(pk__in=ids).values_list("pk", "name"))
