from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prevenio.kernel.errors import Refused
from prevenio.people import access
from prevenio.people.doors import DeskRequest, desk_page
from prevenio.programme.forms import ProposalAnswerForm, ProposalForm
from prevenio.programme.models import Programme, Proposal
from prevenio.programme.operations import proposals as operations
from prevenio.programme.queries import proposals as queries
from prevenio.web.refusals import sentence


@desk_page
@require_http_methods(["GET", "POST"])
def proposals(request: DeskRequest, programme_id: int) -> HttpResponse:
    programme = get_object_or_404(Programme, pk=programme_id, authority=request.authority)
    form = ProposalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        body = next((member.body for member in request.memberships if member.body), None)
        try:
            operations.propose_change(
                programme=programme,
                text=form.cleaned_data["text"],
                body=body,
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The proposal has been handed in."))
            return redirect("programme:proposals", programme.pk)
    context = {
        "menu": "programme",
        "programme": programme,
        "page": queries.proposals_page(programme, number=request.GET.get("page", "1")),
        "form": form,
        "may_edit": access.can_edit_programme(request.memberships),
    }
    return render(request, "programme/proposals.html", context, status=422 if form.errors else 200)


@desk_page
@require_http_methods(["GET", "POST"])
def proposal(request: DeskRequest, proposal_id: int) -> HttpResponse:
    mine = Proposal.objects.filter(programme__authority=request.authority)
    thing = get_object_or_404(mine.select_related("programme", "body", "by"), pk=proposal_id)
    form = ProposalAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.answer_proposal(
                proposal=thing,
                state=form.cleaned_data["state"],
                answer=form.cleaned_data["answer"],
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The proposal has been answered."))
            return redirect("programme:proposals", thing.programme_id)
    context = {
        "menu": "programme",
        "proposal": thing,
        "form": form,
        "may_edit": access.can_edit_programme(request.memberships),
    }
    return render(request, "programme/proposal.html", context, status=422 if form.errors else 200)
