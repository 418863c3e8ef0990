"""Reads across indicators; the names that other rooms use."""

from prevenio.indicators.queries.links import of_action, of_area, of_goal
from prevenio.indicators.queries.measures import MeasureLine, measures_of_goals

__all__ = ["MeasureLine", "measures_of_goals", "of_action", "of_area", "of_goal"]
