"""What kind of number a series holds, and whether it sorts people: by the source's own words."""

import re

from prevenio.indicators.importing.values import Nature, StatisticValue
from prevenio.kernel.text import fold

# A row of the Czech police: the category may name victims (“obchodování s dětmi”) and still counts
# deeds; only what the column says can sort by who did them.
CATEGORY = re.compile(r"\d{1,4}(?:-\d{1,4})?(?: .*)?: (?P<column>.+)", re.DOTALL)

# Words without diacritics. Czech tables: “spácháno nezletilými, mladistvými, dětmi, cizinci,
# opakov. trest. osobami, pod vlivem alkoholu, firmou”. Polish ones: suspects, offenders, the
# injured.
OF_PERSONS = re.compile(
    r"\bspachan|\bpachatel|\bstihan|\bobet|\bposkozen(?:y|i|ych|ym|ymi|eho|emu)\b"
    r"|\bpodejrzan|\bnieletni|\bsprawc|\bofiar|\bpokrzywdz|\bcudzoziem|\brecydyw|\bskazan"
    r"|\boffender|\bsuspect|\bvictim|\bperpetrator"
)
# The rate of detection speaks of offenders but is a share of deeds.
OF_DEEDS = re.compile(r"wskaznik\w* wykrywalnosci sprawcow przestepstw")

RATE = re.compile(r"\b(?:na|per)\s+(?:1|10|100)?[ .]?(?:000|tys\w*|tisic\w*|thousand)\b")
SHARE = re.compile(
    r"%|\bproc\.|\bprocent|\bodset|\bodsetek|\budzial|\bpodil|wykrywalnosci|objasnenost"
)
MONEY = re.compile(r"\b(?:kc|czk|zl|pln|eur|euro)\b|€")


def is_about_persons(series: str) -> bool:
    """Whether a series describes offenders or victims as persons; such numbers are not kept."""
    match = CATEGORY.fullmatch(series)
    said = OF_DEEDS.sub("", fold(match["column"] if match else series))
    return OF_PERSONS.search(said) is not None


def nature_of(value: StatisticValue) -> Nature:
    """Whether the number is a count, a share, a rate per so many people, or money.

    The unit is asked first; where the source writes none, the words of the column decide.
    """
    unit, said = fold(value.unit), fold(value.column or value.series)
    if MONEY.search(unit):
        return Nature.AMOUNT
    if unit == "%" or SHARE.search(unit):
        return Nature.SHARE
    if RATE.search(said):
        return Nature.RATE
    if unit in ("", "-") and SHARE.search(said):
        return Nature.SHARE
    return Nature.COUNT
