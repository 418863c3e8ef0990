"""Printing the sample programme of Kielce, 110 actions, as PDF/UA-1."""

from collections.abc import Iterator

from django.core.management import call_command
from django.utils import timezone

from prevenio.demo.loading import load_samples
from prevenio.programme.documents import programme_pdf
from prevenio.programme.models import ProgrammeVersion
from prevenio.programme.queries.whole import whole_programme
from tooling.bench import Measured, timed, timed_once


def measure() -> Iterator[Measured]:
    call_command("migrate", verbosity=0)
    load_samples(at=timezone.now())
    version = ProgrammeVersion.objects.filter(programme__authority__slug="kielce").latest("pk")
    whole = whole_programme(version)
    actions = version.actions.filter(parent=None).count()
    yield Measured("its rows out of the database", timed(lambda: whole_programme(version)))
    first = timed_once(lambda: programme_pdf(whole))
    yield Measured("the programme as PDF/UA-1, first time", first, 1.0, f"{actions} actions")
    again = timed(lambda: programme_pdf(whole))
    yield Measured("the programme as PDF/UA-1, unchanged", again)
