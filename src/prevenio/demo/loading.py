"""Loading the sample programmes into an installation that holds nothing real."""

from datetime import date, datetime

from django.db import connection, transaction

from prevenio.activities.models import Activity, ActivityKind, KindMeasure, MeasureValue
from prevenio.activities.operations.catalogue import load_pack
from prevenio.demo.accounts import (
    SignIn,
    add_administrator,
    add_clerks,
    add_people,
    sign_ins,
)
from prevenio.demo.acted import act_in_sample_years
from prevenio.demo.asked import ask_sample_questions
from prevenio.demo.contents import write_version
from prevenio.demo.exchanged import exchange_sample
from prevenio.demo.joined import join_sample
from prevenio.demo.measured import measure_sample
from prevenio.demo.placed import place_sample
from prevenio.demo.projected import project_sample
from prevenio.demo.reported import report_sample_years
from prevenio.demo.samples import REPORTING, SLUGS, Sample, sample
from prevenio.demo.sited import state_sample_site
from prevenio.demo.subscribed import announce_sample
from prevenio.demo.told import tell_sample_reports
from prevenio.demo.written import write_sample
from prevenio.journal.operations import record
from prevenio.kernel.errors import Refused
from prevenio.people.models import Authority, Body, BodyAlias, LegalKind, User
from prevenio.people.operations import search_text_of
from prevenio.programme.models import (
    Act,
    Initiative,
    Programme,
    ProgrammeKind,
    ProgrammeVersion,
    VersionState,
)
from prevenio.programme.operations.versions import digest_of, in_force_on


class RealDataPresent(Refused):
    """Said to the operator at the terminal, so in English alone."""

    message = (
        "This database holds real data (%(found)s). "
        "The sample loads only into a database that holds nothing real."
    )


@transaction.atomic
def load_samples(*, at: datetime) -> list[SignIn]:
    """Load every sample programme that is not there yet; a second run changes nothing.

    Returns the sample sign-ins. Raises RealDataPresent where anything would have to be loaded
    beside a real authority or a real account.
    """
    samples = Authority.objects.filter(is_sample=True)
    present = set(samples.values_list("slug", flat=True))
    missing = [slug for slug in SLUGS if slug not in present]
    if missing:
        _refuse_real_data()
        add_administrator()
        for slug in missing:
            _load(sample(slug), at)
    return sign_ins()


def _refuse_real_data() -> None:
    authority = Authority.objects.filter(is_sample=False).order_by("pk").first()
    if authority is not None:
        raise RealDataPresent(found=f"the authority {authority.slug}")
    if (accounts := User.objects.filter(is_sample=False).count()) > 0:
        raise RealDataPresent(found=f"real accounts: {accounts}")


def _load(content: Sample, at: datetime) -> None:
    authority = Authority.objects.create(**content["authority"], is_sample=True, created_at=at)
    bodies = _add_bodies(authority, content)
    add_people(authority, bodies)
    state_sample_site(authority, at)
    load_pack(authority=authority, by=None, at=at)
    record("demo.authority.loaded", about=authority, by=None, at=at, authority_id=authority.pk)
    version = _adopted_version(authority, bodies, content, at)
    record(
        "demo.programme.loaded",
        about=version.programme,
        by=None,
        at=at,
        authority_id=authority.pk,
        details={"version": version.number, "digest": version.digest},
    )
    place_sample(authority, at=at)
    add_clerks(authority)
    join_sample(authority, at=at)
    exchange_sample(authority, at=at)
    measure_sample(authority, at=at)
    act_in_sample_years(version, at=at)
    _analyse_what_came()
    project_sample(version, at=at)
    if authority.slug == REPORTING:
        report_sample_years(version, at=at)
    _give_addresses(bodies, content)
    ask_sample_questions(authority, at=at)
    tell_sample_reports(version, at=at)
    announce_sample(authority, at=at)
    write_sample(version, at=at)


def _give_addresses(bodies: dict[str, Body], content: Sample) -> None:
    """So that reports can be passed to some bodies.

    Only now: with an address they would be invited to send returns, and the sample says who was.
    """
    known = [row for row in content["bodies"] if "email" in row]
    for row in known:
        bodies[row["short"]].email = row["email"]
    Body.objects.bulk_update([bodies[row["short"]] for row in known], ["email"])


def _analyse_what_came() -> None:
    """Tell PostgreSQL how many rows there are: it learns nothing of an open transaction by itself.

    It took thousands of rows for one, and needed many minutes to add up the numbers of a year.
    """
    if connection.vendor == "postgresql":
        tables = (ActivityKind, KindMeasure, Activity, MeasureValue, ProgrammeVersion, Initiative)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(one._meta.db_table for one in tables)}")


def _add_bodies(authority: Authority, content: Sample) -> dict[str, Body]:
    bodies = {
        row["short"]: Body(
            authority=authority,
            short_name=row["short"],
            name=row["name"],
            public_name=row["public_name"],
            legal_kind=LegalKind(row["legal_kind"]),
            is_group=row["is_group"],
        )
        for row in content["bodies"]
    }
    aliases = [
        BodyAlias(body=bodies[row["short"]], name=name)
        for row in content["bodies"]
        for name in row["aliases"]
    ]
    for row in content["bodies"]:
        body = bodies[row["short"]]
        body.search_text = search_text_of(body, *row["aliases"])
    Body.objects.bulk_create(bodies.values())
    BodyAlias.objects.bulk_create(aliases)
    return bodies


def _adopted_version(
    authority: Authority, bodies: dict[str, Body], content: Sample, at: datetime
) -> ProgrammeVersion:
    act = _add_act(authority, content)
    version = ProgrammeVersion.objects.create(
        programme=_add_programme(authority, bodies, content), act=act, created_at=at
    )
    write_version(version, bodies, content)
    # Neither document says when its act was published, so the day on which it came into force is
    # not known. The day of the act itself stands in, as it does when a person adopts a version.
    version.effective_from = in_force_on(act) or act.adopted_on
    version.state, version.adopted_at, version.is_public = VersionState.ADOPTED, at, True
    version.digest = digest_of(version)
    version.save()
    return version


def _add_programme(authority: Authority, bodies: dict[str, Body], content: Sample) -> Programme:
    said = content["programme"]
    return Programme.objects.create(
        authority=authority,
        title=said["title"],
        summary=said["summary"],
        first_year=said["first_year"],
        last_year=said["last_year"],
        lead_body=bodies[said["lead_body"]],
        kind=said.get("kind", ProgrammeKind.UNSET),
        **said.get("forerunner", {}),
    )


def _add_act(authority: Authority, content: Sample) -> Act:
    said = content["act"]
    return Act.objects.create(
        authority=authority,
        kind=said["kind"],
        number=said["number"],
        adopted_on=date.fromisoformat(said["date"]),
        body_name=said["body"],
        # A declaration has no number; it is known by its name.
        subject=said.get("name") or said["subject"],
        legal_basis=said["legal_basis"],
        executor=said["executor"],
        publication=said["publication"],
        days_to_force=said["days_to_force"],
    )
