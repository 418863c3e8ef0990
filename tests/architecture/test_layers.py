import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model

from tests.architecture.project import ROOT, layers, rooms

LINTER = Path(sys.executable).with_name("lint-imports")


@pytest.mark.slow
def test_rooms_import_only_downwards() -> None:
    linting = subprocess.run(
        [LINTER, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert linting.returncode == 0, linting.stdout


def test_every_room_has_its_layer() -> None:
    assert {room for line in layers() for room in line} == rooms()


def test_foreign_keys_point_down() -> None:
    depth = {room: depth for depth, line in enumerate(layers()) for room in line}
    ours = [model for model in apps.get_models() if model.__module__.startswith("prevenio.")]
    upward = [
        f"{field} -> {target._meta.label}"
        for model in ours
        for field in model._meta.get_fields()
        if (field.many_to_one or field.many_to_many or field.one_to_one) and not field.auto_created
        if (target := field.related_model) in ours
        if isinstance(target, type) and issubclass(target, Model)
        if target._meta.app_label != model._meta.app_label
        if depth[target._meta.app_label] <= depth[model._meta.app_label]
    ]

    assert upward == []
