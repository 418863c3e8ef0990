"""What tests that keep photos begin with."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine

from prevenio.reports.tests.factories import MORNING


@pytest.fixture
def morning_with_files(settings: Any, tmp_path: Path) -> Iterator[None]:
    """The morning of the sample reports, with a store of files that is thrown away."""
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(MORNING, tick=False):
        yield
