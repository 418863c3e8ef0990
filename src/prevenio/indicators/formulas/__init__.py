"""The small language of formulas: numbers, measures, other indicators, a few functions.

`parse` reads it, `printed` writes it back, `evaluate` computes with it. Nothing else can be said
in it, so a formula typed by anybody is safe to keep and to run.
"""

from prevenio.indicators.formulas.evaluating import Answer, Facts, Missing, evaluate
from prevenio.indicators.formulas.faults import FormulaFault
from prevenio.indicators.formulas.needs import Needs, cycle_among, needs_of
from prevenio.indicators.formulas.nodes import (
    Call,
    Negation,
    Node,
    Number,
    Operation,
    OtherIndicator,
    SourceMeasure,
)
from prevenio.indicators.formulas.parsing import LONGEST, parse
from prevenio.indicators.formulas.printing import printed

__all__ = [
    "LONGEST",
    "Answer",
    "Call",
    "Facts",
    "FormulaFault",
    "Missing",
    "Needs",
    "Negation",
    "Node",
    "Number",
    "Operation",
    "OtherIndicator",
    "SourceMeasure",
    "cycle_among",
    "evaluate",
    "needs_of",
    "parse",
    "printed",
]
