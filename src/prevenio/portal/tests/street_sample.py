"""A small town with precincts, people, addresses and events, for the pages about a street."""

from datetime import date, timedelta

import shapely

from prevenio.activities.models import Activity, ActivityState
from prevenio.activities.tests.factories import make_activity, make_kind
from prevenio.people.models import Authority
from prevenio.people.tests.factories import local_today, make_authority, make_body
from prevenio.places.models import Address, Municipality, Precinct, Span
from prevenio.places.operations.versions import mark_changed
from prevenio.places.searching import search_text_of
from prevenio.places.tests.factories import make_municipality, make_precinct, make_precinct_kind
from prevenio.places.tests.staff import EVERY_DAY, make_absence, make_duty, week

# The middle of the precinct "Rejon 14, Centrum".
CENTRE = (50.872, 20.632)
# A little east of the town.
OUTSIDE = (50.872, 20.9)
STREETS = ("Bodzentyńska", "Henryka Sienkiewicza", "Ignacego Jana Paderewskiego", "3 Maja")
_OCTAGON = ((0, 0.3), (0.1, 0.95), (0.5, 1), (0.95, 0.9), (1, 0.4), (0.8, 0.05), (0.35, 0))


def street_town(slug: str = "kielce", *, languages: tuple[str, ...] = ("pl", "en")) -> Authority:
    """The town, with state police, city guard and four councillors of one ward."""
    town = make_authority(slug=slug, name="Kielce", languages=list(languages), is_sample=True)
    ground = make_municipality(town, name="Kielce", shape=shapely.box(20.58, 50.84, 20.70, 50.92))
    police = _police(town, ground)
    _guard(town, police.kind.position + 1)
    _council(town, ground)
    _addresses(town, ground)
    mark_changed(town.pk)
    return town


def _police(town: Authority, ground: Municipality) -> Precinct:
    kind = make_precinct_kind(
        town,
        code="police",
        names={"pl": "Rejony dzielnicowych", "cs": "Okrsky policie", "en": "Police precincts"},
        roles={"pl": "Dzielnicowy Policji", "cs": "Okrskář", "en": "District officer"},
        purposes={"pl": "Pierwszy kontakt w sprawach sąsiedzkich, kradzieży i bezpieczeństwa."},
        position=1,
    )
    centre = make_precinct(
        kind,
        code="14",
        name="Rejon 14, Centrum",
        municipality=ground,
        shape=_octagon(20.62, 50.862),
        about="Od Źródłowej po Żytnią.",
    )
    east = shapely.box(20.64, 50.862, 20.68, 50.89)
    make_precinct(kind, code="15", name="Rejon 15, Szydłówek", municipality=ground, shape=east)
    officer = make_duty(
        centre,
        person_title="st. asp.",
        person_name="Jan Przykład",
        email="dzielnicowy14@example.org",
        hours=week(8, 16),
    )
    today = local_today()
    make_absence(
        officer,
        today,
        today + timedelta(days=9),
        deputy_name="sierż. szt. Anna Przykładowa",
        deputy_phone="41 000 00 15",
    )
    return centre


def _guard(town: Authority, position: int) -> None:
    kind = make_precinct_kind(
        town,
        code="guard",
        names={"pl": "Straż Miejska", "cs": "Městská policie", "en": "City guard"},
        roles={"pl": "Straż Miejska, strażnik rejonowy", "cs": "Strážník", "en": "City guard"},
        icon="siren",
        position=position,
    )
    make_duty(
        town,
        kind=kind,
        person_name="Ewa Przykładna",
        phone="41 000 00 86",
        purpose="Porządek, parkowanie, spalanie odpadów, zwierzęta.",
        hours=week(6, 22, EVERY_DAY),
    )
    make_duty(
        town,
        kind=kind,
        person_name="",
        role="Straż Miejska, dyżur nocny",
        phone="986",
        span=Span.NIGHT,
        purpose="Hałas, spalanie śmieci, niebezpieczne miejsce.",
    )


def _council(town: Authority, ground: Municipality) -> None:
    kind = make_precinct_kind(
        town,
        code="council",
        names={"pl": "Okręgi radnych", "cs": "Obvody zastupitelů", "en": "Wards"},
        roles={"pl": "Radni okręgu", "cs": "Zastupitelé", "en": "Councillors"},
        icon="landmark",
        position=4,
    )
    shape = shapely.box(20.58, 50.84, 20.66, 50.92)
    ward = make_precinct(kind, code="3", name="Okręg nr 3", municipality=ground, shape=shape)
    for name in ("Maria Przykładowska", "Piotr Wzorowy", "Zofia Testowa", "Adam Próbny"):
        make_duty(ward, person_name=name, phone="", email="rada@example.org")


def _octagon(west: float, south: float) -> shapely.Polygon:
    return shapely.Polygon([(west + 0.02 * x, south + 0.02 * y) for x, y in _OCTAGON])


def _addresses(town: Authority, ground: Municipality) -> None:
    rows = [
        (street, number, CENTRE[0] + at / 10_000, CENTRE[1] + at / 10_000)
        for at, street in enumerate(STREETS)
        for number in ("3", "5", "12", "12a", "14/2")
    ]
    rows.append(("Daleka", "1", *OUTSIDE))
    Address.objects.bulk_create(
        Address(
            authority=town,
            municipality=ground,
            street=street,
            number=number,
            latitude=latitude,
            longitude=longitude,
            search_text=search_text_of(street=street, number=number, municipality="Kielce"),
        )
        for street, number, latitude, longitude in rows
    )


def make_event_near(
    town: Authority, *, title: str, at: tuple[float, float] | None, day: date
) -> Activity:
    """An event of the calendar that residents may see."""
    latitude, longitude = at or (None, None)
    return make_activity(
        kind=make_kind(town),
        body=make_body(authority=town),
        title=title,
        state=ActivityState.PLANNED,
        is_on_calendar=True,
        first_day=day,
        place="Park",
        latitude=latitude,
        longitude=longitude,
        municipality=town.municipalities.get(),
    )


def address_of(town: Authority, street: str = "Bodzentyńska", number: str = "12") -> Address:
    return Address.objects.get(authority=town, street=street, number=number)
