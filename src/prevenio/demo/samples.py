"""The sample programmes as they lie in the data files."""

import json
from pathlib import Path
from typing import Any

Sample = dict[str, Any]

FOLDER = Path(__file__).resolve().parent / "data_files"
SLUGS = ("kielce", "plzen-region")
# The sample whose bodies report on their actions.
REPORTING = "kielce"


def sample(slug: str) -> Sample:
    """One sample programme with its authority, its bodies and its act."""
    loaded: Sample = json.loads((FOLDER / f"{slug}.json").read_text(encoding="utf-8"))
    return loaded
