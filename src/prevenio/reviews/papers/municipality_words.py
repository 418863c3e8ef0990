"""An extract for one municipality put into words."""

from datetime import date

from django.utils import translation
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from prevenio.people.models import Authority
from prevenio.reviews import wording
from prevenio.reviews.figures import Tally
from prevenio.reviews.papers.blocks import Chapter, Paper, Table, Words, readable
from prevenio.reviews.papers.body_words import actions_table
from prevenio.reviews.papers.labels import as_of_row, day_of, labels, mark_of
from prevenio.reviews.papers.municipality import MilestoneLine, MunicipalityContent
from prevenio.reviews.printed import authority_of


def municipality_paper(content: MunicipalityContent, authority: Authority) -> Paper:
    """The extract in the language of the authority."""
    with translation.override(authority.language):
        paper: Paper = readable(_paper(content, authority))
        return paper


def _paper(content: MunicipalityContent, authority: Authority) -> Paper:
    return Paper(
        language=authority.language,
        authority=authority_of(authority),
        title=content.name,
        when=_("Extract of the annual review, %(period)s") % {"period": content.period},
        programme=content.programme,
        mark=mark_of(authority),
        lead=_lead(content),
        rest="",
        cover=[
            [_("Official code"), content.code or "–", ""],
            [_("Programme"), content.programme, ""],
            [*as_of_row(authority, content.as_of), ""],
        ],
        chapters=[_initiatives(content), _milestones(content), _actions(content), _whole(content)],
        sources=[
            [_("Programme"), content.programme],
            [_("Period"), f"{day_of(content.first_day)} – {day_of(content.last_day)}"],
            [_("Degrees"), _("assessments of the bureau, accepted returns of the lead bodies")],
            as_of_row(authority, content.as_of),
        ],
        digest=content.digest,
        labels=labels(),
    )


def _lead(content: MunicipalityContent) -> str:
    count = len(content.initiatives)
    if not count:
        return _("No initiative of the programme names the municipality.")
    return ngettext(
        "%(count)s initiative of the programme names the municipality.",
        "%(count)s initiatives of the programme name the municipality.",
        count,
    ) % {"count": count}


def _initiatives(content: MunicipalityContent) -> Chapter:
    title = _("Initiatives")
    if not content.initiatives:
        return Chapter(title, [Words(_("None names the municipality."))])
    rows = [
        [one.number, one.name, one.aim, one.implementers, one.years] for one in content.initiatives
    ]
    head = (_("No."), _("Initiative"), _("Aim"), _("Carried out by"), _("When"))
    caption = _("Initiatives that name the municipality")
    return Chapter(title, [Table(caption, head, rows, (10, 50, 58, 30, 22))])


def _milestones(content: MunicipalityContent) -> Chapter:
    title = _("Milestones")
    if not content.milestones:
        return Chapter(title, [Words(_("None names the municipality."))])
    rows = [[_when(one), one.text] for one in content.milestones]
    caption = _("Milestones that name the municipality")
    return Chapter(title, [Table(caption, (_("When"), _("Milestone")), rows, (40, 130))])


def _when(one: MilestoneLine) -> str:
    if not one.on:
        return "–"
    on = date.fromisoformat(one.on)
    if one.precision == "year":
        return str(on.year)
    return f"{MONTHS[on.month]} {on.year}" if one.precision == "month" else day_of(one.on)


def _actions(content: MunicipalityContent) -> Chapter:
    title = pgettext("chapter", "Actions")
    if not content.actions:
        words = _("No body of the municipality has a role in an action of this period.")
        return Chapter(title, [Words(words)])
    caption = _("Actions in which a body of the municipality has a role")
    return Chapter(title, [actions_table(content.actions, caption)])


def _whole(content: MunicipalityContent) -> Chapter:
    tally = Tally(*content.whole)
    words = [Words(wording.remainder(tally))] if wording.remainder(tally) else []
    return Chapter(_("The programme as a whole"), words, lead=wording.result(tally))
