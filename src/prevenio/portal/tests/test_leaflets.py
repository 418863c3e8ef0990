from django.test import Client

from prevenio.people.models import Authority
from prevenio.places.tests.factories import make_precinct, make_precinct_kind, square
from prevenio.places.tests.staff import make_duty


def test_the_leaflet_of_a_precinct_is_sent_once_and_then_known_again(
    client: Client, authority: Authority
) -> None:
    precinct = make_precinct(
        make_precinct_kind(authority), code="Rejon 14", shape=square(20, 50, 0.1)
    )
    make_duty(precinct)
    page = f"/testowo/street/precincts/{precinct.pk}/leaflet.pdf"
    first = client.get(page)
    assert first["Content-Type"] == "application/pdf"
    assert first["Content-Disposition"] == 'inline; filename="rejon-14.pdf"'
    assert first.content.startswith(b"%PDF")
    again = client.get(page, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    make_duty(precinct, person_name="Ewa")
    changed = client.get(page, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200


def test_no_leaflet_is_shown_of_another_authoritys_precinct(
    client: Client, authority: Authority
) -> None:
    foreign = make_precinct(make_precinct_kind(code="foreign"))
    page = f"/testowo/street/precincts/{foreign.pk}/leaflet.pdf"
    assert client.get(page).status_code == 404
