from contextlib import AbstractContextManager
from copy import deepcopy
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import override_settings


def sheet_of_parts(**more: Any) -> AbstractContextManager[object]:
    """The living sheet of parts instead of the rooms' pages."""
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [Path(__file__).parent / "templates"]
    return override_settings(
        ROOT_URLCONF="prevenio.web.tests.sample_urls", TEMPLATES=templates, **more
    )
