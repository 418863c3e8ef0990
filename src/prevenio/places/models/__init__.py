"""Tables of the places: municipalities, precincts, who answers for them, addresses, groups."""

from prevenio.places.models.addresses import Address
from prevenio.places.models.duties import Absence, Duty, OfficeHours, Span
from prevenio.places.models.groups import GroupMember, GroupRole, WorkingGroup
from prevenio.places.models.imports import ImportState, PlaceImport
from prevenio.places.models.municipalities import Municipality, MunicipalityKind
from prevenio.places.models.precincts import Boundary, PlacesVersion, Precinct, PrecinctKind

__all__ = [
    "Absence",
    "Address",
    "Boundary",
    "Duty",
    "GroupMember",
    "GroupRole",
    "ImportState",
    "Municipality",
    "MunicipalityKind",
    "OfficeHours",
    "PlaceImport",
    "PlacesVersion",
    "Precinct",
    "PrecinctKind",
    "Span",
    "WorkingGroup",
]
