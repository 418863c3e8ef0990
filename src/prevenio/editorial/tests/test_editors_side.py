"""The editors' side: who is let in, and that nothing of another authority stands in any of it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse, set_script_prefix
from django.urls.exceptions import NoReverseMatch
from django.urls.resolvers import URLPattern, URLResolver
from wagtail.models import Collection, Page, Task, Workflow, WorkflowState

from prevenio.editorial import admin_urls
from prevenio.editorial.doors import ALLOWED
from prevenio.editorial.models import Picture, Rendition
from prevenio.editorial.operations.trees import ensure_pages
from prevenio.editorial.tests.factories import make_file, make_item, make_picture, section_of
from prevenio.people.models import Authority, Body, Role, User
from prevenio.people.tests.factories import make_authority, make_member, make_user

pytestmark = pytest.mark.django_db

SECRET = "Sekretnawieżazębata"
HERE = "/testowo/editing/"


def patterns(given: Any, prefix: str = "", space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in given:
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from patterns(one.url_patterns, prefix + str(one.pattern), inner)
        else:
            yield f"{space}{one.name or ''}", one


# Where the menu leads out of the editors' side, to what is everybody's own.
OF_THE_HOUSE = {"wagtailadmin_account", "wagtailadmin_logout"}
ADDRESSES = [one for one in patterns(admin_urls.urlpatterns) if one[0] not in OF_THE_HOUSE]


@pytest.fixture
def editor(client: Client, coordinator: User) -> Client:
    client.force_login(coordinator)
    return client


@pytest.fixture
def secrets(db: None) -> dict[str, Any]:
    """Everything that another authority's editors have made, each with the secret word."""
    other = make_authority(slug="gdzies", name=f"Gdzies {SECRET}")
    author = make_member(authority=other, role=Role.COORDINATOR, name=f"Osoba {SECRET}")
    picture = make_picture(other, title=f"Obraz {SECRET}")
    file = make_file(other, title=f"Plik {SECRET}", name=f"{SECRET}.pdf")
    item = make_item(other, title=f"Strona {SECRET}", picture=picture, owner=author, live=False)
    revision = item.save_revision(user=author)
    item.get_workflow().start(item, author)
    root = ensure_pages(other)
    return {
        "page": item.pk,
        "picture": picture.pk,
        "file": file.pk,
        "revision": revision.pk,
        "root": root.pk,
        "section": section_of(other).pk,
        "collection": root.collection.pk,
        "group": root.editors_id,
        "user": author.pk,
        "workflow": Workflow.objects.latest("pk").pk,
        "task": Task.objects.latest("pk").pk,
        "state": WorkflowState.objects.latest("pk").pk,
        "task_state": item.current_workflow_task_state.pk,
        "rendition": picture.get_rendition("max-100x100").pk,
    }


def values_for(name: str, secrets: dict[str, Any]) -> list[dict[str, Any]]:
    """What stands for the arguments of an address, so that it would show something secret."""
    words = {
        "app_label": "wagtailcore",
        "model_name": "page",
        "content_type_app_name": "editorial",
        "content_type_model_name": "news",
        "action": "delete",
        "action_name": "approve",
        "filter_spec": "max-100x100",
        "language": "en",
        "app_name": "taggit",
        "uidb64": "MQ",
        "token": "x-y",
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "session_id": 1,
        "uploaded_file_id": 1,
        "object_id": secrets["page"],
        "destination_id": secrets["section"],
        "parent_page_id": secrets["section"],
        "revision_id": secrets["revision"],
        "workflow_state_id": secrets["state"],
        "task_state_id": secrets["task_state"],
        "task_id": secrets["task"],
        "workflow_pk": secrets["workflow"],
        "collection_id": secrets["collection"],
        "image_id": secrets["picture"],
        "document_id": secrets["file"],
        "doc_id": secrets["file"],
        "page_id": secrets["page"],
        "page_pk": secrets["page"],
        "page_to_move_id": secrets["page"],
    }
    pks = {
        "images": "picture",
        "docs": "file",
        "users_users": "user",
        "users_groups": "group",
        "collections": "collection",
        "workflows": "workflow",
    }
    key = next((value for part, value in pks.items() if part in name), "page")
    return [
        {**words, "pk": secrets[key]},
        {**words, "pk": secrets["page"], "parent_page_id": secrets["root"]},
    ]


def addresses_with(secrets: dict[str, Any]) -> list[tuple[str, str]]:
    """Every address with those arguments; made at once, while the prefix is the authority's."""
    return list(_addresses_with(secrets))


def _addresses_with(secrets: dict[str, Any]) -> Iterator[tuple[str, str]]:
    set_script_prefix("/testowo/")
    try:
        for name, pattern in ADDRESSES:
            wanted = set(pattern.pattern.regex.groupindex) | set(
                getattr(pattern.pattern, "converters", {})
            )
            for values in values_for(name, secrets):
                if not name.rpartition(":")[2]:
                    continue
                kwargs = {key: values[key] for key in wanted}
                try:
                    yield (
                        name,
                        reverse(name, urlconf="prevenio.config.authority_urls", kwargs=kwargs),
                    )
                except NoReverseMatch:
                    parts = {**values, **kwargs}
                    yield (
                        name,
                        reverse(
                            name,
                            urlconf="prevenio.config.authority_urls",
                            kwargs={k: v for k, v in parts.items() if k in all_keys(name)},
                        ),
                    )
    finally:
        set_script_prefix("/")


def all_keys(name: str) -> set[str]:
    """The arguments of an address, those of the addresses that include it too."""
    found: set[str] = set()
    for resolver in admin_urls.urlpatterns:
        if isinstance(resolver, URLResolver):
            found |= set(getattr(resolver.pattern, "converters", {}))
            for inner in resolver.url_patterns:
                if isinstance(inner, URLResolver):
                    found |= set(getattr(inner.pattern, "converters", {}))
    for known, pattern in ADDRESSES:
        if known == name:
            found |= set(pattern.pattern.regex.groupindex)
    return found


def test_strangers_are_asked_to_sign_in_or_find_nothing(
    client: Client, authority: Authority, secrets: dict[str, Any], stranger: User
) -> None:
    asked = set()
    for name, address in addresses_with(secrets):
        response = client.get(address)
        assert response.status_code in {302, 404}, (name, response.status_code)
        if response.status_code == 302:
            asked.add(name)
            assert response.headers["Location"].startswith("/testowo/accounts/login/"), name
    client.force_login(stranger)
    for name, address in addresses_with(secrets):
        assert client.get(address).status_code == 404, name
    assert len(asked) > 100


@pytest.mark.parametrize("way", ["GET", "POST"])
@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.REPORTER])
def test_no_address_tells_an_editor_of_another_authority(
    client: Client, authority: Authority, body: Body, secrets: dict[str, Any], way: str, role: Role
) -> None:
    my_picture = make_picture(authority)
    mine = make_item(authority, title="Moja własna strona", picture=my_picture)
    person = make_member(
        authority=authority, role=role, body=body if role == Role.REPORTER else None
    )
    client.force_login(person)
    sent = {
        "new_parent_page": secrets["section"],
        "id": [str(secrets["page"]), str(secrets["picture"])],
        "q": SECRET,
        "picture": secrets["picture"],
        "title": "x",
        "slug": "x",
    }

    for name, address in addresses_with(secrets):
        response = client.get(address) if way == "GET" else client.post(address, sent)
        assert response.status_code < 500, name
        text = b"".join(response) if response.streaming else response.content
        assert SECRET not in text.decode(errors="replace"), name
        if name not in ALLOWED:
            assert response.status_code == 404, name

    own_lists = ["", f"pages/{ensure_pages(authority).pk}/", "images/", "documents/"]
    lists = [
        *own_lists,
        f"pages/search/?q={SECRET}",
        f"images/?q={SECRET}",
        f"images/chooser/results/?q={SECRET}",
        f"documents/chooser/results/?q={SECRET}",
        "images/chooser/",
        "documents/chooser/",
        "choose-page/",
        f"choose-page/{Page.get_first_root_node().pk}/",
        f"choose-page/search/?q={SECRET[:6]}",
        "api/main/pages/?child_of=1&for_explorer=1",
        f"api/main/pages/?child_of={secrets['root']}&for_explorer=1",
        "api/main/pages/",
        f"images/chooser/chosen-multiple/?id={secrets['picture']}",
        f"documents/chooser/chosen-multiple/?id={secrets['file']}",
        f"bulk/wagtailcore/page/delete/?id={secrets['page']}",
        f"bulk/wagtailcore/page/delete/?id={mine.pk}&id={secrets['page']}",
        f"bulk/editorial/picture/delete/?id={secrets['picture']}",
        f"bulk/editorial/picture/delete/?id={my_picture.pk}&id={secrets['picture']}",
        f"bulk/editorial/picture/add_tags/?id=all&childOf={secrets['collection']}",
        "bulk/editorial/picture/add_to_collection/?id=all",
        f"bulk/editorial/file/delete/?id=all&id={secrets['file']}",
        f"images/usage/{secrets['picture']}/",
        f"documents/usage/{secrets['file']}/",
        f"pages/{mine.pk}/copy/?new_parent_page={secrets['section']}",
        f"pages/{mine.pk}/edit/",
        f"pages/{mine.pk}/history/",
    ]
    for address in lists:
        response = client.get(HERE + address, follow=True)
        text = b"".join(response) if response.streaming else response.content
        # What a person looked for stands in the field where they wrote it.
        assert "Gdzies" not in text.decode(), address
        assert f"Strona {SECRET}" not in text.decode(), address
        assert f"Obraz {SECRET}" not in text.decode(), address
        assert f"Plik {SECRET}" not in text.decode(), address


def test_an_editor_reaches_the_pages_of_their_own(editor: Client, authority: Authority) -> None:
    picture, file = make_picture(authority), make_file(authority)
    mine = make_item(authority, title="Moja własna strona", picture=picture)
    root = ensure_pages(authority)
    section = section_of(authority)

    answers = {
        address: editor.get(HERE + address).status_code
        for address in (
            "",
            f"pages/{root.pk}/",
            f"pages/{section.pk}/",
            f"pages/{section.pk}/add_subpage/",
            f"pages/add/editorial/news/{section.pk}/",
            f"pages/{mine.pk}/edit/",
            f"pages/{mine.pk}/history/",
            f"pages/{mine.pk}/delete/",
            "images/",
            "images/multiple/add/",
            "documents/",
            f"images/usage/{picture.pk}/",
            f"documents/usage/{file.pk}/",
            f"pages/{mine.pk}/usage/",
            f"bulk/editorial/picture/add_tags/?id={picture.pk}",
            f"bulk/editorial/file/delete/?id={file.pk}",
            "images/chooser/",
            "choose-page/",
            f"choose-page/{root.pk}/",
            f"api/main/pages/?child_of={root.pk}&for_explorer=1",
            "jsi18n/",
            "sprite/",
        )
    }

    assert {
        address: status for address, status in answers.items() if status not in {200, 302}
    } == {}


def test_selected_pictures_go_and_those_of_others_stay(
    editor: Client, authority: Authority, secrets: dict[str, Any]
) -> None:
    mine = make_picture(authority)

    answer = editor.post(f"{HERE}bulk/editorial/picture/delete/?id=all&id={secrets['picture']}")

    assert answer.status_code == 302
    assert not Picture.objects.filter(pk=mine.pk).exists()
    assert Picture.objects.filter(pk=secrets["picture"]).exists()


def test_the_menu_leads_to_the_account_and_out(editor: Client, coordinator: User) -> None:
    assert editor.get(f"{HERE}account/").headers["Location"] == "/testowo/accounts/"
    assert SESSION_KEY in editor.session

    assert editor.post(f"{HERE}logout/").status_code == 302

    assert SESSION_KEY not in editor.session


def test_the_form_offers_only_the_authority_s_own(editor: Client, authority: Authority) -> None:
    section = section_of(authority)

    text = editor.get(f"{HERE}pages/add/editorial/news/{section.pk}/").content.decode()

    assert "https://www.gravatar.com" not in text
    assert "not be accessible at any URL" not in editor.get(f"{HERE}pages/{section.pk}/").text
    assert "releases.wagtail" not in text


@pytest.mark.parametrize("kind", ["section", "languagepages", "authoritypages"])
def test_nobody_adds_to_the_frame_of_the_pages(
    editor: Client, authority: Authority, kind: str
) -> None:
    section, root = section_of(authority), ensure_pages(authority)
    language = section.get_parent()
    before = Page.objects.count()

    for parent in (section, language, root):
        address = f"{HERE}pages/add/editorial/{kind}/{parent.pk}/"
        for answer in (editor.get(address), editor.post(address, {"title": "Obca"})):
            assert answer.status_code in {302, 403, 404}
        assert editor.get(f"{HERE}pages/{parent.pk}/add_subpage/").status_code in {200, 302, 403}
    assert Page.objects.count() == before


@pytest.mark.parametrize("what", ["edit", "delete", "unpublish", "copy", "move"])
def test_the_frame_of_the_pages_stays(editor: Client, authority: Authority, what: str) -> None:
    section = section_of(authority)

    response = editor.post(f"{HERE}pages/{section.pk}/{what}/", {})

    section.refresh_from_db()
    assert response.status_code in {302, 403, 404}
    assert section.live


def test_who_runs_the_installation_has_no_power_here(client: Client, authority: Authority) -> None:
    administrator = make_user()
    administrator.is_superuser = True
    administrator.save()
    ensure_pages(authority)
    client.force_login(administrator)

    assert client.get(HERE).status_code == 404


def test_a_superuser_with_a_role_is_what_the_role_says(
    client: Client, authority: Authority, secrets: dict[str, Any], coordinator: User
) -> None:
    coordinator.is_superuser = True
    coordinator.save()
    client.force_login(coordinator)

    assert client.get(f"{HERE}pages/{secrets['page']}/edit/").status_code == 404
    assert client.get(f"{HERE}users/").status_code == 404
    coordinator.refresh_from_db()
    assert coordinator.is_superuser


def test_groups_follow_the_memberships(
    editor: Client, authority: Authority, coordinator: User
) -> None:
    root = ensure_pages(authority)
    editor.get(HERE)
    assert coordinator.groups.filter(pk=root.editors_id).exists()

    coordinator.memberships.update(role=Role.READER)

    assert editor.get(HERE).status_code == 404
    assert not coordinator.groups.filter(pk=root.editors_id).exists()


def test_the_policy_of_the_editors_side_lets_no_script_of_a_page_run(editor: Client) -> None:
    policy = editor.get(HERE).headers["Content-Security-Policy"]

    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "unsafe" not in scripts
    assert "http" not in policy.replace("https://testserver", "")


def test_pictures_of_the_editors_side_are_not_for_others(
    client: Client, authority: Authority, stranger: User, reader: User
) -> None:
    rendition: Rendition = make_picture(authority).get_rendition("max-100x100")
    for person in (stranger, reader):
        client.force_login(person)
        assert client.get(f"/testowo/desk/editorial/renditions/{rendition.pk}/").status_code == 404


def test_trees_are_made_once(authority: Authority) -> None:
    ensure_pages(authority)
    before = (Page.objects.count(), Group.objects.count(), Collection.objects.count())

    ensure_pages(authority)

    assert (Page.objects.count(), Group.objects.count(), Collection.objects.count()) == before
