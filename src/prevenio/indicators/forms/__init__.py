"""What people type about indicators."""

from prevenio.indicators.forms.entries import BreakForm, TargetForm, ValueForm, WithdrawForm
from prevenio.indicators.forms.passports import PassportForm
from prevenio.indicators.forms.statistics import StatisticsForm

__all__ = [
    "BreakForm",
    "PassportForm",
    "StatisticsForm",
    "TargetForm",
    "ValueForm",
    "WithdrawForm",
]
