"""Whatever the two founding programmes ask to be done can be recorded under a kind of the packs.

The left side is the row of the list of duties, the right side the kinds under which it is recorded
and the measures that it asks for.
"""

from collections.abc import Mapping, Sequence

import pytest

from prevenio.activities.packs.reading import pack_of
from prevenio.people.models import Country

type Uses = Mapping[str, Sequence[str]]

SERVED: Mapping[str, Uses] = {
    "K-56": {"patrol-allocation": ["patrols.before", "patrols.after"]},
    "K-57": {"dangerous-place": ["visits"], "patrol-check": ["patrols", "visits"]},
    "K-58": {"officer-contact": ["received", "confirmed"]},
    "K-59": {"event-securing": ["people.officers", "checked"], "supervision-food": ["checked"]},
    "K-60": {"meeting": ["people.adults", "people.seniors", "sessions"]},
    "K-61": {"licence-motion": ["filed", "granted", "refused"]},
    "K-62": {
        "snow-on-roofs": ["checked", "failing", "ordered", "fixed"],
        "building-inspection": ["checked", "failing", "ordered", "fixed"],
    },
    "K-63": {
        "exercise": ["bodies", "hours"],
        "exercise-application": ["bodies", "hours"],
        "exercise-staff": ["bodies", "hours"],
        "evacuation-drill": ["schools", "people.children"],
    },
    "K-64": {"flood-watch": ["levels", "calls"]},
    "K-65": {"sector-programme": ["sessions", "cost.city"]},
    "K-66": {"consultation": ["people.clients", "contacts"]},
    "K-67": {"enforcement": ["checked", "fines"], "seller-training": ["people.sellers"]},
    "K-68": {"domestic-violence": ["cases.opened", "cases.closed"], "victim-care": ["contacts"]},
    "K-69": {"winter-check": ["people.homeless", "people.alone"], "night-shelter": ["nights"]},
    "K-70": {"day-room": ["places.offered", "visits"]},
    "K-71": {"school-notices": ["notices.police", "notices.schools"]},
    "K-72": {"school-safety": ["checked", "failing"], "road-inspection": ["checked", "fixed"]},
    "K-73": {"leisure": ["people.children", "people.youth", "places.offered"]},
    "K-74": {"holiday-camps": ["checked", "failing"]},
    "K-75": {"reflective-items": ["items.reflective", "people.children", "cost.city"]},
    "K-76": {"first-aid": ["people.children", "people.seniors", "certificates"]},
    "K-77": {"contest-stage": ["entries", "winners", "items.prizes"]},
    "K-78": {"shopping-help": ["purchases", "calls"]},
    "K-79": {"weather-notice": ["media", "reach"]},
    "K-80": {"fraud-prevention": ["people.seniors", "sessions"]},
    "K-81": {"lesson": ["people.seniors"], "home-safety": ["homes", "fitted"]},
    "K-82": {"smoke-check": ["flights", "checked", "samples", "fines"]},
    "K-83": {"air-alert": ["media", "reach"]},
    "K-84": {"employment-support": ["people.unemployed", "people.under30", "placed", "cost.state"]},
    "K-85": {"road-defect": ["received", "fixed", "days.total"]},
    "K-86": {"investment-stage": ["cost.own", "cost.state"], "alarm-systems": ["sites"]},
    "K-87": {
        "child-transport": ["checked", "failing"],
        "sobriety-check": ["checked", "failing"],
        "dangerous-goods": ["checked", "failing"],
    },
    "K-88": {"publication": ["articles", "media", "posts"]},
    "K-89": {"education-room": ["classes", "people.children"]},
    "K-90": {"detectors": ["items.detectors", "alarms", "victims"]},
    "K-91": {"fire-inspection": ["checked", "failing", "ordered", "fixed"]},
    "K-92": {"rescuer-training": ["hours", "certificates", "people.volunteers"]},
    "K-93": {"plan": ["drawn_up", "reviewed"], "analysis": ["drawn_up"]},
    "K-94": {"epidemic": ["checked", "items.protective"]},
    "K-95": {
        "supervision-water": ["planned", "checked", "failing", "fines"],
        "supervision-food": ["planned", "checked", "failing", "fines"],
        "supervision-chemicals": ["planned", "checked", "failing", "fines"],
        "supervision-work": ["planned", "checked", "failing", "fines"],
        "supervision-health": ["planned", "checked", "failing", "fines"],
        "supervision-schools": ["planned", "checked", "failing", "fines"],
        "supervision-burials": ["planned", "checked", "failing"],
    },
    "K-96": {
        "vaccination": ["people.vaccinated", "eligible"],
        "animal-vaccination": ["animals.vaccinated", "eligible"],
    },
    "K-97": {"animal-outbreak": ["outbreaks", "herds"], "supervision-animal-food": ["checked"]},
    "K-98": {"procedure": ["drawn_up"], "carcass-removal": ["carcasses"]},
    "K-99": {"animal-call": ["calls", "animals", "cost.city"]},
    "K-100": {
        "online-safety": ["people.children", "schools"],
        "online-lesson": ["people.parents"],
        "training": ["people.teachers"],
    },
    "K-107": {
        "lesson": ["sessions", "schools", "classes"],
        "specialist-session": ["sessions", "schools", "people.youth"],
    },
    "K-108": {"campaign": ["media", "reach"]},
    "K-109": {"campaign": ["incidents"], "grass-burning": ["incidents"]},
    "K-110": {"senior-transport": ["trips", "filed", "granted"]},
    "K-111": {"envelopes": ["items.envelopes", "points"]},
    "K-112": {"web-resource": ["articles", "visits.web"]},
    "K-113": {"training": ["modules", "hours", "certificates"]},
    "K-114": {"training": ["sessions"], "specialist-session": ["sessions"]},
    "K-115": {"contest-stage": ["teams", "items.prizes", "copies"]},
    "K-116": {"conference": ["people.teachers"], "festivity": ["people.parents", "shows"]},
    "K-117": {"therapy": ["people.clients", "contacts"]},
    "K-118": {"survey": ["asked", "answered"]},
    "K-119": {"aed-show": ["shows", "devices", "people.seniors"]},
    "K-120": {"senior-course": ["modules", "people.seniors"]},
    "K-121": {"anniversary": ["entries", "copies"]},
    "P-18": {"project-stage": ["cost.region", "municipalities"]},
    "P-21": {"gift-in-kind": ["items.given", "cost.inkind"]},
    "P-22": {"project-stage": ["cost.city"]},
    "P-26": {"legal-graffiti": ["walls", "people.youth"]},
    "P-27": {"bicycle-patrol": ["patrols", "kilometres"]},
    "P-28": {"cctv-stage": ["cameras", "sites", "cost.region"]},
    "P-29": {"investment-stage": ["cost.region"]},
    "P-31": {"online-lesson": ["people.youth", "people.parents"]},
    "P-32": {"working-group": ["bodies", "decisions"]},
    "P-34": {"lecturer-training": ["people.lecturers", "hours"]},
    "P-36": {"project-stage": ["bodies"]},
    "P-39": {"project-stage": ["cost.grant"]},
    "P-41": {"investment-stage": ["sites"]},
    "P-44": {"fraud-prevention": ["people.seniors"]},
    "P-46": {"project-stage": ["cost.state"]},
    "P-48": {"senior-course": ["modules", "people.seniors"]},
    "P-50": {"project-stage": ["municipalities"]},
    "P-51": {"health-promotion": ["people.children", "people.seniors"]},
}

# Where the numbers alone do not say what the row asks for, a question does.
ASKED: Mapping[str, tuple[str, str]] = {
    "K-57": ("dangerous-place", "status"),
    "K-63": ("exercise", "scenario"),
    "K-65": ("sector-programme", "address"),
    "K-74": ("holiday-camps", "season"),
    "K-79": ("weather-notice", "phenomenon"),
    "K-83": ("air-alert", "level"),
    "K-99": ("animal-call", "contractor"),
    "K-108": ("campaign", "aims"),
    "K-113": ("training", "titles"),
    "K-114": ("training", "plan_b"),
    "K-115": ("contest-stage", "task"),
    "K-116": ("conference", "duty"),
    "P-21": ("gift-in-kind", "protocol"),
    "P-22": ("project-stage", "stage"),
    "P-28": ("cctv-stage", "basis"),
    "P-36": ("project-stage", "reused"),
}

COUNTRY_OF = {"K": Country.POLAND, "P": Country.CZECHIA}


@pytest.mark.parametrize("row", SERVED)
def test_catalogue_serves_every_row(row: str) -> None:
    kinds = {kind.key: kind for kind in pack_of(COUNTRY_OF[row[0]]).kinds}

    for key, measures in SERVED[row].items():
        assert set(measures) <= {one.key for one in kinds[key].measures}
    if row in ASKED:
        key, question = ASKED[row]
        assert question in {one["key"] for one in kinds[key].fields["questions"]}


def test_no_row_of_the_two_programmes_is_left_out() -> None:
    asked = [*range(56, 101), *range(107, 122)]

    assert {f"K-{number}" for number in asked} <= SERVED.keys()
    assert ASKED.keys() <= SERVED.keys()
