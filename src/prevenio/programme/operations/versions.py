"""The life of a version: amended, handed over, adopted, shown to the public."""

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Max, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import canonical, record
from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.people.models import Body, User
from prevenio.programme import access
from prevenio.programme.importing.document import as_json
from prevenio.programme.models import (
    Abbreviation,
    Act,
    Action,
    ActionRole,
    Amount,
    AreaOfAction,
    Audience,
    Chapter,
    DraftingMember,
    Funding,
    Initiative,
    InitiativeRole,
    Milestone,
    Programme,
    ProgrammeVersion,
    ProjectCount,
    Statement,
    VersionState,
)
from prevenio.programme.queries.contents import document_of


class DraftOpen(Refused):
    message = _("Version %(number)s is still being drafted. Finish or discard it first.")


class ReasonMissing(Refused):
    message = _("Say why the programme is being amended.")


class ActMissing(Refused):
    message = _("Record the act that adopts this version first: its kind, number and date.")


class FindingsOpen(Refused):
    message = _(
        "The check blocks publication: %(count)s. Mend these findings, let them stand with a "
        "reason, or say why the version is adopted with them."
    )


class EffectiveBeforeAct(Refused):
    message = _("A version cannot take effect on %(day)s, before its act was adopted.")


@transaction.atomic
def begin_amendment(
    *, version: ProgrammeVersion, reason: str, by: User, at: datetime
) -> ProgrammeVersion:
    """A new draft with the whole content of an adopted version; every row keeps its lineage.

    Raises NotAllowed, WrongState, ReasonMissing or DraftOpen.
    """
    programme = _locked_programme(version, by, at)
    if version.state != VersionState.ADOPTED:
        raise WrongState
    if not reason.strip():
        raise ReasonMissing
    _refuse_second_draft(programme)
    highest = (
        programme.versions.filter(major=version.major)
        .exclude(state=VersionState.DISCARDED)
        .aggregate(highest=Max("minor"))["highest"]
    )
    draft = ProgrammeVersion.objects.create(
        programme=programme,
        major=version.major,
        minor=highest + 1,
        based_on=version,
        source=version.source,
        reason=reason.strip(),
        created_at=at,
    )
    copy_contents(version, draft)
    record(
        "programme.amendment.begun",
        about=draft,
        by=by,
        at=at,
        authority_id=programme.authority_id,
        details={"reason": draft.reason},
    )
    return draft


@transaction.atomic
def begin_next_period(
    *,
    version: ProgrammeVersion,
    title: str,
    first_year: int,
    last_year: int,
    keep: set[uuid.UUID],
    by: User,
    at: datetime,
) -> ProgrammeVersion:
    """The programme of the next period, carrying over the areas named by their lineage.

    What is carried over keeps its lineage, so it can be compared with the period before.
    Raises NotAllowed or DraftOpen.
    """
    before = _locked_programme(version, by, at)
    if (
        open_one := before.successors.filter(versions__state=VersionState.DRAFT).first()
    ) is not None:
        raise DraftOpen(number=str(open_one))
    programme = Programme.objects.create(
        authority=before.authority,
        title=title.strip(),
        first_year=first_year,
        last_year=last_year,
        kind=before.kind,
        lead_body=before.lead_body,
        accountable_office=before.accountable_office,
        predecessor=before,
    )
    draft = ProgrammeVersion.objects.create(programme=programme, based_on=version, created_at=at)
    copy_contents(version, draft)
    draft.areas.exclude(lineage__in=keep).delete()
    record("programme.period.begun", about=draft, by=by, at=at, authority_id=programme.authority_id)
    return draft


@transaction.atomic
def hand_over_version(*, version: ProgrammeVersion, by: User, at: datetime) -> ProgrammeVersion:
    """Pass a draft on for approval; it cannot be edited until it is sent back.

    Raises NotAllowed or WrongState.
    """
    return _moved(version, VersionState.HANDED_OVER, "programme.version.handed_over", by, at)


@transaction.atomic
def send_back_version(
    *, version: ProgrammeVersion, reason: str, by: User, at: datetime
) -> ProgrammeVersion:
    """Return a version that waits for approval to its authors, saying why.

    Raises NotAllowed, WrongState or ReasonMissing.
    """
    if not reason.strip():
        raise ReasonMissing
    return _moved(version, VersionState.DRAFT, "programme.version.sent_back", by, at, reason)


@transaction.atomic
def discard_version(*, version: ProgrammeVersion, by: User, at: datetime) -> ProgrammeVersion:
    """Give a draft up; it stays for the record and frees its number.

    Raises NotAllowed or WrongState.
    """
    return _moved(version, VersionState.DISCARDED, "programme.version.discarded", by, at)


@transaction.atomic
def adopt_version(
    *,
    version: ProgrammeVersion,
    act: Act | None,
    effective_from: date | None,
    by: User,
    at: datetime,
    show_to_public: bool = True,
    blocking_findings: int = 0,
    despite: str = "",
) -> ProgrammeVersion:
    """Record that an act adopted a version, freeze it with its digest, and pin it for the public.

    Without a day, the version takes effect as its act says. With findings that block publication
    it says why it is adopted `despite` them. Raises NotAllowed, WrongState, ActMissing,
    EffectiveBeforeAct or FindingsOpen.
    """
    version = _locked_version(version)
    authority = version.programme.authority
    if not access.can_adopt_programme(by, authority, at):
        raise NotAllowed
    if not version.can_move_to(VersionState.ADOPTED):
        raise WrongState
    if act is None or act.adopted_on is None:
        raise ActMissing
    effective = effective_from or in_force_on(act) or act.adopted_on
    if effective < act.adopted_on:
        raise EffectiveBeforeAct(day=effective)
    if blocking_findings and not despite.strip():
        raise FindingsOpen(count=blocking_findings)
    _freeze_spellings(version)
    version.act, version.effective_from, version.adopted_at = act, effective, at
    version.state, version.digest = VersionState.ADOPTED, digest_of(version)
    version.save()
    record(
        "programme.version.adopted",
        about=version,
        by=by,
        at=at,
        authority_id=authority.pk,
        details={
            "digest": version.digest,
            "effective_from": effective.isoformat(),
            **({"despite": despite.strip()} if blocking_findings else {}),
        },
    )
    if show_to_public:
        pin_public_version(version=version, by=by, at=at)
    return version


@transaction.atomic
def pin_public_version(*, version: ProgrammeVersion, by: User, at: datetime) -> None:
    """Choose the adopted version that the public sees. Raises NotAllowed or WrongState."""
    programme = Programme.objects.select_for_update(no_key=True).get(pk=version.programme_id)
    if not access.can_adopt_programme(by, programme.authority, at):
        raise NotAllowed
    if version.state != VersionState.ADOPTED:
        raise WrongState
    programme.versions.filter(is_public=True).update(is_public=False)
    programme.versions.filter(pk=version.pk).update(is_public=True)
    version.is_public = True
    record(
        "programme.version.published",
        about=version,
        by=by,
        at=at,
        authority_id=programme.authority_id,
    )


def in_force_on(act: Act) -> date | None:
    """The first day in force: as stated, else so many days after publication.

    The day of publication is not counted (in Poland: act on the promulgation of normative acts,
    art. 4 and 6), so an act in force "after 14 days" begins on the fifteenth day after it.
    """
    if act.in_force_on is not None:
        return act.in_force_on
    if act.published_on is not None and act.days_to_force is not None:
        return act.published_on + timedelta(days=act.days_to_force + 1)
    return None


def digest_of(version: ProgrammeVersion) -> str:
    """SHA-256 over the version's whole content in canonical JSON.

    Bodies count by their spelling in the version, so a body renamed later breaks no seal.
    """
    content = replace(document_of(version), bodies=(), language="")
    return hashlib.sha256(canonical(as_json(content)).encode()).hexdigest()


def _freeze_spellings(version: ProgrammeVersion) -> None:
    short_name = Body.objects.filter(pk=OuterRef("body_id")).values("short_name")
    for roles in (
        ActionRole.objects.filter(action__version=version),
        InitiativeRole.objects.filter(initiative__version=version),
    ):
        roles.filter(written_as="").update(written_as=Subquery(short_name))


def copy_contents(old: ProgrammeVersion, new: ProgrammeVersion) -> None:
    """Copy every row of a version into an empty one, in bulk, keeping each row's lineage."""
    for model in (Chapter, Abbreviation, Amount, DraftingMember, ProjectCount):
        _copied(model, new, model._default_manager.filter(version=old))
    statements = _copied(Statement, new, old.statements.all())
    for original in old.statements.exclude(serves=None):
        Statement.objects.filter(pk=statements[original.pk].pk).update(
            serves=statements[original.serves_id]  # type: ignore[index]
        )
    areas = _copied(AreaOfAction, new, old.areas.all())
    actions = _copied(Action, new, old.actions.filter(parent=None), area=areas)
    _copied(Action, new, old.actions.exclude(parent=None), area=areas, parent=actions)
    _copied_below(ActionRole, "action", actions)
    _copied_links(Action.goals.through, "action_id", actions, "statement_id", statements)
    _copied_links(Action.forms.through, "action_id", actions, "statement_id", statements)
    initiatives = _copied(Initiative, new, old.initiatives.all())
    for below in (InitiativeRole, Audience, Funding):
        _copied_below(below, "initiative", initiatives)
    _copied_links(
        Initiative.municipalities.through, "initiative_id", initiatives, "municipality_id", None
    )
    milestones = _copied(Milestone, new, old.milestones.all())
    _copied_links(
        Milestone.municipalities.through, "milestone_id", milestones, "municipality_id", None
    )


Copies = dict[int, Any]


def _copied(
    model: type[models.Model],
    new: ProgrammeVersion,
    rows: "models.QuerySet[Any]",
    **parents: Copies,
) -> Copies:
    originals = list(rows.order_by("pk"))
    copies = [_copy(row, {"version": new}, parents) for row in originals]
    model._default_manager.bulk_create(copies)
    return {row.pk: copy for row, copy in zip(originals, copies, strict=True)}


def _copied_below(model: type[models.Model], name: str, parents: Copies) -> None:
    rows = model._default_manager.filter(**{f"{name}__in": list(parents)}).order_by("pk")
    model._default_manager.bulk_create([_copy(row, {}, {name: parents}) for row in rows])


def _copy(row: Any, values: Mapping[str, Any], parents: Mapping[str, Copies]) -> Any:
    kept = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name not in values and field.name not in parents
    }
    moved = {name: copies[getattr(row, f"{name}_id")] for name, copies in parents.items()}
    kept.pop("serves_id", None)
    return type(row)(**kept, **values, **moved)


def _copied_links(
    through: type[models.Model], left: str, lefts: Copies, right: str, rights: Copies | None
) -> None:
    rows = through._default_manager.filter(**{f"{left}__in": list(lefts)}).values_list(left, right)
    through._default_manager.bulk_create(
        through(**{left: lefts[one].pk, right: rights[other].pk if rights else other})
        for one, other in rows
    )


def _locked_programme(version: ProgrammeVersion, by: User, at: datetime) -> Programme:
    programme = Programme.objects.select_for_update(no_key=True).get(pk=version.programme_id)
    if not access.can_edit_programme(by, programme.authority, at):
        raise NotAllowed
    return programme


def _locked_version(version: ProgrammeVersion) -> ProgrammeVersion:
    return (
        ProgrammeVersion.objects.select_for_update(of=("self",), no_key=True)
        .select_related("programme__authority")
        .get(pk=version.pk)
    )


def _refuse_second_draft(programme: Programme) -> None:
    drafts = programme.versions.filter(state__in=[VersionState.DRAFT, VersionState.HANDED_OVER])
    if (draft := drafts.first()) is not None:
        raise DraftOpen(number=draft.number)


def _moved(
    version: ProgrammeVersion,
    state: VersionState,
    fact: str,
    by: User,
    at: datetime,
    reason: str = "",
) -> ProgrammeVersion:
    version = _locked_version(version)
    if not access.can_edit_programme(by, version.programme.authority, at):
        raise NotAllowed
    if not version.can_move_to(state):
        raise WrongState
    version.state = state
    version.save(update_fields=["state"])
    record(
        fact,
        about=version,
        by=by,
        at=at,
        authority_id=version.programme.authority_id,
        details={"reason": reason} if reason else None,
    )
    return version
