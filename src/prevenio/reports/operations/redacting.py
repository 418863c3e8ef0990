"""Passages of words and parts of photos are blacked out; what was there is gone for good.

So are the name of the place and what was answered in one's own words, as a whole.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageDraw

from prevenio.kernel import redacting
from prevenio.kernel.errors import Refused
from prevenio.notices.operations import change_lines
from prevenio.people.models import User
from prevenio.reports.letters import about
from prevenio.reports.models import EventKind, Report, ReportPhoto, ReportText
from prevenio.reports.operations.photos import photo_of
from prevenio.reports.operations.steps import for_staff, require, take_step
from prevenio.reports.queries.families import followers_of, parts_of, wholes_of

MOST_BOXES = 50


class NotOfReport(Refused):
    message = _("This does not belong to the report.")


class PassageOpen(Refused):
    message = _("A passage was begun with [[ and not ended with ]], or the other way round.")


class NothingMarked(Refused):
    message = _("Nothing is marked yet. Put [[ before and ]] behind what has to go.")


class PassageStands(Refused):
    """Of the same words: what stands elsewhere in the report is told, and goes by itself."""

    message = _("“%(passage)s” is blacked out in one place and still stands in another.")


class WordsChanged(Refused):
    message = _("Only put [[ and ]] around passages; the words themselves stay as they were.")


class RedactedMeanwhile(WordsChanged):
    message = _(
        "Somebody blacked out other passages of these words while you were marking. What you "
        "marked is kept here. The words as they are now stand beside it: take them over, then mark "
        "what still has to go."
    )


class ErasedMeanwhile(Refused):
    message = _(
        "This has been erased in the meantime. Nothing is left to black out: go back to the report."
    )


class BoxesMissing(Refused):
    message = _("Draw at least one box, and at most %(most)s.")


class Where(StrEnum):
    """What of a report may still say what was blacked out in some of its words."""

    WORDS = "words"
    PLACE_NAME = "place_name"
    ANSWER = "answer"
    FAMILY = "family"


@dataclass(frozen=True, slots=True)
class Left:
    """A passage that was blacked out and still stands elsewhere in the report.

    Of a report that was split it may stand in the whole or in a part: `reference` says in which.
    """

    where: Where
    passage: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a photo in thousandths of its width and height."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def is_sound(self) -> bool:
        return 0 <= self.left < self.right <= 1000 and 0 <= self.top < self.bottom <= 1000


@transaction.atomic
def redact_text(
    *, report: Report, text: ReportText, marked: str, by: User, at: datetime
) -> Sequence[Left]:
    """Black out passages between [[ and ]] in words of a report, also if it has ended.

    Letters that hold these words and have not gone out are blacked out too. Returns what still
    stands elsewhere in the report, in its parts or in what it is a part of: each is blacked out by
    itself.

    Raises NotAllowed, WrongState, NotOfReport, ErasedMeanwhile, RedactedMeanwhile, WordsChanged,
    PassageOpen, NothingMarked or PassageStands.
    """
    report = for_staff(report, None, by, at)
    require(report, EventKind.REDACTED)
    text = _text_now(report, text)
    marked = _on_lines(marked.replace("\x00", "")).strip()
    _check_words(marked.replace("[[", "").replace("]]", ""), _on_lines(text.text))
    if redacting.is_left_open(marked):
        raise PassageOpen
    cleared = redacting.redacted(marked)
    if not cleared.passages:
        raise NothingMarked
    passage = redacting.still_stands(cleared.passages, cleared.text)
    if passage:
        raise PassageStands(passage=passage)
    _redact_letters(report, text.text, cleared.text)
    text.redact(cleared.text, at)
    take_step(report, EventKind.REDACTED, by=by, at=at, details={"text": text.pk})
    return _left_of(report, text, cleared.passages)


def _text_now(report: Report, text: ReportText) -> ReportText:
    """The words as they are under the lock: others may have been first since they were read."""
    if text.report_id != report.pk:
        raise NotOfReport
    now = report.texts.get(pk=text.pk)
    if now.erased_at is not None:
        raise ErasedMeanwhile
    return now


def _photo_now(report: Report, photo: ReportPhoto) -> ReportPhoto:
    if photo.report_id != report.pk:
        raise NotOfReport
    now = report.photos.filter(pk=photo.pk).first()
    if now is None:
        raise ErasedMeanwhile
    return now


def _check_words(sent: str, now: str) -> None:
    """What was sent has to be the words as they are now. Raises RedactedMeanwhile, WordsChanged."""
    if sent == now:
        return
    left = now.split(redacting.BLOCK)
    is_older = len(left) > 1 and all(part in sent for part in left)
    raise RedactedMeanwhile if is_older else WordsChanged


def _on_lines(text: str) -> str:
    """As a form sends it back, whichever way lines end."""
    return text.replace("\r\n", "\n")


def _redact_letters(report: Report, before: str, after: str) -> None:
    """Letters went to whoever reported or confirmed it, also while it was whole, or joined it."""
    change_lines(
        authority=report.authority,
        about=[about(key) for key in followers_of([report.pk])],
        lines=_changed_lines(before, after),
    )


def _changed_lines(before: str, after: str) -> Mapping[str, str]:
    """What stands now in place of each line; of a passage over several lines a block in each."""
    old, new = ([one.strip() for one in text.splitlines()] for text in (before, after))
    if len(old) != len(new):
        new = [one if one in new else redacting.BLOCK for one in old]
    return {was: now for was, now in zip(old, new, strict=True) if was and was != now}


def _left_of(report: Report, text: ReportText, passages: Sequence[str]) -> Sequence[Left]:
    said = {
        Where.WORDS: list(report.texts.exclude(pk=text.pk).values_list("text", flat=True)),
        Where.PLACE_NAME: [report.place_name],
        Where.ANSWER: list(report.free_answers.values()),
    }
    found = [Left(where, redacting.still_stands(passages, *said[where])) for where in said]
    for one in _family_of(report):
        left = redacting.still_stands(passages, *_all_said_in(one))
        found.append(Left(Where.FAMILY, left, one.reference))
    return [one for one in found if one.passage]


def _family_of(report: Report) -> Sequence[Report]:
    """What a report is a part of, with all other parts of that, and its own parts."""
    rows = Report.objects.select_related("version").prefetch_related("texts")
    wholes = wholes_of(report)
    found = list(rows.filter(pk__in=wholes).order_by("pk"))
    first = next((one for one in found if one.pk == wholes[-1]), report)
    return [one for one in (*found, *parts_of(first, rows)) if one.pk != report.pk]


def others_saying(report: Report, words: str) -> Sequence[str]:
    """The references of those that a name of a place or an answer went along to by splitting."""
    if words in ("", redacting.BLOCK):
        return []
    return [one.reference for one in _family_of(report) if words in _all_said_in(one)]


def others_showing(report: Report, sha256: str) -> Sequence[str]:
    """The same of a photo: of those that hold it as it was."""
    family = [one.pk for one in _family_of(report)]
    copies = ReportPhoto.objects.filter(report__in=family, sha256=sha256).order_by("report_id")
    return list(copies.values_list("report__reference", flat=True))


def _all_said_in(report: Report) -> Sequence[str]:
    texts = [one.text for one in report.texts.all()]
    return [*texts, report.place_name, *report.free_answers.values()]


@transaction.atomic
def clear_place_name(*, report: Report, by: User, at: datetime) -> Report:
    """Remove the name of the place; point and square stay. Raises NotAllowed or WrongState."""
    report = for_staff(report, None, by, at)
    require(report, EventKind.REDACTED)
    if not report.place_name:
        return report
    report.place_name = ""
    return take_step(report, EventKind.REDACTED, by=by, at=at, details={"place_name": True})


@transaction.atomic
def clear_answer(*, report: Report, question: str, by: User, at: datetime) -> Report:
    """Black out what was answered in one's own words; that it was answered stays.

    Raises NotAllowed, WrongState or NotOfReport.
    """
    report = for_staff(report, None, by, at)
    require(report, EventKind.REDACTED)
    if question not in report.free_answers:
        raise NotOfReport
    if report.answers[question] == redacting.BLOCK:
        return report
    report.answers = {**report.answers, question: redacting.BLOCK}
    return take_step(report, EventKind.REDACTED, by=by, at=at, details={"answer": question})


@transaction.atomic
def redact_photo(
    *, report: Report, photo: ReportPhoto, boxes: Sequence[Box], by: User, at: datetime
) -> ReportPhoto:
    """Paint boxes over parts of a photo; the file that was there is deleted.

    Boxes that others painted in the meantime stay. Raises NotAllowed, WrongState, NotOfReport,
    ErasedMeanwhile or BoxesMissing.
    """
    report = for_staff(report, None, by, at)
    require(report, EventKind.REDACTED)
    photo = _photo_now(report, photo)
    if not 1 <= len(boxes) <= MOST_BOXES or not all(one.is_sound for one in boxes):
        raise BoxesMissing(most=MOST_BOXES)
    old, storage = str(photo.file.name), photo.file.storage
    with photo.file.open("rb") as file:
        kept = photo_of(str(photo), _painted(file.read(), boxes, photo.number))
    photo.kind, photo.size, photo.sha256 = kept.kind, len(kept.content), kept.sha256
    name = f"{report.key}-{photo.number}-{kept.sha256[:8]}.{kept.ending}"
    photo.file = ContentFile(kept.content, name=name)
    photo.redacted_at = at
    photo.save(update_fields=["kind", "size", "sha256", "file", "redacted_at"])
    transaction.on_commit(partial(storage.delete, old))
    take_step(report, EventKind.REDACTED, by=by, at=at, details={"photo": photo.number})
    return photo


@transaction.atomic
def show_photo(
    *, report: Report, photo: ReportPhoto, is_public: bool, by: User, at: datetime
) -> ReportPhoto:
    """Let residents see a photo, or no longer.

    Raises NotAllowed, WrongState, NotOfReport or ErasedMeanwhile.
    """
    report = for_staff(report, None, by, at)
    require(report, EventKind.SHOWN)
    photo = _photo_now(report, photo)
    if photo.is_public == is_public:
        return photo
    photo.is_public = is_public
    photo.save(update_fields=["is_public"])
    kind = EventKind.SHOWN if is_public else EventKind.HIDDEN
    take_step(report, kind, by=by, at=at, details={"photo": photo.number})
    return photo


def _painted(content: bytes, boxes: Sequence[Box], number: int) -> bytes:
    """A photo with black over its boxes, which no eye tells from that of the others.

    Two photos of one size that are blacked out as a whole would be one and the same file, and of a
    report no photo is kept twice: so each has a black of its own.
    """
    black = (number, number, number)
    with Image.open(io.BytesIO(content)) as picture:
        painted = picture.convert("RGB")
        width, height = painted.size
        draw = ImageDraw.Draw(painted)
        for one in boxes:
            corners = (
                one.left * width // 1000,
                one.top * height // 1000,
                -(-one.right * width // 1000),
                -(-one.bottom * height // 1000),
            )
            draw.rectangle(corners, fill=black)
        out = io.BytesIO()
        painted.save(out, "JPEG", quality=85)
    return out.getvalue()
