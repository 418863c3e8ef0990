"""The morning on which the tests of reports happen."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine

from prevenio.reports.tests.factories import MORNING


@pytest.fixture
def morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def morning_with_files(settings: Any, tmp_path: Path, morning: None) -> None:
    """The same, with a store of files that is thrown away."""
    settings.MEDIA_ROOT = tmp_path
