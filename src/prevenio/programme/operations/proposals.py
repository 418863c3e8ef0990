"""Proposals to change the programme, from whoever takes part in it."""

from datetime import datetime

from django.db import transaction

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, WrongState
from prevenio.people.models import Body, User
from prevenio.programme import access
from prevenio.programme.models import Programme, Proposal, ProposalState


@transaction.atomic
def propose_change(
    *, programme: Programme, text: str, body: Body | None, by: User, at: datetime
) -> Proposal:
    """Hand in a proposal. Raises NotAllowed."""
    if not access.can_propose(by, programme.authority, at):
        raise NotAllowed
    proposal = Proposal.objects.create(programme=programme, text=text, body=body, by=by, at=at)
    record(
        "programme.proposal.made",
        about=proposal,
        by=by,
        at=at,
        authority_id=programme.authority_id,
    )
    return proposal


@transaction.atomic
def answer_proposal(
    *, proposal: Proposal, state: ProposalState, answer: str, by: User, at: datetime
) -> Proposal:
    """Take a proposal into the work on the next version, or decline it; both with an answer.

    Raises NotAllowed or WrongState.
    """
    proposal = (
        Proposal.objects.select_for_update(of=("self",), no_key=True)
        .select_related("programme__authority")
        .get(pk=proposal.pk)
    )
    if not access.can_edit_programme(by, proposal.programme.authority, at):
        raise NotAllowed
    if proposal.state != ProposalState.NEW:
        raise WrongState
    proposal.state, proposal.answer = state, answer.strip()
    proposal.save(update_fields=["state", "answer"])
    record(
        "programme.proposal.answered",
        about=proposal,
        by=by,
        at=at,
        authority_id=proposal.programme.authority_id,
        details={"state": state},
    )
    return proposal
