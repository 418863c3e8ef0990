"""Tables of the indicators: passports, values, targets, breaks."""

from prevenio.indicators.models.fields import ExactDecimalField, plain
from prevenio.indicators.models.indicators import (
    Direction,
    Frequency,
    Indicator,
    IndicatorClass,
    IndicatorGroup,
    IndicatorLink,
    LinkKind,
    Nature,
)
from prevenio.indicators.models.statistics import StatisticsTerritory, StatisticsUpload
from prevenio.indicators.models.values import (
    BreakState,
    IndicatorValue,
    SeriesBreak,
    Target,
    TargetKind,
)

__all__ = [
    "BreakState",
    "Direction",
    "ExactDecimalField",
    "Frequency",
    "Indicator",
    "IndicatorClass",
    "IndicatorGroup",
    "IndicatorLink",
    "IndicatorValue",
    "LinkKind",
    "Nature",
    "SeriesBreak",
    "StatisticsTerritory",
    "StatisticsUpload",
    "Target",
    "TargetKind",
    "plain",
]
