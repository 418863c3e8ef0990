"""What may be said about a series, in whole sentences of the reader's language."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from math import isfinite

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prevenio.indicators.comparing import count_needed
from prevenio.indicators.figures import number_words, percent, points, span_words
from prevenio.indicators.formulas import Missing
from prevenio.indicators.models import Frequency, Indicator, Nature
from prevenio.indicators.series import Comparison, Point, Series, TargetState, Verdict, is_small
from prevenio.indicators.spans import last_of
from prevenio.web.templatetags.parts import day

Sentence = Callable[[Mapping[str, object]], str]
_SHAPES = {
    TargetState.MET: "ok",
    TargetState.NOT_MET: "warn",
    TargetState.WAITING: "wait",
    TargetState.NO_RESULT: "off",
}


def change_words(indicator: Indicator, comparison: Comparison | None) -> str:
    """The change alone, for a table: −13%; +2.3 points; break."""
    if comparison is None:
        return "–"
    if comparison.verdict == Verdict.BREAK:
        return _("break")
    if comparison.difference is None:
        return "–"
    return _difference(indicator, comparison.difference)


def interval_words(indicator: Indicator, comparison: Comparison | None) -> str:
    """The interval alone, for a table: −17% to −8%."""
    if comparison is None or comparison.change is None:
        return ""
    change = comparison.change
    if not isfinite(change.high):
        return _("%(low)s upwards") % {"low": _difference(indicator, change.low)}
    return _("%(low)s to %(high)s") % {
        "low": _difference(indicator, change.low),
        "high": _difference(indicator, change.high),
    }


def claim(indicator: Indicator, comparison: Comparison) -> str:
    """How much changed, as the beginning of a sentence."""
    span = span_words(indicator.frequency, comparison.new.span)
    if comparison.difference is None:
        return _("%(span)s: more than none") % {"span": span}
    amount, direction = _amount(indicator, comparison.difference)
    facts = {"span": span, "amount": amount}
    if indicator.frequency == Frequency.YEAR:
        return _YEARS[direction](facts)
    return _SPANS[direction](facts)


def sentence(indicator: Indicator, comparison: Comparison | None) -> str:
    """The whole answer: the change, both numbers, and whether it is more than chance."""
    if comparison is None:
        return ""
    return f"{_with_numbers(indicator, comparison)} {verdict_words(indicator, comparison)}".strip()


def answer(indicator: Indicator, comparison: Comparison) -> SafeString:
    """The same for a page, what changed in bold."""
    said = _with_numbers(indicator, comparison)
    beginning = claim(indicator, comparison)
    return format_html(
        "<strong>{}</strong>{} {}",
        beginning,
        said.removeprefix(beginning),
        verdict_words(indicator, comparison),
    )


def verdict_words(indicator: Indicator, comparison: Comparison) -> str:
    """Whether a change is more than ordinary variation, in one sentence."""
    match comparison.verdict:
        case Verdict.MORE_THAN_CHANCE:
            return _(
                "That is more than ordinary variation: the 95%% interval reaches from %(interval)s."
            ) % {"interval": interval_words(indicator, comparison)}
        case Verdict.MAY_BE_CHANCE:
            return _may_be_chance(indicator, comparison)
        case Verdict.NO_COUNTS:
            return _("Whether that is more than chance cannot be said: the counts are not known.")
    return ""


def not_compared(indicator: Indicator, comparison: Comparison) -> str:
    """That the newest value is not compared with the one before, as a sentence."""
    facts = {
        "new": span_words(indicator.frequency, comparison.new.span),
        "old": span_words(indicator.frequency, comparison.old.span),
        "limit": indicator.smallest_shown,
    }
    match comparison.verdict:
        case Verdict.BREAK:
            return _("%(new)s is not compared with %(old)s.") % facts
        case Verdict.GAP:
            return (
                _("%(new)s is not compared with %(old)s: values between them are missing.") % facts
            )
        case Verdict.TOO_FEW:
            return (
                ngettext(
                    "Too few to compare %(new)s with %(old)s: fewer than %(limit)s event.",
                    "Too few to compare %(new)s with %(old)s: fewer than %(limit)s events.",
                    indicator.smallest_shown,
                )
                % facts
            )
    return ""


def mixed_span(indicator: Indicator, comparison: Comparison) -> str:
    """That the older span was partly counted in the new way already; nothing where it was not."""
    broken, old = comparison.broken_by, comparison.old.span
    if broken is None or not old.first < broken.day <= last_of(old):
        return ""
    return _("The end of %(span)s was already counted in the new way.") % {
        "span": span_words(indicator.frequency, old)
    }


def stale_words(indicator: Indicator, since: date, latest: Point) -> str:
    """That the newest value is not current."""
    return _("The newest value is of %(span)s. The next one has been due since %(day)s.") % {
        "span": span_words(indicator.frequency, latest.span),
        "day": day(since),
    }


def finding(series: Series) -> str:
    """The finding that stands above the chart: from the first value to the last comparable one."""
    run = max(reversed(series.segments), key=len, default=[])
    if len(run) < 3:
        return series.indicator.name
    first, last = run[0], run[-1]
    facts = {
        "first": span_words(series.indicator.frequency, first.span),
        "last": span_words(series.indicator.frequency, last.span),
    }
    if first.number is None or last.number is None or is_small(series.indicator, last):
        return series.indicator.name
    shift = float(last.number / first.number - 1) if first.number else 0.0
    if abs(shift) < 0.05:
        return _("From %(first)s to %(last)s no lasting change") % facts
    if shift < 0:
        return _("From %(first)s to %(last)s a fall") % facts
    return _("From %(first)s to %(last)s a rise") % facts


def target_words(state: str) -> str:
    match state:
        case TargetState.MET:
            return _("met")
        case TargetState.NOT_MET:
            return _("not met")
        case TargetState.WAITING:
            return _("waits for a decision")
    return _("no value yet")


def target_shape(state: TargetState) -> str:
    return _SHAPES[state]


def missing_words(missing: Missing | None) -> str:
    """Why a computed value is not there."""
    match missing:
        case Missing.DIVIDED_BY_ZERO:
            return _("There is nothing to divide by.")
        case Missing.TOO_LARGE:
            return _("The number is too large.")
    return _("A number it is made of is missing.")


def short_verdict(comparison: Comparison | None, *, stands: bool) -> str:
    """A verdict in a few words, for a list; `stands` is what is left of it among many."""
    match comparison.verdict if comparison else None:
        case Verdict.MORE_THAN_CHANCE if stands:
            return _("more than chance")
        case Verdict.MORE_THAN_CHANCE:
            return _("may be chance among so many")
        case Verdict.MAY_BE_CHANCE:
            return _("may be chance")
        case Verdict.BREAK:
            return _("not compared: break")
        case Verdict.GAP:
            return _("not compared: values are missing")
        case Verdict.TOO_FEW:
            return _("too few to compare")
        case Verdict.NO_COUNTS:
            return _("counts not known")
    return ""


def _with_numbers(indicator: Indicator, comparison: Comparison) -> str:
    return _("%(claim)s (%(new)s after %(old)s).") % {
        "claim": claim(indicator, comparison),
        "new": number_words(indicator, comparison.new.number),
        "old": number_words(indicator, comparison.old.number),
    }


def _may_be_chance(indicator: Indicator, comparison: Comparison) -> str:
    facts = {"interval": interval_words(indicator, comparison), "needed": ""}
    old = comparison.old.events
    is_more = (comparison.difference or 0) >= 0
    if indicator.nature == Nature.COUNT and old is not None and comparison.difference:
        needed = count_needed(old, more=is_more)
        if needed is not None:
            facts["needed"] = number_words(indicator, Decimal(needed))
            return (
                _(
                    "That may be chance: the 95%% interval reaches from %(interval)s. It would "
                    "take %(needed)s to be more than that."
                )
                % facts
            )
    return _("That may be chance: the 95%% interval reaches from %(interval)s.") % facts


def _amount(indicator: Indicator, difference: float) -> tuple[str, str]:
    is_share = indicator.nature == Nature.SHARE
    amount = points(abs(difference)) if is_share else percent(abs(difference))
    if not difference:
        return amount, "same"
    kind = "points" if is_share else "percent"
    return amount, f"{kind} {'more' if difference > 0 else 'fewer'}"


def _difference(indicator: Indicator, difference: float) -> str:
    if indicator.nature == Nature.SHARE:
        return _("%(number)s pp") % {"number": points(difference, signed=True)}
    return percent(difference, signed=True)


_YEARS: Mapping[str, Sentence] = {
    "same": lambda facts: _("In %(span)s as many as a year before") % facts,
    "percent more": lambda facts: _("In %(span)s %(amount)s more than a year before") % facts,
    "percent fewer": lambda facts: _("In %(span)s %(amount)s fewer than a year before") % facts,
    "points more": lambda facts: (
        _("In %(span)s %(amount)s percentage points more than a year before") % facts
    ),
    "points fewer": lambda facts: (
        _("In %(span)s %(amount)s percentage points less than a year before") % facts
    ),
}
_SPANS: Mapping[str, Sentence] = {
    "same": lambda facts: _("%(span)s: as many as in the span before") % facts,
    "percent more": lambda facts: _("%(span)s: %(amount)s more than in the span before") % facts,
    "percent fewer": lambda facts: _("%(span)s: %(amount)s fewer than in the span before") % facts,
    "points more": lambda facts: (
        _("%(span)s: %(amount)s percentage points more than in the span before") % facts
    ),
    "points fewer": lambda facts: (
        _("%(span)s: %(amount)s percentage points less than in the span before") % facts
    ),
}
