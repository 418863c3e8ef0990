"""What the list of sign-ups counted is proposed when somebody says that it took place."""

from django.test import Client

from prevenio.activities.models import ActivityKind, ActivityState, SignUp, SignUpState
from prevenio.activities.tests.factories import NOON, make_activity, make_kind
from prevenio.people.models import Authority, Body, Role
from prevenio.people.tests.factories import make_body, make_member


def holding_page(client: Client, kind: ActivityKind, body: Body, came: list[int | None]) -> str:
    activity = make_activity(kind=kind, body=body, state=ActivityState.PLANNED)
    for number, people in enumerate(came):
        SignUp.objects.create(
            activity=activity,
            email=f"p{number}@example.org",
            state=SignUpState.PLACE,
            token_digest=str(number) * 64,
            signed_up_at=NOON,
            people_came=people,
        )
    client.force_login(make_member(body=body, role=Role.REPORTER))
    return client.get(f"/testowo/desk/activities/{activity.pk}/holding/").content.decode()


def test_the_people_who_came_stand_in_the_form(client: Client, authority: Authority) -> None:
    body = make_body(authority=authority)
    kind = make_kind(authority, measures=("people.seniors", "people.other"))

    page = holding_page(client, kind, body, [2, 1, None])

    assert page.count('value="3"') == 1


def test_without_attendance_nothing_is_proposed(client: Client, authority: Authority) -> None:
    body = make_body(authority=authority)
    kind = make_kind(authority, measures=("people.seniors",))

    assert 'value="3"' not in holding_page(client, kind, body, [None, None])
