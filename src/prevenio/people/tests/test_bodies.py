import re
from datetime import date

import pytest
from django.test import Client

from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed
from prevenio.people import operations, queries
from prevenio.people.models import Authority, Body, User
from prevenio.people.operations import Particulars
from prevenio.people.operations.bodies import AlreadyInGroup
from prevenio.people.tests.factories import NOON, make_body

FIRE_SERVICE = Particulars(short_name="PSP", name="Straż Pożarna", public_name="Łączność")


def test_programme_officer_adds_a_body(authority: Authority, programme_officer: User) -> None:
    body = operations.add_body(
        authority=authority, particulars=FIRE_SERVICE, by=programme_officer, at=NOON
    )

    assert body.search_text == "psp straz pozarna lacznosc"
    assert Entry.objects.get().fact == "people.body.added"


def test_short_names_are_given_once(authority: Authority, coordinator: User, body: Body) -> None:
    taken = Particulars(short_name=body.short_name)
    other = make_body(authority=authority)

    with pytest.raises(operations.ShortNameTaken):
        operations.add_body(authority=authority, particulars=taken, by=coordinator, at=NOON)
    with pytest.raises(operations.ShortNameTaken):
        operations.change_body(body=other, particulars=taken, by=coordinator, at=NOON)


def test_readers_and_strangers_change_nothing(
    authority: Authority, body: Body, reader: User, stranger: User
) -> None:
    for person in (reader, stranger):
        with pytest.raises(NotAllowed):
            operations.add_body(authority=authority, particulars=FIRE_SERVICE, by=person, at=NOON)
        with pytest.raises(NotAllowed):
            operations.change_body(body=body, particulars=FIRE_SERVICE, by=person, at=NOON)
        with pytest.raises(NotAllowed):
            operations.confirm_bodies(authority=authority, by=person, at=NOON)

    assert not Entry.objects.exists()


def test_a_body_is_found_by_an_earlier_name(
    authority: Authority, coordinator: User, body: Body
) -> None:
    operations.add_alias(
        body=body,
        name="Strażnica Łódzka",
        first_day=None,
        last_day=date(2020, 12, 31),
        by=coordinator,
        at=NOON,
    )

    found = queries.bodies_found(authority=authority, words="lodzka straz", kind="")

    assert list(found) == [body]
    operations.remove_alias(alias=body.aliases.get(), by=coordinator, at=NOON)
    assert not queries.bodies_found(authority=authority, words="lodzka", kind="").exists()


def test_a_name_leads_to_one_body(authority: Authority, coordinator: User, body: Body) -> None:
    days = {"first_day": None, "last_day": None}
    operations.add_alias(body=body, name="Straż", by=coordinator, at=NOON, **days)

    with pytest.raises(operations.AliasTaken):
        operations.add_alias(
            body=make_body(authority=authority), name="Straż", by=coordinator, at=NOON, **days
        )
    for name in (body.short_name, body.name):
        with pytest.raises(operations.AliasTaken):
            operations.add_alias(
                body=make_body(authority=authority), name=name, by=coordinator, at=NOON, **days
            )


def test_groups_have_members_of_the_same_authority(
    authority: Authority, coordinator: User, body: Body
) -> None:
    group = make_body(authority=authority, is_group=True)

    def add(group: Body, member: Body) -> None:
        operations.add_group_member(
            group=group, member=member, first_day=None, last_day=None, by=coordinator, at=NOON
        )

    add(group, body)
    with pytest.raises(AlreadyInGroup):
        add(group, body)
    for wrong in ((body, group), (group, group), (group, make_body())):
        with pytest.raises(operations.NotAGroup):
            add(*wrong)

    assert [one.member for one in queries.group_members(group=group)] == [body]


def test_an_empty_list_cannot_be_confirmed(authority: Authority, coordinator: User) -> None:
    with pytest.raises(operations.NothingToConfirm):
        operations.confirm_bodies(authority=authority, by=coordinator, at=NOON)


def test_pages_add_change_and_name(client: Client, authority: Authority, coordinator: User) -> None:
    client.force_login(coordinator)
    answers = {"short_name": "SZ", "legal_kind": "GROUP", "is_group": "on"}

    response = client.post("/testowo/desk/bodies/new/", answers)

    group = Body.objects.get()
    page = f"/testowo/desk/bodies/{group.pk}/"
    assert response["Location"] == page
    member = make_body(authority=authority, short_name="SP1")
    assert client.post(f"{page}aliases/", {"name": "szkoły"}).status_code == 302
    assert client.post(f"{page}members/", {"member": member.pk}).status_code == 302
    shown = client.get(page).content.decode()
    assert "szkoły" in shown
    assert "SP1" in shown
    assert client.post(f"{page}change/", answers | {"name": "Szkoły"}).status_code == 302
    assert client.post("/testowo/desk/bodies/confirmation/").status_code == 302
    assert Entry.objects.last().fact == "people.bodies.confirmed"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "answers",
    [
        {"short_name": "", "legal_kind": "OTHER"},
        {"short_name": "a" * 81, "legal_kind": "OTHER"},
        {"short_name": "a\x00", "legal_kind": "OTHER"},
        {"short_name": "a", "legal_kind": "ROBOT"},
        {
            "short_name": "a",
            "legal_kind": "OTHER",
            "first_day": "2.1.2022",
            "last_day": "1.1.2022",
        },
    ],
)
def test_page_refuses_what_makes_no_sense(
    client: Client, coordinator: User, answers: dict[str, str]
) -> None:
    client.force_login(coordinator)

    assert client.post("/testowo/desk/bodies/new/", answers).status_code == 200
    assert not Body.objects.exists()


def test_bodies_of_others_are_not_found(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    other = make_body()

    for path in ("", "change/"):
        assert client.get(f"/testowo/desk/bodies/{other.pk}/{path}").status_code == 404
    assert client.post(f"/testowo/desk/bodies/{other.pk}/aliases/").status_code == 404


def test_reader_sees_but_cannot_change(client: Client, reader: User, body: Body) -> None:
    client.force_login(reader)

    assert b"aliases/" not in client.get(f"/testowo/desk/bodies/{body.pk}/").content
    answers = {"short_name": "X", "legal_kind": "OTHER"}
    for path in ("new/", f"{body.pk}/change/"):
        assert client.get(f"/testowo/desk/bodies/{path}").status_code == 403
        assert client.post(f"/testowo/desk/bodies/{path}", answers).status_code == 403
    assert Body.objects.count() == 1


@pytest.mark.parametrize("query", ["", "?q=straz&kind=MUNICIPAL_UNIT&page=2", "?q=%00&kind=x"])
def test_list_needs_few_statements(
    client: Client,
    authority: Authority,
    coordinator: User,
    django_assert_max_num_queries: object,
    query: str,
) -> None:
    for _number in range(60):
        make_body(authority=authority)
    client.force_login(coordinator)

    with django_assert_max_num_queries(8):  # type: ignore[operator]
        page = client.get(f"/testowo/desk/bodies/{query}")

    assert page.status_code == 200


def test_names_are_shown_as_text_and_never_run(
    client: Client, authority: Authority, coordinator: User
) -> None:
    make_body(authority=authority, short_name="<script>1</script>")
    client.force_login(coordinator)

    assert b"<script>1</script>" not in client.get("/testowo/desk/bodies/").content


def test_an_empty_list_is_not_called_right(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)

    assert b"/confirmation/" not in client.get("/testowo/desk/bodies/").content


def test_each_label_of_a_group_leads_to_its_own_field(
    client: Client, authority: Authority, coordinator: User
) -> None:
    group = make_body(authority=authority, is_group=True)
    client.force_login(coordinator)

    page = client.get(f"/testowo/desk/bodies/{group.pk}/").content.decode()

    names = re.findall(r'\bid="([^"]+)"', page)
    assert len(names) == len(set(names))
    assert set(re.findall(r'<label[^>]* for="([^"]+)"', page)) <= set(names)
