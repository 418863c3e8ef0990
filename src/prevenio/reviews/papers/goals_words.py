"""A goals review put into words."""

from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from prevenio.people.models import Authority
from prevenio.reviews import wording
from prevenio.reviews.figures import Tally
from prevenio.reviews.models import COUNTED, Degree
from prevenio.reviews.papers.blocks import (
    Block,
    Chapter,
    Drawing,
    Facts,
    Paper,
    Table,
    Words,
    readable,
)
from prevenio.reviews.papers.goals import GoalLine, GoalsContent
from prevenio.reviews.papers.labels import as_of_row, day_of, labels, mark_of, span_in_words
from prevenio.reviews.papers.measures import MeasureLine
from prevenio.reviews.printed import authority_of
from prevenio.web.charts import Chart, stacks, step_colours
from prevenio.web.templatetags.parts import figure

_LONGEST_LABEL = 44


def goals_paper(content: GoalsContent, authority: Authority) -> Paper:
    """The goals review in the language of the authority."""
    with translation.override(authority.language):
        paper: Paper = readable(_paper(content, authority))
        return paper


def _paper(content: GoalsContent, authority: Authority) -> Paper:
    whole = tally_of_goal(content.whole)
    return Paper(
        language=authority.language,
        authority=authority_of(authority),
        title=_("Report on the most important goals"),
        when=span_in_words(content.first_day, content.last_day),
        programme=content.programme,
        mark=mark_of(authority),
        lead=wording.result(whole),
        rest=wording.remainder(whole),
        cover=_cover(content, authority),
        chapters=[_cascade(content), _measures(content), _degrees(content, authority), _method()],
        sources=_sources(content, authority),
        digest=content.digest,
        labels=labels(),
    )


def tally_of_goal(goal: GoalLine) -> Tally:
    """The counts of a goal in the shape that the sentences take."""
    return Tally(
        full=goal.degrees.get(Degree.FULL, 0),
        largely=goal.degrees.get(Degree.LARGELY, 0),
        partly=goal.degrees.get(Degree.PARTLY, 0),
        not_at_all=goal.degrees.get(Degree.NOT_AT_ALL, 0),
        not_due=goal.degrees.get(Degree.NOT_DUE, 0),
        not_triggered=goal.degrees.get(Degree.NOT_TRIGGERED, 0),
        unassessed=goal.silent,
    )


def _cover(content: GoalsContent, authority: Authority) -> list[list[str]]:
    goals = sum(one.level == "GOAL" for one in content.goals)
    counts = _("goals: %(goals)s, actions: %(actions)s") % {
        "goals": goals,
        "actions": content.whole.actions,
    }
    return [
        [_("Programme"), content.programme, ""],
        [_("What is counted"), counts, ""],
        [*as_of_row(authority, content.as_of), ""],
    ]


def _cascade(content: GoalsContent) -> Chapter:
    """From the strategy down to the measures, one below the other."""
    names = {
        "STRATEGIC": _("Strategic goal"),
        "OPERATIONAL": _("Operational goal"),
        "MAIN_GOAL": _("Main goal of the programme"),
    }
    rows = [[names[one.level], one.text] for one in content.goals if one.level in names]
    rows += [[_("Measure"), one.name] for one in content.measures]
    blocks: list[Block] = [Facts(rows)] if rows else []
    if not rows:
        blocks.append(Words(_("The programme names no goal of the authority's strategy.")))
    return Chapter(_("From the strategy to the measures"), blocks)


def _measures(content: GoalsContent) -> Chapter:
    title = _("Measures")
    if not content.measures:
        return Chapter(title, [Words(_("No measure has a value for these days yet."))])
    rows = [_measure_row(one) for one in content.measures]
    head = (
        pgettext("column", "Measure"),
        pgettext("column", "Unit"),
        _("Value"),
        _("The year before"),
        _("Target"),
        _("State of the data"),
    )
    caption = _("Measures of the goals, with the year before and the target")
    table = Table(caption, head, rows, (60, 24, 20, 22, 20, 24), right=(2, 3, 4))
    said = [Words(f"{one.name}: {one.sentence}") for one in content.measures if one.sentence]
    sources = [Words(words, is_note=True) for one in content.measures if (words := _source(one))]
    return Chapter(title, [table, *said, *sources])


def _measure_row(one: MeasureLine) -> list[str]:
    numbers = [
        figure(number) if number else "–" for number in (one.value, one.previous, one.target)
    ]
    return [one.name, one.unit, *numbers, day_of(one.as_of)]


def _source(one: MeasureLine) -> str:
    said = [_("%(name)s: source %(source)s.") % {"name": one.name, "source": one.source}]
    if one.stand_in:
        said.append(_("It stands in for: %(what)s.") % {"what": one.stand_in.rstrip(".")})
    return " ".join(said) if one.source or one.stand_in else ""


def _degrees(content: GoalsContent, authority: Authority) -> Chapter:
    goals = [one for one in content.goals if one.actions]
    title = _("How far the goals have come")
    if not goals:
        words = Words(_("No action of the programme is joined with a goal."))
        return Chapter(title, [words], lead=wording.result(tally_of_goal(content.whole)))
    rows = [_goal_row(number, one) for number, one in enumerate(goals, start=1)]
    head = (
        _("No."),
        _("Goal"),
        pgettext("column", "Actions"),
        *(str(degree.label) for degree in COUNTED),
        _("Not expected"),
        _("Silent"),
    )
    table = Table(
        _("Actions of each goal by degree"),
        head,
        rows,
        (8, 38, 18, 15, 25, 20, 13, 20, 13),
        right=(2, 3, 4, 5, 6, 7, 8),
    )
    notes = [
        Words(
            _("One action may serve several goals. Not expected: not due or not triggered."),
            is_note=True,
        )
    ]
    return Chapter(
        title, [Drawing(_chart(goals, authority)), table, *notes], lead=_by_return(content)
    )


def _goal_row(number: int, goal: GoalLine) -> list[str]:
    tally = tally_of_goal(goal)
    numbers = (goal.actions, *tally.steps, tally.not_expected, tally.unassessed)
    return [str(number), goal.text, *map(str, numbers)]


def _by_return(content: GoalsContent) -> str:
    count = content.whole.by_return
    if not count:
        return ""
    return ngettext(
        "%(count)s action counts by what its accepted return speaks for, as nobody has judged it.",
        "%(count)s actions count by what their accepted returns speak for, as nobody has judged "
        "them.",
        count,
    ) % {"count": count}


def _chart(goals: Sequence[GoalLine], authority: Authority) -> Chart:
    tallies = [tally_of_goal(one) for one in goals]
    names = [str(degree.label) for degree in COUNTED]
    rows = [
        (_label(number, goal), tally.steps, wording.short_result_tip(tally))
        for number, (goal, tally) in enumerate(zip(goals, tallies, strict=True), start=1)
    ]
    said = "; ".join(
        f"{goal.text} {wording.short_result(tally)}"
        for goal, tally in zip(goals, tallies, strict=True)
    )
    return Chart(
        title=_("Degree of realisation, goal by goal"),
        subtitle=_("Number of actions by degree; at the tip: in full of all counted"),
        text=said,
        head=(),
        rows=(),
        spec=stacks(
            rows, list(zip(names, step_colours(authority), strict=True)), width=330, label_width=320
        ),
    )


def _label(number: int, goal: GoalLine) -> str:
    text = f"{number}. {goal.text}"
    return text if len(text) <= _LONGEST_LABEL else f"{text[: _LONGEST_LABEL - 1].rstrip()}…"


def _method() -> Chapter:
    return Chapter(
        _("How it was counted"),
        [
            Words(
                _(
                    "An action counts by the bureau's assessment; where there is none yet, by the "
                    "degree that the accepted return of its lead body speaks for. Only periods "
                    "that lie within these days count."
                )
            ),
            Words(
                _(
                    "Actions that were not due or not triggered lower no result. Measures keep the "
                    "source and the day of their data."
                )
            ),
        ],
    )


def _sources(content: GoalsContent, authority: Authority) -> list[list[str]]:
    span = f"{day_of(content.first_day)} – {day_of(content.last_day)}"
    return [
        [_("Programme"), content.programme],
        [_("Period"), span],
        [_("Degrees"), _("assessments of the bureau, accepted returns of the lead bodies")],
        [_("Measures"), ", ".join(dict.fromkeys(one.source for one in content.measures)) or "–"],
        as_of_row(authority, content.as_of),
    ]
