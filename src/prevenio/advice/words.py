"""What the journal's facts of this room say."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

FACTS: Mapping[str, object] = {
    "advice.question.asked": _("A resident asked a question."),
    "advice.question.held": _("A question came in and was put aside to be looked at first."),
    "advice.question.released": _("A question was looked at and let through."),
    "advice.question.marked_as_spam": _("A question was marked as spam."),
    "advice.question.handed_over": _("A question was handed over to another body."),
    "advice.question.asked_back": _("The resident was asked back."),
    "advice.question.replied": _("The resident wrote again."),
    "advice.question.answered": _("A question was answered."),
    "advice.question.corrected": _("An answer was corrected."),
    "advice.question.closed": _("A question was closed."),
    "advice.question.consented": _("The resident allowed publication."),
    "advice.question.consent_withdrawn": _("The resident withdrew the consent to publication."),
    "advice.question.withdrawn": _("The resident withdrew the question; its words were erased."),
    "advice.question.erased": _("The words of a question were erased."),
    "advice.question.contact_erased": _("The address of a resident was erased."),
    "advice.answer.prepared": _("An answer was prepared for publication."),
    "advice.answer.published": _("An answer was published."),
    "advice.answer.taken_off": _("A published answer was taken off the public pages."),
    "advice.topics.loaded": _("The topics of advice were loaded."),
    "advice.topic.saved": _("A topic of advice was saved."),
    "advice.template.saved": _("An answer template was saved."),
    "advice.template.removed": _("An answer template was removed."),
    "advice.point.saved": _("An advice point was saved."),
    "advice.point.removed": _("An advice point was removed."),
}
