"""The journal's facts in plain words. A fact without words fails the tests."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prevenio.activities import words as activities
from prevenio.advice import words as advice
from prevenio.editorial import words as editorial
from prevenio.journal.models import Entry
from prevenio.places import words as places
from prevenio.region import words as region
from prevenio.reports import words as reports
from prevenio.subscriptions import words as subscriptions


class Family(models.TextChoices):
    """Facts that a person looks for together."""

    VERSIONS = "versions", _("Versions and acts")
    CONTENT = "content", _("Content")
    ACTIVITIES = "activities", _("Activities")
    RETURNS = "returns", _("Returns")
    REVIEWS = "reviews", _("Assessments and reviews")
    INDICATORS = "indicators", _("Indicators")
    PLACES = "places", _("Places and duties")
    REGION = "region", _("Region")
    ADVICE = "advice", _("Advice desk")
    REPORTS = "reports", pgettext_lazy("of residents", "Reports")
    EDITORIAL = "editorial", _("News and pages")
    SUBSCRIPTIONS = "subscriptions", _("Subscriptions")
    IMPORT = "import", _("Reading of documents")
    CHECK = "check", _("Check")
    PEOPLE = "people", _("People")
    BODIES = "bodies", _("Bodies")
    SETTINGS = "settings", _("Settings")


_VERSIONS = {
    "programme.act.completed": _("The act was completed."),
    "programme.act.recorded": _("An act was recorded."),
    "programme.amendment.begun": _("An amendment was begun."),
    "programme.programme.begun": _("A new programme was begun."),
    "programme.particulars.changed": _("What is said of the programme as a whole was changed."),
    "programme.period.begun": _("The programme of the next period was begun."),
    "programme.version.adopted": _("A version was recorded as adopted."),
    "programme.version.discarded": _("A version was given up."),
    "programme.version.handed_over": _("A version was passed on for approval."),
    "programme.version.published": _("A version was shown to residents."),
    "programme.version.sent_back": _("A version was sent back to its authors."),
    "demo.activities.loaded": _("The sample's activities were loaded."),
    "demo.pages.loaded": _("The sample's news and pages were loaded."),
    "demo.places.loaded": _("The sample's precincts and duties were loaded."),
    "demo.projects.loaded": _("The sample's projects were loaded."),
    "demo.region.loaded": _("The sample's accession was loaded."),
    "demo.reports.loaded": _("The sample's reports were loaded."),
    "demo.programme.loaded": _("The sample programme was loaded."),
}
_CONTENT = {
    "programme.abbreviation.added": _("An abbreviation was explained."),
    "programme.abbreviation.removed": _("An abbreviation was removed."),
    "programme.action.added": _("An action was added."),
    "programme.action.changed": _("An action was changed."),
    "programme.action.merged": _("Two actions were merged."),
    "programme.action.moved": _("An action was moved."),
    "programme.action.removed": _("An action was removed."),
    "programme.action.triggered": _("A conditional action became active."),
    "programme.areaofaction.added": _("An area of action was added."),
    "programme.areaofaction.changed": _("An area of action was changed."),
    "programme.areaofaction.removed": _("An area of action was removed."),
    "programme.chapter.changed": _("A chapter was changed."),
    "programme.chapter.remarked": _("A chapter was remarked on."),
    "programme.initiative.added": _("An initiative was added."),
    "programme.initiative.changed": _("An initiative was changed."),
    "programme.initiative.removed": _("An initiative was removed."),
    "programme.proposal.answered": _("A proposal was answered."),
    "programme.proposal.made": _("A change was proposed."),
    "programme.publication.kept": _("The register of publications was brought up to date."),
    "programme.remark.settled": _("A remark was settled."),
    "programme.statement.added": _("A statement of the programme was added."),
    "programme.statement.changed": _("A statement of the programme was changed."),
    "programme.statement.removed": _("A statement of the programme was removed."),
    "programme.team.joined": _("A person joined the drafting team."),
    "programme.team.left": _("A person left the drafting team."),
    "programme.trigger.ended": _("A conditional action is no longer active."),
}
_RETURNS = {
    "demo.returns.loaded": _("The sample returns were loaded."),
    "returns.contact.changed": _("Who answers for a body was written down."),
    "returns.escalation.reached": _("Somebody was told that returns of a body are late."),
    "returns.escalation.reached_commission": _(
        "Late returns of a body were written down for the commission."
    ),
    "returns.exception.granted": _("A body was given leave to send after the lock."),
    "returns.ladder.changed": _("Who is told of late returns was changed."),
    "returns.link.locked": _("A link was locked after wrong codes."),
    "returns.link.opened": _("Returns were opened with an account."),
    "returns.link.revoked": _("A link was ended."),
    "returns.link.sent": _("A link for returns was sent."),
    "returns.period.closed": _("A reporting period was closed."),
    "returns.period.opened": _("A reporting period was opened."),
    "returns.period.released": _("Residents were shown the accepted states."),
    "returns.return.accepted": _("A return was accepted."),
    "returns.return.certified": _("A return was certified by a second person."),
    "returns.return.declined": _("A return was handed back by its certifier."),
    "returns.return.sent_back": _("A return was sent back to its body."),
    "returns.return.submitted": _("A return was sent."),
    "returns.schedule.changed": _("A due day in the schedule of reporting was changed."),
    "returns.schedule.planned": _("A period was put into the schedule of reporting."),
    "returns.schedule.withdrawn": _("A period was taken out of the schedule of reporting."),
}
_INDICATORS = {
    "indicators.break.added": _("A break in a series was recorded."),
    "indicators.break.confirmed": _("A break in a series was confirmed."),
    "indicators.break.dismissed": _("A break in a series was dismissed."),
    "indicators.indicator.added": _("An indicator was added."),
    "indicators.indicator.changed": _("The passport of an indicator was changed."),
    "indicators.pack.loaded": _("The country's indicators were loaded."),
    "indicators.statistics.kept": _("Official statistics were imported."),
    "indicators.target.set": _("An entry was added to the ledger of targets."),
    "indicators.upload.taken": _("A file of statistics was uploaded."),
    "indicators.value.corrected": _("A value of an indicator was corrected."),
    "indicators.value.recorded": _("A value of an indicator was recorded."),
    "indicators.value.withdrawn": _("A value of an indicator was withdrawn."),
}
_IMPORT = {
    "programme.import.decided": _("A doubt of a reading was settled."),
    "programme.import.discarded": _("The reading of a document was given up."),
    "programme.import.reopened": _("A settled doubt was opened again."),
    "programme.import.saved": _("A document was saved as a draft of the programme."),
    "programme.import.started": _("A document was read."),
}
_CHECK = {
    "programme.finding.waived": _("A finding was let stand."),
    "programme.waiver.withdrawn": _("A finding counts again."),
}
_PEOPLE = {
    "people.accessibility_statement.changed": _("An accessibility statement was changed."),
    "people.imprint.changed": _("The imprint was changed."),
    "people.account.changed": _("An account was changed."),
    "people.administrator.opened": _("An account that runs the installation was opened."),
    "people.invitation.accepted": _("An invitation was accepted."),
    "people.invitation.renewed": _("An invitation was sent again."),
    "people.invitation.revoked": _("An invitation was revoked."),
    "people.password.changed": _("A password was changed."),
    "people.password_reset.requested": _("A new password was asked for."),
    "people.person.deactivated": _("All roles of a person were ended."),
    "people.person.handed_over": _("A person handed their roles over."),
    "people.person.invited": _("A person was invited."),
    "people.person.reactivated": _("A person was given their roles back."),
    "people.role.changed": _("A role was changed."),
    "people.role.ended": _("A role was ended."),
    "people.second_factor.added": _("A second step of signing in was added."),
    "people.second_factor.removed": _("A second step of signing in was removed."),
}
_BODIES = {
    "people.bodies.confirmed": _("The list of bodies was confirmed."),
    "people.body.added": _("A body was added."),
    "people.body.changed": _("A body was changed."),
    "people.body_alias.added": _("Another name of a body was added."),
    "people.body_alias.removed": _("Another name of a body was removed."),
    "people.body_member.added": _("A member of a group was added."),
    "people.body_member.removed": _("A member of a group was removed."),
}
_SETTINGS = {
    "api.key.issued": _("A key was given to another system."),
    "api.key.revoked": _("The key of another system was revoked."),
    "demo.authority.loaded": _("The sample authority was loaded."),
    "journal.entry.erased": _("Names and details of an entry were erased."),
    "notices.notice.retried": _("A message was sent again."),
    "notices.test.requested": _("A trial message was sent."),
    "people.authority.changed": _("The settings of the authority were changed."),
    "people.authority.created": _("The authority was created."),
}
_REVIEWS = {
    "reviews.action.assessed": _("An action was assessed."),
    "reviews.area.assessed": _("The actions of an area were assessed by their returns."),
    "reviews.batch.begun": _("Extracts of a review were asked for."),
    "reviews.batch.cancelled": _("The making of extracts was cancelled."),
    "reviews.batch.finished": _("Extracts of a review were made."),
    "reviews.carry_over.decided": _("It was decided what becomes of actions."),
    "reviews.carry_over.finished": _("The programme was carried over into the next one."),
    "reviews.correction.done": _("A corrective action was done."),
    "reviews.correction.dropped": _("A corrective action was dropped."),
    "reviews.correction.found_ineffective": _("A corrective action did not help."),
    "reviews.correction.opened": _("A corrective action was opened."),
    "reviews.review.council_had": _("It was recorded that the council had an annual review."),
    "reviews.review.handed_over": _("An annual review was handed to the commission."),
    "reviews.review.opinion_given": _("The commission's opinion on a review was recorded."),
    "reviews.review.planned": _("The days of a review were planned."),
    "reviews.review.published": _("An annual review was shown to residents."),
    "reviews.review.sent_back": _("The commission sent a review back."),
    "reviews.statement.released": _("A statement on a body's work was released to it."),
    "reviews.verdict.carried": _("A verdict became a proposal to change the programme."),
}
FACTS: Mapping[Family, Mapping[str, Any]] = {
    Family.VERSIONS: _VERSIONS,
    Family.CONTENT: _CONTENT,
    Family.ACTIVITIES: activities.FACTS,
    Family.RETURNS: _RETURNS,
    Family.REVIEWS: _REVIEWS,
    Family.INDICATORS: _INDICATORS,
    Family.PLACES: places.FACTS,
    Family.REGION: region.FACTS,
    Family.ADVICE: advice.FACTS,
    Family.REPORTS: reports.FACTS,
    Family.EDITORIAL: editorial.FACTS,
    Family.SUBSCRIPTIONS: subscriptions.FACTS,
    Family.IMPORT: _IMPORT,
    Family.CHECK: _CHECK,
    Family.PEOPLE: _PEOPLE,
    Family.BODIES: _BODIES,
    Family.SETTINGS: _SETTINGS,
}
_WORDS = {fact: words for family in FACTS.values() for fact, words in family.items()}


def words_of(fact: str) -> str:
    """A fact as a sentence; one that this version does not know stands as it was recorded."""
    return str(_WORDS.get(fact, fact))


def facts_of(family: str) -> list[str]:
    """The facts of one family; none for a family that there is not."""
    return list(FACTS[Family(family)]) if family in Family.values else []


def changed_fields(entry: Entry) -> list[str]:
    """The names of what an entry says was changed, as its form names them."""
    after = entry.details.get("after")
    if not isinstance(after, Mapping):
        return []
    return [_name_of(entry.about_kind, field) for field in after]


def _name_of(about_kind: str, field: str) -> str:
    try:
        return capfirst(str(apps.get_model(about_kind)._meta.get_field(field).verbose_name))
    except (LookupError, ValueError, FieldDoesNotExist, AttributeError):
        return field.replace("_", " ")
