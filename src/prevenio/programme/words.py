"""Labels of things that the code knows by short names."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Mapping[str, "str | Promise"]

TAB_NAMES: Words = {
    "doubts": _("Doubts"),
    "act": _("Act"),
    "areas": _("Areas"),
    "actions": _("Actions"),
    "initiatives": _("Initiatives"),
    "bodies": _("Bodies"),
    "unplaced": _("Lines without a place"),
}

DOUBT_WORDS: Words = {
    "act_incomplete": _("The act is not complete"),
    "unknown_body": _("It is not known who this is"),
    "merged_spelling": _("Two spellings, probably one body"),
    "no_responsible_body": _("Nobody is responsible"),
    "torn_row": _("A row was torn by the end of a page"),
    "unread_term": _("The years of this term could not be read"),
    "number_missing": _("A number is missing in the row"),
}

OUTCOME_WORDS: Words = {
    "left_out": _("it is not written down"),
    "apart": _("a body of its own"),
    "same_as": _("the same body as"),
    "skipped": _("skipped, it stays as it was read"),
    "accepted": _("accepted"),
}

FIELD_NAMES: Words = {
    "programme_title": _("Title of the programme"),
    "number": _("Number"),
    "date": _("Date"),
    "body": _("Deciding body"),
    "legal_basis": _("Legal basis"),
    "entry_into_force": _("Entry into force"),
    "executor": _("Entrusted with carrying it out"),
    "code": _("Number"),
    "title": _("Name"),
    "summary": _("In one sentence"),
    "text": _("Description"),
    "responsible": _("Responsible"),
    "lead_body": _("Lead body"),
    "co_responsible": _("Co-responsible"),
    "partners": _("Partners"),
    "threat_analysis": _("Threat analysis"),
    "kind": _("Kind"),
    "timing": _("Timing"),
    "condition": _("Only when"),
    "season": _("Season"),
    "ends_on": _("To be done by"),
    "name": _("Name"),
    "aim": _("Aim"),
    "implementers": _("Implementers"),
    "audience": _("Audience"),
    "method": _("Method"),
    "indicators": _("Indicators"),
    "funding": _("Funding"),
    "term": _("Term"),
    "full_name": _("Full name"),
    "aliases": _("Other spellings"),
    "places": _("Where it stands"),
    "goals": _("Goals it serves"),
    "forms_of_work": _("Forms of work"),
}

SEVERITY_NAMES: Words = {
    "error": _("Blocks publication"),
    "warning": _("Needs a decision"),
    "note": _("Small fault"),
}

PLACE_NAMES: Words = {
    "actions": _("Areas and actions"),
    "initiatives": _("Initiatives and projects"),
    "bodies": _("Bodies and abbreviations"),
    "law": _("Law and goals"),
    "text": _("Text of the document"),
}

LIST_NAMES: Words = {
    "MAIN_GOAL": _("Main goal"),
    "GOAL": _("Goals"),
    "FORM": _("Forms of work"),
    "PARTICIPANT": _("Participants"),
    "COMMISSION_DUTY": _("Duties of the commission"),
    "STRATEGY": _("Goals of the strategy"),
}
