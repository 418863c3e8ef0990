"""Reports and problem places as features of GeoJSON (RFC 7946): longitude first, in WGS84."""

from collections.abc import Iterable, Mapping

from django.utils import timezone

from prevenio.reports.blurring import Point
from prevenio.reports.models import Report
from prevenio.reports.queries.mapping import Cluster
from prevenio.reports.queries.public import shown_state

type Feature = Mapping[str, object]


def collection(features: Iterable[Feature]) -> Feature:
    return {"type": "FeatureCollection", "features": list(features)}


def feature_of(report: Report) -> Feature:
    """A public report: the middle of its square, whole days, the words that residents read."""
    state = shown_state(report.state, report.outcome)
    properties = {
        "key": str(report.key),
        "reference": report.reference,
        "category": report.category.code,
        "category_name": str(report.version),
        "kmzb": report.version.kmzb,
        "state": state.key,
        "state_words": state.words,
        "mark": state.mark,
        "received_on": timezone.localdate(report.received_at),
        "closed_on": timezone.localdate(report.closed_at) if report.closed_at else None,
        "square_metres_wide": report.blur_metres,
    }
    return _feature(report.public_longitude, report.public_latitude, properties)


def feature_of_cluster(cluster: Cluster) -> Feature:
    """How many reports, how many of them open; of a single one what it is."""
    properties: dict[str, object] = {"count": cluster.count, "open": cluster.open}
    single = cluster.single
    if single is not None:
        properties |= {
            "key": str(single.key),
            "reference": single.reference,
            "category": single.category,
            "state": single.state.key,
            "state_words": single.state.words,
            "mark": single.state.mark,
            "received_on": single.received_on,
        }
    return _feature(cluster.longitude, cluster.latitude, properties)


def feature_at(point: Point, properties: Mapping[str, object]) -> Feature:
    """Something at a latitude and a longitude."""
    return _feature(point[1], point[0], properties)


def _feature(longitude: float, latitude: float, properties: Mapping[str, object]) -> Feature:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
        "properties": properties,
    }
