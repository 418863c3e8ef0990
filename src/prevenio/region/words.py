"""What the journal's facts of this room say."""

from collections.abc import Mapping

FACTS: Mapping[str, object] = {}
