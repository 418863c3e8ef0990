"""Addresses of the returns on the desk."""

from django.urls import path

from prevenio.returns.models import ContactKind, Purpose
from prevenio.returns.views import (
    answering_account,
    board,
    contacts,
    escalating,
    opening,
    periods,
    planning,
    punctuality,
    returns,
)

app_name = "returns"

_FILLING_IN = {"purpose": Purpose.REPORT}
_CERTIFYING = {"purpose": Purpose.CERTIFY}
_PERIOD = "<int:period_id>/"
_BODY = f"{_PERIOD}bodies/<int:body_id>/"

urlpatterns = [
    path("", periods.period_list, name="periods"),
    path("new/", opening.new_period, name="period-new"),
    path("completions/", opening.new_completion, name="completion-new"),
    path("requests/", opening.new_request, name="request-new"),
    path("schedule/", planning.schedule, name="schedule"),
    path("schedule/<int:planned_id>/withdrawal/", planning.withdrawal, name="planned-withdrawal"),
    path("punctuality/", punctuality.punctuality, name="punctuality"),
    path("punctuality.xlsx", punctuality.export, name="punctuality-export"),
    path("escalation/", escalating.ladder, name="ladder"),
    path(f"{_PERIOD}escalation/", escalating.period_ladder, name="escalation"),
    path(_PERIOD, board.board, name="board"),
    path(f"{_PERIOD}list/", board.return_list, name="list"),
    path(f"{_PERIOD}acceptance/", board.bulk_acceptance, name="bulk-acceptance"),
    path(f"{_PERIOD}returns.xlsx", board.export, name="export"),
    path(f"{_PERIOD}release/", periods.release, name="release"),
    path(f"{_PERIOD}closing/", periods.closing, name="closing"),
    path(f"{_PERIOD}bodies/", contacts.bodies, name="bodies"),
    path(f"{_BODY}filling-in/", contacts.contact, _FILLING_IN, name="contact"),
    path(f"{_BODY}certifying/", contacts.contact, _CERTIFYING, name="certifier"),
    path(f"{_BODY}head/", contacts.contact, {"purpose": ContactKind.HEAD}, name="head"),
    path(f"{_BODY}link/", contacts.first_link, _FILLING_IN, name="first-link"),
    path(f"{_BODY}certifying-link/", contacts.first_link, _CERTIFYING, name="certifying-link"),
    path(f"{_BODY}leave/", contacts.leave, name="leave"),
    path("links/<int:link_id>/renewal/", contacts.renewal, name="link-renewal"),
    path("links/<int:link_id>/revocation/", contacts.revocation, name="link-revocation"),
    path("return/<int:return_id>/", returns.action_return, name="return"),
    path("return/<int:return_id>/acceptance/", returns.acceptance, name="acceptance"),
    path("return/<int:return_id>/sending-back/", returns.sending_back, name="sending-back"),
    path("files/<int:file_id>/", returns.file, name="file"),
    path(
        "answers/<int:period_id>/<int:body_id>/<str:purpose>/",
        answering_account.open_answers,
        name="open-answers",
    ),
]
