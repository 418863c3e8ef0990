"""What the last page of a report asks of the rooms: what is shown before, and what goes along."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.forms import BoundField
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from prevenio.people.access import today_in
from prevenio.people.models import Authority
from prevenio.places.locating import index_of
from prevenio.portal.report_draft import Draft
from prevenio.reports.forms.resident import ReportForm
from prevenio.reports.models import CategoryVersion, Report, ReportClass
from prevenio.reports.operations.taking import taken_before
from prevenio.reports.queries.ground import is_one_household, public_square
from prevenio.reports.queries.similar import Similar, similar_to
from prevenio.web.forms import write_into


@dataclass(frozen=True, slots=True)
class Shown:
    """What a resident is told before sending: what will be public, and who has reported it too.

    `width` is that of the square in metres that residents will see instead of the point.
    """

    width: int
    is_public: bool
    is_one_household: bool
    similar: Sequence[Similar] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the last page that may stay closed."""

    icon: str
    title: str
    fields: Sequence[BoundField]
    is_open: bool
    is_contact: bool = False


def shown_before_sending(
    authority: Authority, draft: Draft, version: CategoryVersion, *, at: datetime
) -> Shown:
    """Two statements."""
    assert draft.point is not None
    latitude, longitude = draft.point
    if version.data_class != ReportClass.PUBLIC:
        return Shown(0, is_public=False, is_one_household=False)
    index = index_of(authority.pk, today_in(authority, at))
    square = public_square(
        index=index, latitude=latitude, longitude=longitude, width=version.blur_metres
    )
    return Shown(
        width=square.width,
        is_public=square.hides,
        is_one_household=is_one_household(index=index, latitude=latitude, longitude=longitude),
        similar=similar_to(
            authority=authority,
            version=version,
            latitude=latitude,
            longitude=longitude,
            at=at,
            width=square.width,
        ),
    )


def told_of(version: CategoryVersion) -> str:
    """What the last page says of a category, as one word: who sees it, where, what is asked."""
    said = [version.data_class, version.blur_metres, version.questions]
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def is_told_otherwise(form: ReportForm) -> bool:
    """Whether the category says something else by now than the page that was sent.

    Whoever opened it before midnight, say, reads it anew first; sent once more, it holds.
    """
    told, now = form.data.get("told", ""), told_of(form.version)
    if told in ("", now):
        return False
    write_into(form, "told", now)
    return True


def parts_of(form: ReportForm, draft: Draft) -> Sequence[Part]:
    """What may be added; a part that holds something or is wrong stands open."""
    when = ["weekdays", "from_hour", "to_hour"]
    contact = ["contact_name", "email", "phone", "nature"]
    parts = [
        Part("clock", _("When it happens"), [form[name] for name in when], form.is_touched(when)),
        Part("camera", _("Photo"), [form["photos"]], bool(draft.photos or draft.refusals)),
    ]
    if not form.version.needs_words:
        touched = form.is_touched(["words"])
        parts.append(Part("text", _("Description in words"), [form["words"]], touched))
    if form.questions:
        touched = form.is_touched([one.name for one in form.questions])
        parts.append(Part("list-checks", _("More about it"), form.questions, touched))
    touched = form.is_touched(contact[:3]) or form["nature"].value() == "REQUEST"
    fields = [form[name] for name in contact]
    return [*parts, Part("mail", _("Contact for an answer"), fields, touched, is_contact=True)]


def language_of(authority: Authority, said: str) -> str:
    """The language in which the receipt is written: that of the page when it was opened."""
    if said in dict(settings.LANGUAGES):
        return said
    return get_language() or authority.language


def known_report(authority: Authority, form_key: str) -> Report | None:
    """The report of what was sent already."""
    if not form_key:
        return None
    return taken_before(authority, form_key)
