"""What is wrong with a formula, where, and how to mend it."""

from django.utils.translation import gettext_lazy as _

from prevenio.kernel.errors import Refused


class FormulaFault(Refused):
    """A formula that cannot be read. `position` counts its characters from one."""

    @property
    def position(self) -> int:
        return int(str(self.facts.get("position", 0)))


class FormulaEmpty(FormulaFault):
    message = _("Write a formula.")


class FormulaTooLong(FormulaFault):
    message = _("The formula is longer than %(limit)s characters. Split it into two indicators.")


class FormulaTooDeep(FormulaFault):
    message = _(
        "Character %(position)s: too many parts or parentheses. Split the formula into two "
        "indicators."
    )


class UnknownCharacter(FormulaFault):
    message = _(
        "Character %(position)s: “%(text)s” does not belong in a formula. Write numbers with a "
        "point (0.5), + - * /, parentheses and names of measures."
    )


class TextWithoutEnd(FormulaFault):
    message = _("Character %(position)s: a quotation mark is missing after the code.")


class NumberTooLong(FormulaFault):
    message = _("Character %(position)s: the number has too many digits.")


class SomethingMissing(FormulaFault):
    message = _("Character %(position)s: a number or a measure is missing here.")


class ParenthesisMissing(FormulaFault):
    message = _("Character %(position)s: a closing parenthesis is missing here.")


class SomethingLeft(FormulaFault):
    message = _("Character %(position)s: “%(text)s” was not expected here. Is a sign missing?")


class UnknownFunction(FormulaFault):
    message = _("Character %(position)s: there is no function “%(text)s”. There are: %(known)s.")


class WrongArguments(FormulaFault):
    message = _("Character %(position)s: “%(text)s” takes another number of values.")


class CodeExpected(FormulaFault):
    message = _(
        "Character %(position)s: write the code of the other indicator in quotation marks: "
        'indicator("W-03").'
    )


class MeasureExpected(FormulaFault):
    message = _(
        "Character %(position)s: “%(text)s” is no name of a measure. Names have parts with "
        "points between them, as activities.lesson.people."
    )
