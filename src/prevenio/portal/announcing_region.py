"""What happens in the region's project, told to residents as far as it is public and new."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from prevenio.journal.models import Entry
from prevenio.journal.operations import on
from prevenio.people.access import today_in
from prevenio.people.models import Authority
from prevenio.places.models import Municipality
from prevenio.portal.announcing import Page, tell
from prevenio.region.chains import standing_on
from prevenio.region.models import AccessionStep, RegionMilestone, Standing
from prevenio.region.queries.practices import public_practices
from prevenio.subscriptions.models import NewsKind
from prevenio.subscriptions.operations.announcing import Where, withdraw

# Years of a ledger may be entered at once: what lies further back is news to nobody.
_NEW_FOR = timedelta(days=92)


@on("region.accession.step_taken")
@on("region.accession.corrected")
def tell_of_joining(entry: Entry) -> None:
    """A municipality that has joined, once residents may read it."""
    taken = AccessionStep.objects.select_related("municipality__authority").get(pk=entry.about_id)
    town = taken.municipality
    if town is None:
        return
    today, key = today_in(town.authority, entry.at), f"joined:{town.pk}"
    step = standing_on(town.accession_steps.order_by("pk"), today)
    if step is None or not step.is_public or step.standing != Standing.JOINED:
        withdraw(authority=town.authority, key=key, at=entry.at)
    elif _is_new(step.counts_from, today):
        tell(
            entry,
            key,
            NewsKind.PROGRAMME,
            lambda: _("%(town)s has joined the project") % {"town": town.name},
            page=_page_of(town),
            where=Where(municipality=town),
        )


@on("region.milestone.reached")
@on("region.milestone.changed")
def tell_of_milestone(entry: Entry) -> None:
    """A public milestone that was reached; one that is no longer public goes away."""
    rows = RegionMilestone.objects.select_related("authority", "municipality")
    milestone = rows.get(pk=entry.about_id)
    key, reached_on, town = (
        f"milestone:{milestone.pk}",
        milestone.reached_on,
        milestone.municipality,
    )
    if reached_on is None or not milestone.is_public:
        withdraw(authority=milestone.authority, key=key, at=entry.at)
    elif _is_new(reached_on, today_in(milestone.authority, entry.at)):
        tell(
            entry,
            key,
            NewsKind.PROGRAMME,
            lambda: _("Reached: %(what)s") % {"what": milestone.text},
            page=_page_of(town) if town else Page("portal:municipalities"),
            summary=lambda: town.name if town else "",
            where=Where(municipality=town),
        )


@on("region.practice.released")
@on("region.practice.changed")
@on("region.practice.hidden")
@on("region.practice.sent_back")
def tell_of_practice(entry: Entry) -> None:
    """A good practice that residents read; the words follow its changes."""
    authority = Authority.objects.get(pk=entry.authority_id)
    key = f"practice:{entry.about_id}"
    rows = public_practices(authority).select_related("municipality")
    practice = rows.filter(pk=entry.about_id).first()
    if practice is None:
        withdraw(authority=authority, key=key, at=entry.at)
        return
    title, town = practice.title, practice.municipality
    tell(
        entry,
        key,
        NewsKind.PROGRAMME,
        lambda: _("Good practice: %(title)s") % {"title": title},
        page=Page("portal:practice", (practice.pk,)),
        where=Where(municipality=town),
    )


def _is_new(day: date, today: date) -> bool:
    return today - day <= _NEW_FOR


def _page_of(town: Municipality) -> Page:
    return Page("portal:municipality", (town.pk,))
