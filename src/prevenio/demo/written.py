"""News, a campaign, a gallery and publications of the sample; every word is invented."""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.core.files.base import ContentFile
from docx import Document
from wagtail.signal_handlers import disable_reference_index_auto_update

from prevenio.demo.drawn import drawn
from prevenio.demo.samples import FOLDER
from prevenio.editorial.models import (
    Campaign,
    Channel,
    File,
    Gallery,
    Item,
    Mention,
    MentionKind,
    News,
    Picture,
    Publication,
    Section,
)
from prevenio.editorial.operations.publishing import show_files_of
from prevenio.editorial.operations.trees import ensure_pages
from prevenio.journal.operations import record
from prevenio.kernel.text import fold
from prevenio.people.addresses import address
from prevenio.people.models import Authority
from prevenio.places.models import Municipality
from prevenio.programme.models import Initiative, ProgrammeVersion

_ALTS: Mapping[str, Mapping[str, str]] = {
    "talk": {"cs": "Kresba: přednáška pro seniory", "pl": "Rysunek: spotkanie z seniorami"},
    "bike": {"cs": "Kresba: hlídka na kole", "pl": "Rysunek: patrol na rowerze"},
    "hills": {"cs": "Kresba: zasněžené hory", "pl": "Rysunek: ośnieżone góry"},
    "camel": {"cs": "Kresba: velbloud E-mil", "pl": "Rysunek: wielbłąd"},
}


@dataclass(frozen=True, slots=True)
class _Stage:
    """What every page of the sample needs to know."""

    authority: Authority
    at: datetime
    sections: Mapping[tuple[str, str], Section]
    places: Mapping[str, Municipality]
    initiatives: Mapping[int | None, Initiative]
    pictures: Mapping[str, Picture]


def write_sample(version: ProgrammeVersion, *, at: datetime) -> None:
    """Two years of news, and what the sample has beside them; some also in English."""
    authority = version.programme.authority
    words = json.loads((FOLDER / "written.json").read_text(encoding="utf-8"))[authority.slug]
    with disable_reference_index_auto_update():
        stage = _stage(authority, version, words, at)
        items = [*_news(stage, words), *_others(stage, words)]
        show_files_of(items)
    _log(stage, words, [one for one in items if isinstance(one, News)])
    _channels(stage, words["channels"], items)
    record(
        "demo.pages.loaded",
        about=version.programme,
        by=None,
        at=at,
        authority_id=authority.pk,
        details={"pages": len(items)},
    )


def _stage(
    authority: Authority, version: ProgrammeVersion, words: Mapping[str, Any], at: datetime
) -> _Stage:
    root = ensure_pages(authority)
    sections = Section.objects.descendant_of(root).select_related("locale")
    names = {row["picture"] for row in words["news"]} - {""}
    names |= {one for row in words["galleries"] for one in row["pictures"]}
    if words["campaigns"]:
        names.add("camel")
    pictures = {
        name: Picture.objects.create(
            authority=authority,
            collection=root.collection,
            title=_ALTS[name][authority.language],
            description=_ALTS[name][authority.language],
            file=ContentFile(drawn(name, authority), name=f"{authority.slug}-{name}.png"),
        )
        for name in sorted(names)
    }
    return _Stage(
        authority,
        at,
        {(one.kind, one.locale.language_code): one for one in sections},
        {one.name: one for one in Municipality.objects.filter(authority=authority)},
        {one.number: one for one in version.initiatives.all()},
        pictures,
    )


def _news(stage: _Stage, words: Mapping[str, Any]) -> list[Item]:
    items = [_add(stage, News, row, picture=row["picture"]) for row in words["news"]]
    by_title = {one.title: one for one in items}
    for row in words["english"]:
        first = by_title[row["of"]]
        items.append(
            _add(
                stage,
                News,
                {**row, "day": first.day.isoformat()},
                language="en",
                translation_key=first.translation_key,
                municipality=first.municipality,
                initiative=first.initiative,
                picture=first.picture,
            )
        )
    return items


def _others(stage: _Stage, words: Mapping[str, Any]) -> list[Item]:
    items = []
    for row in words["campaigns"]:
        days = {name: date.fromisoformat(row[name]) for name in ("first_day", "last_day")}
        more = {"audience": row["audience"], "mascot_name": row["mascot"], **days}
        mascot = stage.pictures["camel"]
        items.append(_add(stage, Campaign, row, picture="camel", mascot=mascot, **more))
    for row in words["galleries"]:
        shown = [{"picture": stage.pictures[one], "caption": ""} for one in row["pictures"]]
        body = [("gallery", shown)]
        items.append(_add(stage, Gallery, row, picture=row["pictures"][0], body=body))
    for row in words["publications"]:
        file = _file(stage, row)
        items.append(
            _add(stage, Publication, row, file=file, copies=row["copies"], is_accessible=True)
        )
    return items


def _add(
    stage: _Stage,
    model: type[Item],
    row: Mapping[str, Any],
    *,
    language: str = "",
    picture: Any = None,
    **fields: Any,
) -> Any:
    section = stage.sections[model.page_kind, language or stage.authority.language]
    day = date.fromisoformat(row["day"])
    fields.setdefault("municipality", stage.places.get(row.get("place", "")))
    fields.setdefault("initiative", stage.initiatives.get(row.get("initiative")))
    fields.setdefault("body", [("paragraph", f"<p>{text}</p>") for text in row.get("text", [])])
    item = model(
        title=row["title"],
        intro=row["intro"],
        day=day,
        authority=stage.authority,
        locale=section.locale,
        picture=stage.pictures.get(picture) if isinstance(picture, str) else picture,
        live=True,
        first_published_at=datetime.combine(day, time(8), tzinfo=UTC),
        last_published_at=datetime.combine(day, time(8), tzinfo=UTC),
        **fields,
    )
    section.add_child(instance=item)
    return item


def _file(stage: _Stage, row: Mapping[str, Any]) -> File:
    document = Document()
    document.add_heading(row["title"], 1)
    document.add_paragraph(row["intro"])
    written = io.BytesIO()
    document.save(written)
    root = stage.authority.pages_root
    file: File = File.objects.create(
        authority=stage.authority,
        collection=root.collection,
        title=row["title"],
        file=ContentFile(written.getvalue(), name=f"{fold(row['title'])[:40]}.docx"),
        file_size=written.tell(),
    )
    return file


def _log(stage: _Stage, words: Mapping[str, Any], news: Sequence[News]) -> None:
    own = [
        Mention(
            authority=stage.authority,
            kind=MentionKind.OWN,
            title=one.title,
            day=one.day,
            item=one,
            recorded_at=stage.at,
            search_text=fold(one.title),
        )
        for one in news
        if one.locale.language_code == stage.authority.language
    ]
    others = [
        Mention(
            authority=stage.authority,
            recorded_at=stage.at,
            search_text=fold(f"{row['title']} {row['outlet']}"),
            **{**row, "day": date.fromisoformat(row["day"])},
        )
        for row in words["mentions"]
    ]
    Mention.objects.bulk_create([*own, *others])


def _channels(stage: _Stage, rows: Sequence[Mapping[str, Any]], items: Sequence[Item]) -> None:
    """A mascot speaks on the page of its campaign, which is a page of this installation."""
    slugs = {one.title: one.slug for one in items if isinstance(one, Campaign)}
    channels = []
    for row in rows:
        said = {name: row[name] for name in ("kind", "name", "link", "note") if name in row}
        channel = Channel(authority=stage.authority, **said)
        if "campaign" in row:
            place = ["campaigns", slugs[row["campaign"]]]
            channel.link = address("portal:item", authority=stage.authority, args=place)
        channels.append(channel)
    Channel.objects.bulk_create(channels)
