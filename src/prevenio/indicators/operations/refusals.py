"""What the operations on indicators refuse, and why."""

from django.utils.translation import gettext_lazy as _

from prevenio.kernel.errors import Refused


class CodeTaken(Refused):
    message = _("Another indicator already has the code %(code)s. Choose another one.")


class CodeNamed(Refused):
    message = _("The formula of %(other)s names this code. Change that formula first.")


class ChangedMeanwhile(Refused):
    message = _(
        "Somebody else has changed this since you opened it. Look at the page again before you "
        "save."
    )


class HasValues(Refused):
    message = _("This indicator has entered values, so it cannot be computed. Add a new one.")


class UnknownMeasure(Refused):
    message = _(
        "No room counts the measure “%(name)s”. All of them stand below “Names of measures for "
        "formulas”."
    )


class UnknownIndicator(Refused):
    message = _("There is no indicator with the code “%(code)s”.")


class OtherFrequency(Refused):
    message = _("%(code)s has values for other spans of days. A formula needs the same spans.")


class FormulaCircle(Refused):
    message = _("The formula leads back to itself: %(way)s.")


class IsComputed(Refused):
    message = _("The values of this indicator are computed by its formula.")


class WrongSpan(Refused):
    message = _("The days do not fit: the indicator has a value %(frequency)s.")


class NotYetBegun(Refused):
    message = _("These days have not begun yet.")


class AsOfTooLate(Refused):
    message = _("The day of the figure lies in the future.")


class NotACount(Refused):
    message = _("A count is a whole number and not less than nothing.")


class NotAShare(Refused):
    message = _("A share lies between none and all: the part cannot be larger than the whole.")


class ReasonMissing(Refused):
    message = _("There is a value for these days already. Say why it is corrected.")


class NothingNew(Refused):
    message = _("This value stands there already.")


class TargetReasonMissing(Refused):
    message = _("Say why: the ledger keeps the reason of every target.")


class YearsInDisorder(Refused):
    message = _("The last year lies before the first one.")


class BreakKnown(Refused):
    message = _("A break on this day is recorded already.")
