"""Residents' reports of the samples, and what came of them. All of it made up.

Written as rows, like the questions: a report is what its events add up to, and nobody is mailed.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from prevenio.demo.samples import FOLDER
from prevenio.demo.told_photos import photos_of
from prevenio.demo.told_places import opened_place, place_plans
from prevenio.demo.told_plans import free_plans
from prevenio.demo.told_rows import Rows, written
from prevenio.demo.told_rules import keep_sample_rules
from prevenio.demo.told_stage import Stage, stage_of
from prevenio.demo.told_story import Story, tell_story
from prevenio.journal.operations import record
from prevenio.programme.models import ProgrammeVersion
from prevenio.reports.models import PlaceEvent, ProblemPlace, ReportPhoto, ReviewBody
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
    stories = _stories(rows, stage, version)
    _write(rows, stories, photos)
    record(
        "demo.reports.loaded",
        about=authority,
        by=None,
        at=at,
        authority_id=authority.pk,
        details={"reports": len(rows.reports), "places": len(stories)},
    )


def _stories(rows: Rows, stage: Stage, version: ProgrammeVersion) -> Sequence[Story]:
    stories = []
    for number, row in enumerate(stage.words["places"]):
        place = opened_place(stage, row, number, version)
        plans = place_plans(stage, row, number, place)
        reports = [written(rows, stage, plan) for plan in plans]
        stories.append(tell_story(stage, place, row["events"], reports, rows))
    return stories


def _write(rows: Rows, stories: Sequence[Story], photos: Sequence[ReportPhoto]) -> None:
    """Places first: reports name them."""
    ProblemPlace.objects.bulk_create(one.place for one in stories)
    rows.write()
    PlaceEvent.objects.bulk_create(event for one in stories for event in one.events)
    ReviewBody.objects.bulk_create(body for one in stories for body in one.took_part)
    ReportPhoto.objects.bulk_create(photos)
