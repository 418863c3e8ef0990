"""Words of Wagtail's own pages that this room says: all of them, in every language."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import Client
from django.utils.translation import override

from prevenio.editorial import borrowed
from prevenio.editorial.borrowed import scripts
from prevenio.editorial.operations.trees import ensure_pages
from prevenio.editorial.tests.factories import make_file, make_item, make_picture
from prevenio.people.models import Authority, User

HERE = "/testowo/editing/"


def as_written(words: Any = borrowed.WORDS) -> list[str]:
    with override(None):
        return [str(word) for word in words]


def as_written_with_numbers(words: Any = borrowed.COUNTED) -> list[tuple[str, str]]:
    with override(None):
        return [(word % 1, word % 2) for word in words]


def said_by_their_makers() -> Iterator[object]:
    """Every message of the English catalogues that come with Wagtail and with its tags."""
    for package in ("wagtail", "taggit"):
        spec = find_spec(package)
        assert spec is not None
        for po in Path(str(spec.origin)).parent.glob("**/locale/en/LC_MESSAGES/*.po"):
            with po.open("rb") as file:
                yield from (message.id for message in read_po(file) if message.id)


def test_each_word_is_still_one_of_their_own() -> None:
    known = set(said_by_their_makers())

    assert [word for word in as_written() if word not in known] == []
    assert [words for words in as_written_with_numbers() if words not in known] == []


@pytest.mark.parametrize("language", ["pl", "cs"])
def test_each_is_said_in_every_language(language: str) -> None:
    room = Path(borrowed.__file__).parent.parent
    with (room / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        ours: dict[Any, Any] = {
            message.id: message.string for message in read_po(file, locale=language)
        }

    assert [word for word in as_written() if not ours.get(word)] == []
    assert [
        words
        for words in as_written_with_numbers()
        if not all(ours.get(words, [""])) or len(ours[words]) != 4
    ] == []


@pytest.fixture
def editor(client: Client, coordinator: User) -> Client:
    client.force_login(coordinator)
    return client


def read_in(language: str, editor: Client, address: str) -> str:
    editor.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    response = editor.get(HERE + address, follow=True)
    assert response.status_code == 200, address
    return response.content.decode()


def script_words(editor: Client) -> dict[str, Any]:
    text = read_in("cs", editor, "jsi18n/")
    found = re.search(r"const newcatalog = (\{.*?\n  \});", text, re.DOTALL)
    assert found
    words: dict[str, Any] = json.loads(found[1])
    return words


@pytest.mark.django_db
def test_scripts_find_every_word_of_theirs_in_czech(editor: Client) -> None:
    words = script_words(editor)

    assert words.keys() >= set(as_written(scripts.WORDS))
    assert words["Autosave in progress…"] == "Probíhá automatické ukládání…"
    assert words["%(num)s error"] == [
        *("%(num)s chyba", "%(num)s chyby", "%(num)s chyby", "%(num)s chyb")
    ]
    assert words["Cancel"] == "Storno"


@pytest.mark.django_db
def test_in_english_scripts_say_their_own_words(editor: Client) -> None:
    assert "newcatalog" not in read_in("en", editor, "jsi18n/")


class Sayings(HTMLParser):
    """What a page says: its texts, and those attributes that are read out or shown."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.is_hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.is_hidden = tag in {"script", "style"}
        self.found |= {" ".join((value or "").split()) for _, value in attrs}

    def handle_endtag(self, tag: str) -> None:
        self.is_hidden = False

    def handle_data(self, data: str) -> None:
        if not self.is_hidden:
            self.found.add(" ".join(data.split()))


def sayings(page: str) -> set[str]:
    parser = Sayings()
    parser.feed(page)
    return parser.found


def pieces_of(word: str) -> list[str]:
    """What stays of a word whatever is put into it, where it is long enough to be known again."""
    pieces = re.split(r"%\(\w+\)[sd]|\{\w+\}|<[^>]*>", word)
    return [piece for piece in map(str.strip, pieces) if len(piece) > 8 and " " in piece]


@pytest.mark.django_db
def test_the_editors_side_says_none_of_them_in_english(
    editor: Client, authority: Authority
) -> None:
    picture, file, item = make_picture(authority), make_file(authority), make_item(authority)
    root = ensure_pages(authority)
    addresses = [
        *("", f"pages/{root.pk}/", f"pages/{item.pk}/edit/", "images/", "documents/"),
        *(f"images/{picture.pk}/delete/", f"bulk/wagtailcore/page/delete/?id={item.pk}"),
        *(f"bulk/editorial/file/add_tags/?id={file.pk}", f"pages/{item.pk}/history/"),
    ]
    with override("cs"):
        czech = {str(word) for word in borrowed.WORDS} | {word % 1 for word in borrowed.COUNTED}
    counted = [one for words in as_written_with_numbers() for one in words]
    english = {*as_written(), *counted} - czech
    pieces = {piece for word in english for piece in pieces_of(word)}

    for address in addresses:
        said = sayings(read_in("cs", editor, address))
        whole = "\n".join(said)
        assert said & english == set(), address
        assert [piece for piece in pieces if piece in whole] == [], address
