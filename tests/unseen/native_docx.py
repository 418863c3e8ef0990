"""Programmes as word processors really store them: automatic numbers, merged cells, text boxes."""

from collections.abc import Callable, Iterable, Sequence
from html import escape

from tests.document_makers import make_raw_docx

ROMAN, DECIMAL, BULLET = 1, 2, 3


def paragraph(text: str, style: str = "", numbered: int = 0, level: int = 0) -> str:
    """A paragraph, perhaps of a style, perhaps with a number that only the file's rules give it."""
    number = (
        f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{numbered}"/></w:numPr>'
        if numbered
        else ""
    )
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{number}</w:pPr>{run(text)}</w:p>"


def run(text: str) -> str:
    parts = escape(text).split("\n")
    breaks = "<w:br/>".join(f'<w:t xml:space="preserve">{part}</w:t>' for part in parts)
    return f"<w:r>{breaks}</w:r>"


def cell(text: str, *, span: int = 1, merge: str = "") -> str:
    """A cell; `span` columns wide, `merge` restart or continue where it is merged downwards."""
    wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    down = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    inside = "".join(f"<w:p>{run(part)}</w:p>" for part in text.split("\n\n"))
    return f"<w:tc><w:tcPr>{wide}{down}</w:tcPr>{inside}</w:tc>"


def row(cells: Iterable[str], *, is_head: bool = False) -> str:
    marked = "<w:trPr><w:tblHeader/></w:trPr>" if is_head else ""
    return f"<w:tr>{marked}{''.join(cells)}</w:tr>"


def table(rows: Iterable[str], columns: int) -> str:
    grid = "<w:gridCol/>" * columns
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def plain_row(*texts: str, is_head: bool = False) -> str:
    return row(map(cell, texts), is_head=is_head)


def text_box(text: str) -> str:
    return (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"<w:txbxContent>{paragraph(text)}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox><w:txbxContent>{paragraph(text)}</w:txbxContent>"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def _list_rule(number: int, *levels: tuple[str, str]) -> str:
    told = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{number}">{told}</w:abstractNum>'


NUMBERING = (
    _list_rule(ROMAN, ("upperRoman", "%1."))
    + _list_rule(DECIMAL, ("decimal", "%1."), ("lowerLetter", "%2)"))
    + _list_rule(BULLET, ("bullet", "•"), ("bullet", "–"))
    + "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number in (ROMAN, DECIMAL, BULLET)
    )
    + '<w:num w:numId="4"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/></w:style>'
    for style, name in (
        ("Nagwek1", "Nagłówek 1"),
        ("Nagwek2", "Nagłówek 2"),
        ("Nadpis1", "heading 1"),
        ("Nadpis2", "heading 2"),
        ("Tytu", "Title"),
    )
)


def document(parts: Sequence[str], **more: str) -> bytes:
    return make_raw_docx("".join(parts), numbering=NUMBERING, styles=STYLES, **more)


def county_with_merged_cells() -> bytes:
    """Numbered headings, a head of two rows, area titles across the table, cells merged down."""
    head = [
        row(
            [
                cell("Lp.", merge="restart"),
                cell("Działanie", merge="restart"),
                cell("Podmioty", span=2),
                cell("Termin", merge="restart"),
            ],
            is_head=True,
        ),
        row(
            [
                cell("", merge="continue"),
                cell("", merge="continue"),
                cell("odpowiedzialne"),
                cell("współpracujące"),
                cell("", merge="continue"),
            ],
            is_head=True,
        ),
    ]
    return document(
        [
            paragraph("Uchwała Nr LI/402/2023"),
            paragraph("Rady Powiatu Modrzewskiego"),
            paragraph("z dnia 30 listopada 2023 r."),
            paragraph("w sprawie uchwalenia Powiatowego Programu Bezpieczeństwa na lata 2024–2028"),
            paragraph(
                "Na podstawie art. 12 pkt 9b ustawy z dnia 5 czerwca 1998 r. o samorządzie "
                "powiatowym (Dz. U. z 2022 r. poz. 1526 ze zm.) uchwala się, co następuje:"
            ),
            paragraph("§ 1. Uchwala się Powiatowy Program Bezpieczeństwa, jak w załączniku."),
            paragraph("§ 2. Wykonanie uchwały powierza się Zarządowi Powiatu."),
            paragraph("§ 3. Uchwała wchodzi w życie z dniem 1 stycznia 2024 r."),
            paragraph("Przewodniczący Rady Powiatu"),
            paragraph("Zbigniew Sowa"),
            paragraph("Powiatowy Program Bezpieczeństwa na lata 2024–2028", style="Tytu"),
            paragraph("Wstęp", style="Nagwek1", numbered=ROMAN),
            paragraph("Program wynika z potrzeb, które zgłosiły gminy powiatu modrzewskiego."),
            text_box("Numer alarmowy: 112"),
            paragraph("Cele", style="Nagwek1", numbered=ROMAN),
            paragraph("Celem głównym jest ograniczenie zagrożeń w powiecie."),
            paragraph("Cele szczegółowe:"),
            paragraph("poprawa bezpieczeństwa na drogach,", numbered=DECIMAL),
            paragraph("pomoc osobom pokrzywdzonym,", numbered=DECIMAL),
            paragraph("sprawniejsze reagowanie na klęski żywiołowe.", numbered=DECIMAL),
            paragraph("Obszary działania", style="Nagwek1", numbered=ROMAN),
            table(
                [
                    *head,
                    row([cell("Obszar 1. Bezpieczne drogi", span=5)]),
                    plain_row("1.", "Kontrole prędkości", "KPP", "zarządcy dróg", "na bieżąco"),
                    row(
                        [
                            cell("2."),
                            cell("Turniej wiedzy o ruchu drogowym"),
                            cell("KPP\n\nPZD", merge="restart"),
                            cell("szkoły\nOSP"),
                            cell("maj"),
                        ]
                    ),
                    row(
                        [
                            cell("3."),
                            cell("Przegląd przejść dla pieszych"),
                            cell("", merge="continue"),
                            cell("gminy"),
                            cell("wrzesień"),
                        ]
                    ),
                    row([cell("Obszar 2. Pomoc pokrzywdzonym", span=5)]),
                    plain_row("1.", "Dyżury prawników", "PCPR", "gminy, NGO", "2024–2028"),
                    plain_row("2.", "Mieszkania interwencyjne", "PCPR", "OPS; KPP", "2025"),
                    row([cell("Obszar 3. Klęski żywiołowe", span=5)]),
                    plain_row("1.", "Magazyn przeciwpowodziowy", "Starostwo", "KP PSP", "2026"),
                ],
                5,
            ),
            paragraph("Podmioty uczestniczące", style="Nagwek1", numbered=ROMAN),
            paragraph("W realizacji Programu uczestniczą:"),
            paragraph("Komenda Powiatowa Policji (KPP),", numbered=BULLET),
            paragraph("Powiatowy Zarząd Dróg (PZD),", numbered=BULLET),
            paragraph("Powiatowe Centrum Pomocy Rodzinie (PCPR),", numbered=BULLET),
            paragraph("Starostwo Powiatowe i gminy.", numbered=BULLET),
            paragraph("Sprawozdawczość", style="Nagwek1", numbered=ROMAN),
            paragraph("Sprawozdanie przedstawia się Radzie do 31 marca każdego roku."),
        ]
    )


def town_with_lists_and_cards() -> bytes:
    """Headings by style, measures as nested lists, projects as cards of two columns."""
    return document(
        [
            paragraph("Plán prevence kriminality města Doubrava na roky 2025–2027", style="Tytu"),
            paragraph(
                "Schváleno Zastupitelstvem města Doubrava dne 11. 12. 2024 usnesením č. 118/24."
            ),
            paragraph("Úvod", style="Nadpis1", numbered=DECIMAL),
            paragraph("Plán popisuje, co město, policie a školy udělají pro bezpečí obyvatel."),
            paragraph("Cíle", style="Nadpis1", numbered=DECIMAL),
            paragraph("Specifické cíle plánu:"),
            paragraph("snížit počet krádeží kol", numbered=BULLET),
            paragraph("omezit šikanu na školách", numbered=BULLET),
            paragraph("Oblasti a opatření", style="Nadpis1", numbered=DECIMAL),
            paragraph("Oblast 1: Bezpečná kola", style="Nadpis2"),
            paragraph("Opatření 1.1: Značení kol syntetickou DNA"),
            paragraph("Garant: Městská policie"),
            paragraph("Spolupráce: Policie ČR, cykloprodejny"),
            paragraph("Termín: duben–říjen"),
            paragraph("Opatření 1.2: Uzamykatelné boxy u nádraží"),
            paragraph("Garant: Odbor dopravy"),
            paragraph("Spolupráce: Správa železnic"),
            paragraph("Termín: 2026"),
            paragraph("Oblast 2: Školy bez šikany", style="Nadpis2"),
            paragraph("Opatření 2.1: Kurz pro třídní učitele"),
            paragraph("Garant: Odbor školství"),
            paragraph("Spolupráce: pedagogicko-psychologická poradna, základní školy"),
            paragraph("Termín: každoročně"),
            paragraph("Projekty", style="Nadpis1", numbered=DECIMAL),
            table(
                [
                    plain_row("Název projektu", "Noční tramvaj bez obav"),
                    plain_row("Cíl", "Zvýšit pocit bezpečí cestujících"),
                    plain_row("Cílová skupina", "cestující v noci"),
                    plain_row("Realizátor", "Dopravní podnik, Městská policie"),
                    plain_row("Termín realizace", "2025–2026"),
                    plain_row("Zdroj financování", "rozpočet města"),
                ],
                2,
            ),
            paragraph(""),
            table(
                [
                    plain_row("Název projektu", "Kamarád ve třídě"),
                    plain_row("Cíl", "Naučit žáky zastat se druhého"),
                    plain_row("Cílová skupina", "žáci 5. tříd"),
                    plain_row("Realizátor", "Odbor školství"),
                    plain_row("Termín realizace", "2025–2027"),
                    plain_row("Zdroj financování", "dotace kraje"),
                ],
                2,
            ),
            paragraph("Závěr", style="Nadpis1", numbered=DECIMAL),
            paragraph("Plnění plánu projedná rada města vždy v únoru."),
        ]
    )


def city_with_bold_headings() -> bytes:
    """No styles at all: bold lines head chapters; one table, its first column merged by area."""

    def bold(text: str) -> str:
        return f"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{escape(text)}</w:t></w:r></w:p>"

    head = plain_row("Obszar", "Zadania", "Realizatorzy", "Partnerzy", "Wskaźnik")

    def of_area(title: str, *rows: tuple[str, str, str, str]) -> list[str]:
        first = [cell(title, merge="restart"), *map(cell, rows[0])]
        more = [[cell("", merge="continue"), *map(cell, each)] for each in rows[1:]]
        return [row(cells) for cells in (first, *more)]

    return document(
        [
            bold("PROGRAM ZAPOBIEGANIA PRZESTĘPCZOŚCI MIASTA GRABOWIEC NA LATA 2020–2022"),
            paragraph(
                "Program przyjęto uchwałą Nr XIV/201/2019 Rady Miasta Grabowiec z dnia "
                "28 listopada 2019 r."
            ),
            bold("1. WSTĘP"),
            paragraph("Program powstał z udziałem Policji, szkół i rad osiedli."),
            bold("2. CELE PROGRAMU"),
            paragraph("Cel główny: Zmniejszenie liczby przestępstw w mieście."),
            paragraph("Cele szczegółowe:"),
            paragraph("– spokojne osiedla,"),
            paragraph("– bezpieczni uczniowie."),
            bold("3. HARMONOGRAM"),
            table(
                [
                    head,
                    *of_area(
                        "Spokojne osiedla",
                        ("Patrole nocne", "KMP\n\nSM", "rady osiedli", "liczba patroli"),
                        ("Naprawa latarni", "Zakład Energetyki", "SM", "liczba latarni"),
                    ),
                    *of_area(
                        "Bezpieczni uczniowie",
                        (
                            "Pogadanki o narkotykach",
                            "KMP",
                            "szkoły\n\nPowiatowa Stacja Sanitarno-Epidemiologiczna",
                            "liczba pogadanek",
                        ),
                        ("Kontrole wagarów", "SM", "szkoły, kluby sportowe", "liczba kontroli"),
                        ("Bezpieczne ferie", "Dom Kultury", "KMP, SM", "liczba uczestników"),
                    ),
                ],
                5,
            ),
            bold("4. OCENA"),
            paragraph("Ocenę programu sporządza co roku Wydział Spraw Obywatelskich."),
        ]
    )


def region_with_goals_by_number() -> bytes:
    """Everything numbered by the file's own rules: chapters, goals, measures at three levels."""
    return document(
        [
            paragraph("Koncepce prevence kriminality Dolního kraje 2026–2030", style="Tytu"),
            paragraph("Úvod", style="Nadpis1", numbered=DECIMAL),
            paragraph(
                "Koncepci schválilo Zastupitelstvo Dolního kraje usnesením č. 15/4/25/Z "
                "ze dne 18. září 2025."
            ),
            paragraph("Zkratky", style="Nadpis1", numbered=DECIMAL),
            table(
                [
                    plain_row("Zkratka", "Význam"),
                    plain_row("KŘP", "krajské ředitelství policie"),
                    plain_row("OSV", "odbor sociálních věcí"),
                    plain_row("ORP", "obce s rozšířenou působností"),
                ],
                2,
            ),
            paragraph("Cíle a opatření", style="Nadpis1", numbered=DECIMAL),
            paragraph("Strategický cíl 1: Chránit oběti", style="Nadpis2"),
            table(
                [
                    plain_row("Kód", "Opatření", "Nositel", "Partneři", "Indikátor"),
                    plain_row(
                        "1.1",
                        "Síť poraden pro oběti",
                        "OSV",
                        "neziskové organizace",
                        "počet poraden",
                    ),
                    plain_row("1.2", "Výslechové místnosti", "KŘP", "OSV\nORP", "počet místností"),
                ],
                5,
            ),
            paragraph("Strategický cíl 2: Pracovat s pachateli", style="Nadpis2"),
            table(
                [
                    plain_row("Kód", "Opatření", "Nositel", "Partneři", "Indikátor"),
                    plain_row(
                        "2.1", "Probační domy", "Probační a mediační služba", "ORP", "počet míst"
                    ),
                ],
                5,
            ),
            paragraph("Vyhodnocení", style="Nadpis1", numbered=DECIMAL),
            paragraph("Zprávu předkládá OSV radě kraje jednou za rok."),
        ]
    )


def province_with_stacked_heads() -> bytes:
    """Each area is a table whose head tells the aim; codes, merged bodies and a column of sums."""

    def area(title: str, aim: str, *rows: Sequence[str]) -> str:
        head = [
            row([cell(title, span=6)], is_head=True),
            row([cell(f"Cel: {aim}", span=6)], is_head=True),
            plain_row(
                "Nr",
                "Nazwa działania",
                "Instytucja wiodąca",
                "Instytucje wspierające",
                "Terminy",
                "Koszt (zł)",
                is_head=True,
            ),
        ]
        return table([*head, *(plain_row(*texts) for texts in rows)], 6)

    return document(
        [
            paragraph("Uchwała nr 1187/2021"),
            paragraph("Zarządu Województwa Zarzecznego"),
            paragraph("z dnia 14 października 2021 r."),
            paragraph("w sprawie przyjęcia Regionalnego Programu Wspierania Bezpieczeństwa"),
            paragraph("§ 1. Przyjmuje się Program na lata 2022–2025 stanowiący załącznik."),
            paragraph("§ 2. Uchwała wchodzi w życie z dniem podjęcia."),
            paragraph("Regionalny Program Wspierania Bezpieczeństwa 2022–2025", style="Tytu"),
            paragraph("Słowo wstępne", style="Nagwek1", numbered=DECIMAL),
            paragraph("Województwo wspiera powiaty i gminy tam, gdzie zagrożenia są wspólne."),
            paragraph("Objaśnienia skrótów", style="Nagwek1", numbered=DECIMAL),
            table(
                [
                    plain_row("Skrót", "Rozwinięcie"),
                    plain_row("KWP", "Komenda Wojewódzka Policji"),
                    plain_row("ROPS", "Regionalny Ośrodek Polityki Społecznej"),
                    plain_row("WORD", "Wojewódzki Ośrodek Ruchu Drogowego"),
                ],
                2,
            ),
            paragraph("Plan działań", style="Nagwek1", numbered=DECIMAL),
            area(
                "Obszar I: Ruch drogowy",
                "mniej ofiar wypadków",
                (
                    "I.1",
                    "Szkoły bezpiecznej jazdy",
                    "WORD",
                    "KWP",
                    "2022–2023",
                    "80 000",
                ),
                ("I.2", "Audyt przejazdów kolejowych", "Zarząd Dróg", "PKP, KWP", "2022", "40 000"),
            ),
            paragraph(""),
            area(
                "Obszar II: Wsparcie rodzin",
                "dostępna pomoc",
                ("II.1", "Mobilny punkt poradnictwa", "ROPS", "gminy; KWP", "corocznie", "120 000"),
            ),
            paragraph(""),
            area(
                "Obszar III: Cyberzagrożenia",
                "świadomi użytkownicy sieci",
                ("III.1", "Warsztaty dla nauczycieli", "Kuratorium", "NASK\nKWP", "2023", "25 000"),
                ("III.2", "Gra terenowa o oszustwach", "ROPS", "–", "2024", "15 000"),
            ),
            paragraph("Uczestnicy programu", style="Nagwek1", numbered=DECIMAL),
            paragraph("Program realizują:"),
            paragraph("Komenda Wojewódzka Policji,", numbered=BULLET),
            paragraph("Regionalny Ośrodek Polityki Społecznej,", numbered=BULLET),
            paragraph("samorządy gmin i powiatów.", numbered=BULLET),
            paragraph("Ewaluacja", style="Nagwek1", numbered=DECIMAL),
            paragraph("Raport z realizacji przyjmuje Zarząd Województwa do końca czerwca."),
        ]
    )


def town_with_measure_cards() -> bytes:
    """Every measure is a card of two columns, its head merged across; areas are styled lines."""

    def card(title: str, lead: str, partners: str, term: str, money: str) -> str:
        return table(
            [
                row([cell(title, span=2)]),
                plain_row("Popis", "Podrobný postup stanoví každoroční akční plán."),
                plain_row("Nositel", lead),
                plain_row("Spolupracující organizace", partners),
                plain_row("Časový rámec", term),
                plain_row("Finanční zdroje", money),
            ],
            2,
        )

    return document(
        [
            paragraph("Příloha usnesení č. 9/ZM/2024"),
            paragraph("Program prevence kriminality města Jedlová na léta 2024 až 2026", "Tytu"),
            paragraph(
                "Program schválilo Zastupitelstvo města Jedlová usnesením č. 9/ZM/2024 "
                "ze dne 22. února 2024 s účinností od 1. března 2024."
            ),
            paragraph("Výchozí situace", style="Nadpis1", numbered=ROMAN),
            paragraph("Ve městě žije 9 350 obyvatel; nápad trestné činnosti je stálý."),
            paragraph("Záměry", style="Nadpis1", numbered=ROMAN),
            paragraph("Hlavní cíl: Udržet Jedlovou mezi nejbezpečnějšími městy kraje."),
            paragraph("Dílčí cíle:"),
            paragraph("a) méně škod na majetku města;"),
            paragraph("b) senioři, kteří se umějí bránit podvodu."),
            paragraph("Tematické oblasti", style="Nadpis1", numbered=ROMAN),
            paragraph("Tematická oblast 1 – Majetek města", style="Nadpis2"),
            card(
                "Opatření 1.1 Nátěry proti graffiti",
                "Technické služby",
                "odbor majetku",
                "2024",
                "rozpočet města",
            ),
            paragraph(""),
            card(
                "Opatření 1.2 Fotopasti u sběrných míst",
                "Městská policie",
                "Technické služby, odbor životního prostředí",
                "2024–2025",
                "rozpočet města, dotace",
            ),
            paragraph("Tematická oblast 2 – Senioři", style="Nadpis2"),
            card(
                "Opatření 2.1 Bezpečnostní řetízky na dveře",
                "Městská policie",
                "Klub důchodců, Policie ČR",
                "průběžně",
                "dotace Ministerstva vnitra",
            ),
            paragraph("Zapojené subjekty", style="Nadpis1", numbered=ROMAN),
            paragraph("Na plnění programu se podílejí:"),
            paragraph("Městská policie Jedlová,", numbered=BULLET),
            paragraph("Policie ČR,", numbered=BULLET),
            paragraph("Klub důchodců.", numbered=BULLET),
            paragraph("Kontrola plnění", style="Nadpis1", numbered=ROMAN),
            paragraph("Plnění programu kontroluje rada města dvakrát ročně."),
        ]
    )


DOCUMENTS: dict[str, Callable[[], bytes]] = {
    "pl-docx-scalone-komorki": county_with_merged_cells,
    "cs-docx-karty": town_with_lists_and_cards,
    "pl-docx-bez-stylow": city_with_bold_headings,
    "cs-docx-cislovani": region_with_goals_by_number,
    "pl-docx-tabela-na-obszar": province_with_stacked_heads,
    "cs-docx-karty-opatreni": town_with_measure_cards,
}
