"""What residents read of the pages: lists, one page, its pictures and files."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from prevenio.editorial.models import Article, Channel, Publication
from prevenio.editorial.queries import public
from prevenio.editorial.tests.factories import make_file, make_item, make_picture
from prevenio.people.models import Authority
from prevenio.people.tests.factories import local_today, make_authority
from prevenio.places.models import Municipality

pytestmark = pytest.mark.django_db

_DAY = timedelta(days=1)


def test_a_list_shows_the_newest_first_and_finds_by_municipality(
    authority: Authority, client: Client
) -> None:
    place = Municipality.objects.create(authority=authority, name="Piekoszów")
    make_item(authority, title="Pierwsza wiadomość", municipality=place)
    make_item(authority, title="Druga wiadomość", day=local_today())

    everything = client.get("/testowo/news/")
    narrowed = client.get(f"/testowo/news/?municipality={place.pk}")

    text = everything.content.decode()
    assert text.index("Druga") < text.index("Pierwsza")
    assert "Pierwsza" in narrowed.content.decode()
    assert "Druga" not in narrowed.content.decode()


@pytest.mark.parametrize(
    "query",
    ["municipality=x", "municipality=9" * 30, "year=0000", "year=99999", "area=%00", "page=x"],
)
def test_nonsense_in_the_address_of_a_list_asks_for_nothing(
    authority: Authority, client: Client, query: str
) -> None:
    make_item(authority)

    assert client.get(f"/testowo/news/?{query}").status_code == 200


def test_a_list_costs_as_much_however_many_pages_it_has(
    authority: Authority, client: Client, django_assert_max_num_queries: Any
) -> None:
    place = Municipality.objects.create(authority=authority, name="Piekoszów")
    picture = make_picture(authority)
    for number in range(15):
        make_item(authority, title=f"Wiadomość {number}", municipality=place, picture=picture)

    with django_assert_max_num_queries(8):
        client.get("/testowo/news/")


def test_a_page_stays_within_its_statements(
    authority: Authority, client: Client, django_assert_max_num_queries: Any
) -> None:
    place = Municipality.objects.create(authority=authority, name="Piekoszów")
    picture = make_picture(authority)
    body: list[tuple[str, object]] = [
        ("paragraph", "<p>Słowa.</p>"),
        ("picture", {"picture": picture, "caption": ""}),
        ("gallery", [{"picture": picture, "caption": ""}, {"picture": picture, "caption": ""}]),
        (
            "call_out",
            {"title": "Przyjdź", "text": "Zapraszamy", "button": "Dalej", "address": "/x/"},
        ),
        ("quote", {"words": "Tak.", "who": "Ktoś"}),
        ("links", [{"label": "Strona", "address": "https://example.org/"}]),
    ]
    item = make_item(authority, title="Pełna", municipality=place, picture=picture, body=body)

    with django_assert_max_num_queries(12):
        response = client.get(item.url)

    text = response.content.decode()
    assert response.status_code == 200
    assert "Słowa." in text
    assert (
        f'property="og:image" content="http://testserver/testowo/page-pictures/{picture.key}'
        in text
    )
    assert text.count('property="og:title"') == 1
    assert 'property="og:locale" content="pl_PL"' in text
    assert 'href="https://example.org/"' in text


@pytest.mark.parametrize("state", ["draft", "expired", "of another authority"])
def test_what_is_not_published_here_is_not_found(
    authority: Authority, client: Client, state: str
) -> None:
    item = make_item(authority, title="Tajne", live=state != "draft")
    if state == "expired":
        type(item).objects.filter(pk=item.pk).update(
            expire_at=timezone.now() - timedelta(minutes=1)
        )
    other = make_authority(slug="obcowo")
    path = "/obcowo" if state == "of another authority" else f"/{authority.slug}"

    response = client.get(f"{path}/news/{item.slug}/")

    assert response.status_code == 404
    assert other.pk


def test_a_page_in_another_language_is_shown_with_a_note_and_marked(client: Client) -> None:
    authority = make_authority(slug="dwa", languages=["pl", "en"])
    item = make_item(authority, title="Tylko po polsku")
    client.cookies["django_language"] = "en"

    text = client.get(item.url).content.decode()

    assert "This page is not written in the language you chose" in text
    assert '<article lang="pl">' in text


def test_a_translation_takes_the_place_of_its_page(client: Client) -> None:
    authority = make_authority(slug="dwa", languages=["pl", "en"])
    item = make_item(authority, title="Po polsku")
    english = make_item(authority, title="In English", language="en")
    type(english).objects.filter(pk=english.pk).update(translation_key=item.translation_key)
    client.cookies["django_language"] = "en"

    listed = client.get("/dwa/news/").content.decode()
    shown = client.get(item.url).content.decode()

    assert "In English" in listed
    assert "Po polsku" not in listed
    assert "In English" in shown


def test_addresses_follow_the_host_of_an_authority() -> None:
    authority = make_authority(slug="swoje", host_name="swoje.example")
    item = make_item(authority, title="Nasza")

    response = Client().get("/news/nasza/", headers={"host": "swoje.example"})

    assert response.status_code == 200
    assert item.full_url == "http://swoje.example:8000/news/nasza/"
    assert "https://swoje.example" not in response.content.decode()


def test_pictures_and_files_are_given_only_while_a_page_shows_them(
    authority: Authority, client: Client
) -> None:
    picture, secret = make_picture(authority), make_picture(authority)
    file, hidden = make_file(authority), make_file(authority, name="ukryte.pdf")
    make_item(authority, title="Z obrazem", picture=picture)
    make_item(authority, title="Szkic", picture=secret, live=False)
    make_item(authority, title="Ulotka", model=Publication, file=file)

    answers = [
        client.get(address).status_code
        for address in (
            f"/testowo/page-pictures/{picture.key}/card/",
            f"/testowo/page-pictures/{secret.key}/card/",
            f"/testowo/page-pictures/{picture.key}/huge/",
            f"/testowo/page-files/{file.key}/{file.filename}",
            f"/testowo/page-files/{file.key}/other.pdf",
            f"/testowo/page-files/{hidden.key}/{hidden.filename}",
        )
    ]

    assert answers == [200, 404, 404, 200, 404, 404]


def test_a_picture_is_kept_by_browsers_and_asked_for_again(
    authority: Authority, client: Client
) -> None:
    picture = make_picture(authority)
    make_item(authority, picture=picture)
    address = f"/testowo/page-pictures/{picture.key}/small/"

    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first.headers["ETag"]})

    assert first.headers["Content-Type"] == "image/png"
    assert "public" in first.headers["Cache-Control"]
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("wanted", "status", "content"),
    [
        ("bytes=2-4", 206, b"234"),
        ("bytes=-3", 206, b"789"),
        ("bytes=7-", 206, b"789"),
        ("bytes=10-", 416, b""),
        ("bytes=-", 200, b"0123456789"),
        ("lines=1-2", 200, b"0123456789"),
    ],
)
def test_players_get_the_part_they_ask_for(
    authority: Authority, client: Client, wanted: str, status: int, content: bytes
) -> None:
    file = make_file(authority, name="glos.mp3", content=b"0123456789")
    make_item(
        authority,
        body=[("audio", {"title": "Głos", "file": file, "transcript": "Słowa"})],
    )

    response = client.get(
        f"/testowo/page-files/{file.key}/{file.filename}", headers={"range": wanted}
    )

    sent = b"".join(response) if response.streaming else response.content
    assert response.status_code == status
    assert sent == content


def test_the_search_finds_words_without_their_marks(authority: Authority) -> None:
    make_item(authority, title="Żółw w mieście", body=[("paragraph", "<p>o <b>łąkach</b></p>")])
    make_item(authority, title="Szkic żółwia", live=False)
    now = timezone.now()

    titles = [one.title for one in public.found(authority, "zolw lakach", "pl", at=now)]

    assert titles == ["Żółw w mieście"]
    assert public.found(make_authority(), "zolw", "pl", at=now) == []


def test_the_map_of_the_site_names_published_pages(authority: Authority) -> None:
    make_item(authority, title="Porada", model=Article)
    make_item(authority, title="Szkic", live=False)

    addresses = public.addresses_of(authority, at=timezone.now())

    assert ("portal:item", ["articles", "porada"]) in addresses
    assert all("szkic" not in args for _name, args in addresses)


@pytest.mark.parametrize("page", ["imprint", "news"])
def test_channels_are_plain_links_on_the_news_and_in_the_imprint(
    authority: Authority, client: Client, page: str
) -> None:
    today = local_today()
    other = make_authority(slug="inne")
    for owner, name, fields in (
        (authority, "Profil <b>", {"link": "https://example.org/profil"}),
        (authority, "Maskotka", {"kind": "MASCOT"}),
        (authority, "Dawny profil", {"link": "https://example.org/a", "last_day": today - _DAY}),
        (
            authority,
            "Przyszły profil",
            {"link": "https://example.org/b", "first_day": today + _DAY},
        ),
        (other, "Cudzy profil", {"link": "https://example.org/c"}),
    ):
        Channel.objects.create(authority=owner, name=name, **{"kind": "SOCIAL", **fields})

    text = client.get(f"/testowo/{page}/").text

    assert 'href="https://example.org/profil" rel="noreferrer"' in text
    assert "Profil &lt;b&gt;" in text
    for hidden in ("Maskotka", "Dawny", "Przyszły", "Cudzy"):
        assert hidden not in text
