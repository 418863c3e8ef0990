"""Residents' reports of the samples, and what came of them. All of it made up.

Written as rows, like the questions: a report is what its events add up to, and nobody is mailed.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from prevenio.demo.samples import FOLDER
from prevenio.demo.told_photos import photos_of
from prevenio.demo.told_places import opened_place, place_plans
from prevenio.demo.told_plans import free_plans
from prevenio.demo.told_rows import Rows, written
from prevenio.demo.told_rules import keep_sample_rules
from prevenio.demo.told_stage import Stage, stage_of
from prevenio.demo.told_story import tell_story
from prevenio.journal.operations import record
from prevenio.programme.models import ProgrammeVersion
from prevenio.reports.models import PlaceEvent, ProblemPlace, ReportPhoto
from prevenio.reports.operations.categories import load_categories


def tell_sample_reports(version: ProgrammeVersion, *, at: datetime) -> None:
    """Reports of the last fourteen months in all their states, problem places, and the rules."""
    authority = version.programme.authority
    path = FOLDER / f"{authority.slug}-told.json"
    words: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    load_categories(authority=authority, by=None, at=at)
    stage = stage_of(authority, words, keep_sample_rules(authority, words, at), at)
    rows = Rows()
    for plan in free_plans(stage):
        written(rows, stage, plan)
    photos = photos_of(stage, rows.reports)
    places, events = _places(rows, stage, version)
    _write(rows, places, events, photos)
    record(
        "demo.reports.loaded",
        about=authority,
        by=None,
        at=at,
        authority_id=authority.pk,
        details={"reports": len(rows.reports), "places": len(places)},
    )


def _places(
    rows: Rows, stage: Stage, version: ProgrammeVersion
) -> tuple[Sequence[ProblemPlace], Sequence[PlaceEvent]]:
    places: list[ProblemPlace] = []
    events: list[PlaceEvent] = []
    for number, row in enumerate(stage.words["places"]):
        place = opened_place(stage, row, number, version)
        plans = place_plans(stage, row, number, place)
        reports = [written(rows, stage, plan) for plan in plans]
        events += tell_story(stage, place, row["events"], reports, rows)
        places.append(place)
    return places, events


def _write(
    rows: Rows,
    places: Iterable[ProblemPlace],
    events: Iterable[PlaceEvent],
    photos: Sequence[ReportPhoto],
) -> None:
    """Places first: reports name them."""
    ProblemPlace.objects.bulk_create(places)
    rows.write()
    PlaceEvent.objects.bulk_create(events)
    ReportPhoto.objects.bulk_create(photos)
