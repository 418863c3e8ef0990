"""Pages, pictures and files for tests: say only what the test is about."""

import io
from datetime import UTC, date, datetime
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from prevenio.editorial.models import File, Item, News, Picture, Section
from prevenio.editorial.operations.publishing import show_files_of
from prevenio.editorial.operations.trees import ensure_pages
from prevenio.people.models import Authority

AT = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def picture_bytes(form: str = "PNG", size: tuple[int, int] = (64, 40), **options: Any) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, "#17594A").save(written, form, **options)
    return written.getvalue()


def make_picture(authority: Authority, *, title: str = "Obraz", description: str = "") -> Picture:
    root = ensure_pages(authority)
    made: Picture = Picture.objects.create(
        authority=authority,
        collection=root.collection,
        title=title,
        description=description or title,
        file=ContentFile(picture_bytes(), name="obraz.png"),
    )
    return made


def make_file(
    authority: Authority,
    *,
    title: str = "Ulotka",
    name: str = "ulotka.pdf",
    content: bytes = b"%PDF-",
) -> File:
    root = ensure_pages(authority)
    made: File = File.objects.create(
        authority=authority,
        collection=root.collection,
        title=title,
        file=ContentFile(content, name=name),
        file_size=len(content),
    )
    return made


def section_of(authority: Authority, *, kind: str = "NEWS", language: str = "") -> Section:
    root = ensure_pages(authority)
    found: Section = Section.objects.descendant_of(root).get(
        kind=kind, locale__language_code=language or authority.language
    )
    return found


def make_item(
    authority: Authority,
    *,
    title: str = "Wiadomość",
    model: type[Item] = News,
    language: str = "",
    live: bool = True,
    day: date = date(2026, 3, 1),
    body: list[tuple[str, object]] | None = None,
    **fields: Any,
) -> Any:
    """A page as if it had been published (or not) long ago."""
    section = section_of(authority, kind=model.page_kind, language=language)
    item = model(
        title=title,
        intro=fields.pop("intro", "Krótko o tym."),
        authority=authority,
        locale=section.locale,
        day=day,
        live=live,
        has_unpublished_changes=not live,
        first_published_at=AT if live else None,
        body=body or [],
        **fields,
    )
    section.add_child(instance=item)
    if live:
        show_files_of([item])
    return item
