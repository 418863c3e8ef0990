"""Which series sort people, and what kind of number each one holds."""

import pytest

from prevenio.indicators.importing.series_kinds import is_about_persons, nature_of
from prevenio.indicators.importing.values import Nature, StatisticValue


def value(series: str, unit: str = "-", column: str = "") -> StatisticValue:
    return StatisticValue(
        series=series,
        territory="2661000",
        territory_name="Testowo",
        period="2013",
        value=1,
        unit=unit,
        sheet="TABLICA",
        cell="C4",
        column=column,
    )


@pytest.mark.parametrize(
    "series",
    [
        "131 loupež (§ 173): OBJASNĚNO (registrováno => z toho objasněno), spácháno nezletilými",
        "131 loupež (§ 173): OBJASNĚNO CELKEM, spácháno mladistvými 15-17let",
        "131 loupež (§ 173): OBJASNĚNO CELKEM, spácháno dětmi*",
        "100-199 Násilná kriminalita: OBJASNĚNO CELKEM, spácháno opakov. trest. osobami",
        "131 loupež (§ 173): OBJASNĚNO CELKEM, spácháno cizinci",
        "131 loupež (§ 173): OBJASNĚNO CELKEM, spácháno pod vlivem alkoholu",
        "131 loupež (§ 173): OBJASNĚNO CELKEM, spácháno firmou",
        "podejrzani ogółem",
        "nieletni sprawcy czynów karalnych",
        "pokrzywdzeni - kobiety",
        "cudzoziemcy podejrzani o przestępstwa",
        "ofiary przemocy w rodzinie - małoletni",
    ],
)
def test_series_that_sort_offenders_or_victims_are_known(series: str) -> None:
    assert is_about_persons(series)


@pytest.mark.parametrize(
    "series",
    [
        "o charakterze kryminalnym",
        "przeciwko rodzinie i opiece",
        "wskaźnik wykrywalności sprawców przestępstw stwierdzonych przez Policję - ogółem",
        "ogółem, mężczyźni",
        "131 loupež (§ 173): REGISTROVÁNO, POČET",
        "633 obchodování s dětmi (§ 169): REGISTROVÁNO, POČET",
        "122 únos dítěte a osoby stižené duševní poruchou (§ 200): OBJASNĚNO DODATEČNĚ",
        "589 poškozování cizí věci (§ 228): škoda celkem v tisících Kč",
        "0: REGISTROVÁNO, POČET",
    ],
)
def test_series_of_deeds_and_of_inhabitants_are_kept(series: str) -> None:
    assert not is_about_persons(series)


@pytest.mark.parametrize(
    ("series", "unit", "nature"),
    [
        ("o charakterze kryminalnym", "-", Nature.COUNT),
        ("ogółem, mężczyźni", "osoba", Nature.COUNT),
        ("wskaźnik wykrywalności sprawców przestępstw - ogółem", "%", Nature.SHARE),
        ("Wskaźnik wykrywalności sprawców przestępstw - ogółem", "", Nature.SHARE),
        ("przestępstwa stwierdzone ogółem na 1000 mieszkańców", "-", Nature.RATE),
        ("wypadki na 100 tys. ludności", "-", Nature.RATE),
        ("zgony na 10 tysięcy ludności", "-", Nature.RATE),
        ("nehody na 1 000 obyvatel", "", Nature.RATE),
        ("wydatki na bezpieczeństwo", "zł", Nature.AMOUNT),
        ("wydatki", "tys. zł", Nature.AMOUNT),
        ("wypadki na drogach", "-", Nature.COUNT),
    ],
)
def test_the_nature_of_polish_numbers(series: str, unit: str, nature: Nature) -> None:
    assert nature_of(value(series, unit)) == nature


@pytest.mark.parametrize(
    ("column", "unit", "nature"),
    [
        ("REGISTROVÁNO, POČET", "počet", Nature.COUNT),
        ("OBJASNĚNO, tj. v % (objasněnost)", "%", Nature.SHARE),
        ("škoda celkem v tisících Kč", "tisících Kč", Nature.AMOUNT),
        ("zajištěné hodnoty na místě TČ v tisících Kč", "tisících Kč", Nature.AMOUNT),
    ],
)
def test_the_nature_of_czech_numbers(column: str, unit: str, nature: Nature) -> None:
    series = f"240 neodvedení daně na 1000 Kč (§ 241): {column}"

    assert nature_of(value(series, unit, column)) == nature
