"""What was found in a file of boundaries, as it is kept with its import and shown."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from prevenio.places.address_plans import AddressPlan
from prevenio.places.importing import looking
from prevenio.places.importing.addresses import AddressTable
from prevenio.places.importing.outlining import Outlines
from prevenio.places.importing.values import FeatureFile, Finding, Outline
from prevenio.places.keeping import Ground, address_points, named_shapes
from prevenio.places.locating.layers import OUTSIDE, Layer
from prevenio.places.models import Address
from prevenio.places.picturing import picture_of
from prevenio.places.plans import Kept, Plan

# Counts are whole; of the rows so many are kept to be looked at.
MOST_TOLD = 200


def report_of(
    *, file: FeatureFile, found: Outlines, plan: Plan, ground: Ground, today: date
) -> dict[str, Any]:
    """Counts and rows of everything a person should see before a file is taken over."""
    names, shapes = plan.after
    overlaps = looking.overlaps(shapes)
    gaps = _gaps(ground, shapes, today)
    return {
        "features": len(file.features),
        "usable": len(found.outlines),
        "layer": file.layer,
        "crs": found.placing.crs,
        "way": found.placing.way,
        "fields": list(file.fields)[:100],
        "code_field": found.code_field,
        "name_field": found.name_field,
        **{
            what: told([finding_row(one) for one in rows])
            for what, rows in (
                ("repaired", found.repaired),
                ("unusable", found.unusable),
                ("doubled", found.doubled),
                ("nameless", found.nameless),
            )
        },
        **_changes(plan),
        "overlaps": told([_overlap(one, names) for one in overlaps]),
        "gaps": told([_gap(one) for one in gaps]),
        "unanswered": _unanswered(ground, names, shapes),
        "picture": picture_of(
            {
                "outlines": shapes,
                "overlaps": _shapes(one.shape for one in overlaps[:MOST_TOLD]),
                "gaps": _shapes(one.shape for one in gaps[:MOST_TOLD]),
            }
        ),
    }


def told(rows: list[Any]) -> dict[str, Any]:
    """How many there are, and the first of them."""
    return {"count": len(rows), "rows": rows[:MOST_TOLD]}


def finding_row(finding: Finding) -> dict[str, Any]:
    return {"what": finding.what, "where": finding.where, "facts": dict(finding.facts)}


def _changes(plan: Plan) -> dict[str, Any]:
    return {
        "begins": told([_named(one) for one, _kept in plan.begins]),
        "changes": told([_named(one) for one, _kept in plan.changes]),
        "ends": told([_named(one) for one in plan.ends]),
        "renamed": told([{**_named(one), "before": kept.name} for one, kept in plan.renamed]),
        "stays": len(plan.stays),
        "others": len(plan.others),
        "is_empty": plan.is_empty,
    }


def _named(one: Outline | Kept) -> dict[str, str]:
    return {"code": one.code, "name": one.name}


def _overlap(one: looking.Overlap, names: list[tuple[str, str]]) -> dict[str, Any]:
    first, second = names[one.first], names[one.second]
    return {"first": list(first), "second": list(second), "area": round(one.area)}


def _gap(one: looking.Gap) -> dict[str, Any]:
    latitude, longitude = one.point
    point = {"latitude": f"{latitude:.5f}", "longitude": f"{longitude:.5f}"}
    return {"area": round(one.area), "within": one.within, **point}


def _gaps(ground: Ground, shapes: NDArray[Any], today: date) -> list[looking.Gap]:
    """Holes; for precincts, ground of their municipalities that none of them covers."""
    if ground.kind is None or not len(shapes):
        return looking.holes(shapes)
    towns = named_shapes(ground.authority, today)
    if not towns:
        return looking.holes(shapes)
    layer = Layer(
        ids=np.array(list(towns), dtype=np.int64),
        codes=(),
        shapes=_shapes(shape for _name, shape in towns.values()),
    )
    inside = looking.middles(shapes)
    owners = layer.locate_many(inside[:, 1], inside[:, 0])
    return looking.uncovered(shapes, (int(one) for one in owners), towns)


def _unanswered(
    ground: Ground, names: list[tuple[str, str]], shapes: NDArray[Any]
) -> dict[str, Any]:
    """Stored addresses that would lie in none of the boundaries."""
    rows = address_points(ground.authority)
    if not len(rows):
        return {"count": 0, "rows": [], "of": 0}
    layer = Layer(
        ids=np.arange(len(shapes), dtype=np.int64),
        codes=[code for code, _name in names],
        shapes=shapes,
    )
    outside = rows[layer.positions(rows[:, 1], rows[:, 2]) == OUTSIDE]
    some = Address.objects.filter(pk__in=[int(pk) for pk in outside[:MOST_TOLD, 0]])
    said = [
        {"address": str(one), "municipality": one.municipality.name if one.municipality else ""}
        for one in some.select_related("municipality").order_by("search_text", "pk")
    ]
    return {"count": len(outside), "rows": said, "of": len(rows)}


def _shapes(shapes: Iterable[Any]) -> NDArray[Any]:
    some = list(shapes)
    found = np.empty(len(some), dtype=object)
    found[:] = some
    return found


def outcome_of(plan: Plan) -> Mapping[str, int]:
    """How many of each were done."""
    return {
        "begun": len(plan.begins),
        "changed": len(plan.changes),
        "ended": len(plan.ends),
        "renamed": len(plan.renamed),
        "unchanged": len(plan.stays),
    }


def address_report_of(table: AddressTable, plan: AddressPlan) -> dict[str, Any]:
    """The same for a table of addresses."""
    return {
        "features": len(table.rows) + len(table.unusable) + len(table.doubled),
        "usable": len(table.rows),
        "crs": table.placing.crs,
        "way": table.placing.way,
        "fields": list(table.columns)[:100],
        "unusable": told([finding_row(one) for one in table.unusable]),
        "doubled": told([finding_row(one) for one in table.doubled]),
        "begins": told([{"code": one.texts[0], "name": one.name} for one in plan.begins]),
        "changes": told([{"code": one.texts[0], "name": one.name} for _pk, one in plan.changes]),
        "ends": {"count": len(plan.ends), "rows": []},
        "stays": plan.stays,
        "without_municipality": plan.without_municipality,
        "is_empty": plan.is_empty,
    }
