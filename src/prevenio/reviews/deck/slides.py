"""The slides of the yearly presentation, from the facts of a review."""

from collections.abc import Sequence
from datetime import UTC
from io import BytesIO
from typing import Any

from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Cm

from prevenio.people.models import Authority
from prevenio.reviews import charts, wording
from prevenio.reviews.contents import AreaPart, ReviewContent, as_json, from_json
from prevenio.reviews.deck.parts import HEIGHT, INK_2, MARGIN, SUN, WHITE, WIDTH, Deck, Place
from prevenio.reviews.deck.street import add_street
from prevenio.reviews.figures import discipline_of, tally_of
from prevenio.reviews.models import COUNTED, Degree
from prevenio.reviews.printed import authority_of, printed
from prevenio.reviews.queries.whole import WholeReview
from prevenio.web.charts import step_colours
from prevenio.web.packing import always_alike
from prevenio.web.typesetting import showable

_LATE, _MISSING = "#C07A00", "#FFFFFF"
_LONGEST = 46
_MOST_NEXT = 5
_MOST_ROWS = 14
_PLACE = (MARGIN, Cm(5.7), Cm(30), Cm(12.0))


def deck_of(whole: WholeReview) -> bytes:
    """A review as a PPTX file, 16:9; the same review and moment give the same bytes."""
    authority, at = whole.authority, whole.changed_at
    content = from_json(showable(as_json(whole.content)))
    said = printed(whole.content, whole.review, authority)
    made = Presentation()
    made.slide_width, made.slide_height = WIDTH, HEIGHT
    properties = made.core_properties
    properties.title, properties.subject = f"{said['title']} {said['when']}", said["programme"]
    properties.author = properties.last_modified_by = authority.name
    properties.language, properties.keywords, properties.comments = authority.language, "", ""
    properties.created = properties.modified = at.astimezone(UTC).replace(tzinfo=None)
    properties.revision = 1
    foot = " · ".join(filter(None, (said["running_title"], said["mark"])))
    deck = Deck(made, authority_of(authority), authority.language, foot)
    with translation.override(authority.language):
        _fill(deck, content, said, authority)
    file = BytesIO()
    made.save(file)
    return always_alike(file.getvalue(), at)


def _fill(deck: Deck, content: ReviewContent, said: dict[str, Any], authority: Authority) -> None:
    _opening(deck, said)
    _overview(deck, content, authority)
    for area in content.areas:
        _area(deck, area, authority)
    if content.bodies:
        _discipline(deck, content, authority)
    _degrees(deck, content)
    _changes(deck, said)
    _sources(deck, said)


def _opening(deck: Deck, said: dict[str, Any]) -> None:
    result, rest = str(said["result"]), str(said["remainder"])
    slide = deck.opening(f"{said['title']} {said['when']}. {result} {rest}")
    title, lead = slide.shapes.title, slide.placeholders[1]
    title.left, title.top, title.width, title.height = MARGIN, Cm(3.6), Cm(27), Cm(4.8)
    lead.left, lead.top, lead.width, lead.height = MARGIN, Cm(8.9), Cm(26), Cm(3.0)
    words = f"{said['title']} {said['when']}"
    deck.write(title.text_frame, words, size=42, bold=True, shade=WHITE, anchor=MSO_ANCHOR.BOTTOM)
    deck.write(lead.text_frame, [f"{result} {rest}"], size=20, shade=WHITE)
    name = ", ".join(filter(None, (deck.authority["name"], deck.authority["second_line"])))
    deck.box(slide, name, (MARGIN, Cm(1.5), Cm(24), Cm(1)), size=18, bold=True, shade=WHITE)
    if said["mark"]:
        deck.box(slide, str(said["mark"]), (MARGIN, Cm(2.5), Cm(24), Cm(0.8)), size=13, shade=SUN)
    add_street(slide, deck.authority)


def _overview(deck: Deck, content: ReviewContent, authority: Authority) -> None:
    chart, tally = charts.overview_chart(content.areas, authority), tally_of(content.actions)
    result = f"{wording.result(tally)} {wording.remainder(tally)}".strip()
    slide = deck.slide(_("In short"), f"{result} {chart.title}. {chart.text}.")
    deck.box(slide, result, (MARGIN, Cm(2.7), Cm(30), Cm(1.7)), size=16)
    tallies = [tally_of(area.actions) for area in content.areas]
    names = [capfirst(str(degree.label)) for degree in COUNTED]
    steps = zip(*(one.steps for one in tallies), strict=True) if tallies else ()
    shades = step_colours(authority)
    _chart(
        deck,
        slide,
        chart.title,
        alt=f"{chart.title}. {chart.text}",
        categories=[_cut(f"{area.code} {area.title}") for area in content.areas],
        series=list(zip(names, steps, shades, strict=False)),
    )


def _area(deck: Deck, area: AreaPart, authority: Authority) -> None:
    chart, tally = charts.area_chart(area, authority), tally_of(area.actions)
    result = f"{wording.result(tally)} {wording.remainder(tally)}".strip()
    coming = [_next(line.code, line.finding, line.follow_up) for line in area.actions]
    coming = [words for words in coming if words]
    notes = "\n".join([result, f"{chart.title}. {chart.text}.", *coming])
    slide = deck.slide(f"{area.code} {area.title}", notes)
    deck.box(slide, result, (MARGIN, Cm(2.7), Cm(30), Cm(1.7)), size=16)
    names = [capfirst(str(degree.label)) for degree in COUNTED]
    place = (MARGIN, Cm(5.7), Cm(17), Cm(9.5))
    _chart(
        deck,
        slide,
        chart.subtitle,
        alt=f"{chart.title}. {chart.text}",
        categories=names,
        series=[(chart.subtitle, tally.steps, authority.brand)],
        place=place,
    )
    deck.box(slide, _("What comes next"), (Cm(20), Cm(4.8), Cm(12), Cm(0.8)), size=14, bold=True)
    shown = [_cut(words, 150) for words in coming[:_MOST_NEXT]]
    shown = shown or [_("Everything goes on as it is.")]
    deck.box(slide, shown, (Cm(20), Cm(5.9), Cm(12), Cm(11)), size=14)
    source = _("Source: accepted returns and the bureau's assessment.")
    deck.box(slide, source, (MARGIN, Cm(16.2), Cm(17), Cm(0.7)), size=11, shade=INK_2)


def _discipline(deck: Deck, content: ReviewContent, authority: Authority) -> None:
    chart, found = charts.discipline_chart(content.bodies, authority), discipline_of(content.bodies)
    result = f"{wording.punctuality(found)} {wording.lateness(found)}".strip()
    slide = deck.slide(_("Who reported on time"), f"{result} {chart.text}.")
    deck.box(slide, result, (MARGIN, Cm(2.7), Cm(30), Cm(1.7)), size=16)
    bodies = sorted(content.bodies, key=lambda one: (-one.expected, one.name))[:_MOST_ROWS]
    _chart(
        deck,
        slide,
        _("Returns of the bodies with most of them"),
        alt=f"{chart.title}. {chart.text}",
        categories=[_cut(one.name) for one in bodies],
        series=[
            (capfirst(_("on time")), [one.on_time for one in bodies], authority.brand),
            (capfirst(_("late")), [one.late for one in bodies], _LATE),
            (capfirst(_("missing")), [one.missing for one in bodies], _MISSING),
        ],
    )


def _chart(
    deck: Deck,
    slide: Any,
    caption: str,
    *,
    alt: str,
    categories: Sequence[str],
    series: Sequence[tuple[str, Sequence[int], str]],
    place: Place = _PLACE,
) -> None:
    deck.charts += 1
    words = _("Chart %(number)s. %(title)s") % {"number": deck.charts, "title": caption}
    deck.caption(slide, words, Cm(4.8), width=place[2])
    if categories and series:
        deck.chart(slide, place, alt=alt, categories=categories, series=series)


def _table(
    deck: Deck,
    slide: Any,
    caption: str,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    right: Sequence[int] = (),
) -> None:
    deck.tables += 1
    words = _("Table %(number)s. %(title)s") % {"number": deck.tables, "title": caption}
    deck.caption(slide, words, Cm(3.0))
    place = (MARGIN, Cm(4.0), Cm(30), Cm(0.75 * (len(rows) + 1)))
    deck.table(slide, place, alt=words, head=head, rows=rows, widths=widths, right=right)


def _degrees(deck: Deck, content: ReviewContent) -> None:
    title = _("Degrees of realisation by area")
    head = [pgettext("column", "Area"), *(capfirst(str(degree.label)) for degree in Degree)]
    rows = [
        [_cut(f"{area.code} {area.title}", 60), *map(str, tally_of(area.actions).all_steps)]
        for area in content.areas
    ]
    slide = deck.slide(title, "\n".join("; ".join(row) for row in [head, *rows]))
    widths = (10.6, 2.4, 3.1, 3.1, 2.4, 3.8, 4.8)
    _table(deck, slide, title, head, rows, widths, right=range(1, len(head)))


def _changes(deck: Deck, said: dict[str, Any]) -> None:
    changes = said["changes"]
    rows = [[row[0], _cut(row[1], 70), row[2], _cut(row[3], 110)] for row in changes["rows"]]
    notes = [str(changes["result"]), *(": ".join(row) for row in changes["rows"])]
    slide = deck.slide(str(changes["title"]), "\n".join(notes))
    if not rows:
        deck.box(slide, str(changes["result"]), (MARGIN, Cm(3.0), Cm(30), Cm(2)), size=18)
        return
    labels = said["labels"]
    head = [labels[name] for name in ("number", "action", "verdict", "finding")]
    caption = str(labels["changes"])
    _table(deck, slide, caption, head, rows[: _MOST_ROWS - 4], (1.6, 9.4, 5.0, 14.2))


def _sources(deck: Deck, said: dict[str, Any]) -> None:
    labels, sources = said["labels"], said["sources"]
    lines = [f"{label}: {value}" for label, value in sources]
    digest = str(said["digest"])
    notes = "\n".join([*lines, f"{labels['checksum']}: {digest}"])
    slide = deck.slide(_("Sources and checksum"), notes)
    deck.box(slide, lines, (MARGIN, Cm(3.2), Cm(30), Cm(7)), size=16, after=8)
    deck.box(slide, labels["checksum"], (MARGIN, Cm(11), Cm(30), Cm(0.9)), size=16, bold=True)
    deck.box(slide, digest, (MARGIN, Cm(12), Cm(30), Cm(1.8)), size=14)
    note = labels["checksum_note"]
    deck.box(slide, note, (MARGIN, Cm(13.2), Cm(30), Cm(1)), size=12, shade=INK_2)


def _next(code: str, finding: str, follow_up: str) -> str:
    words = " ".join(filter(None, (finding, follow_up)))
    return f"{code}: {words}" if words else ""


def _cut(text: str, longest: int = _LONGEST) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
