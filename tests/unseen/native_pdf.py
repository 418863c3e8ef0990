"""Programmes as offices print them: ruled tables over pages, repeated heads, two columns."""

from collections.abc import Callable

from tests.document_makers import typeset

CITY_WITH_LONG_TABLES = """
#set page(
  paper: "a4", margin: (x: 22mm, y: 25mm), flipped: false,
  header: align(right, text(size: 8pt)[Miejski program bezpieczeństwa na lata 2021–2024]),
  footer: context align(center, text(size: 8pt)[Strona #counter(page).display() z 4]),
)
#set text(size: 11pt, lang: "pl", hyphenate: true)
#set par(justify: true)
#show table: set text(size: 9pt)
#show table: set par(justify: false)

#align(right, text(size: 9pt)[
  Załącznik do uchwały Nr XXIV/305/2020 \\
  Rady Miejskiej w Starym Borze \\
  z dnia 17 grudnia 2020 r.
])
#v(6em)
#align(center, text(size: 18pt, weight: "bold")[
  Miejski program bezpieczeństwa i porządku publicznego na lata 2021–2024
])
#pagebreak()

= I. Wprowadzenie
Program jest podstawowym dokumentem miasta w dziedzinie bezpieczeństwa. Opracowano go na podstawie
ocen, które przedstawiły Policja, Państwowa Straż Pożarna, Straż Miejska oraz pomoc społeczna.
Dokument wskazuje zagrożenia najbardziej dotkliwe dla mieszkańców i przypisuje zadania konkretnym
jednostkom, które będą z nich co roku rozliczane przez koordynatora.#footnote[Koordynatorem
jest naczelnik wydziału spraw obywatelskich.]

= II. Cele programu
Celem głównym programu jest ograniczenie przestępczości uciążliwej dla mieszkańców.

Cele szczegółowe:
+ bezpieczniejsza przestrzeń publiczna;
+ trzeźwi i uważni uczestnicy ruchu drogowego;
+ mniej przemocy w rodzinach i w szkołach, szybsza pomoc dla osób, które jej doznają, oraz lepsza
  współpraca instytucji.

= III. Zadania
== Obszar 1. Przestrzeń publiczna
#table(
  columns: (9mm, 1.6fr, 1fr, 1.1fr, 0.8fr),
  table.header([*Lp.*], [*Zadanie*], [*Realizator*], [*Partnerzy*], [*Termin*]),
  [1.], [Patrole ponadnormatywne w dzielnicach o największej liczbie interwencji],
  [Komenda Powiatowa Policji], [Straż Miejska], [2021–2024],
  [2.], [Kontrola miejsc, w których gromadzą się osoby spożywające alkohol],
  [Straż Miejska], [Komenda Powiatowa Policji, Zakład Zieleni Miejskiej], [zadanie ciągłe],
  [3.], [Przegląd i naprawa oświetlenia ulic], [Zarząd Dróg i Zieleni],
  [zarządcy nieruchomości], [corocznie],
  [4.], [Budowa systemu monitoringu w parku Zdrojowym oraz przy dworcu autobusowym],
  [Wydział Informatyki], [Straż Miejska, Wydział Inwestycji], [2022],
  [5.], [Konkurs na najbezpieczniejsze podwórko], [Wydział Gospodarki Komunalnej],
  [wspólnoty mieszkaniowe, spółdzielnie mieszkaniowe], [2023],
)
== Obszar 2. Ruch drogowy
#table(
  columns: (9mm, 1.6fr, 1fr, 1.1fr, 0.8fr),
  table.header([*Lp.*], [*Zadanie*], [*Realizator*], [*Partnerzy*], [*Termin*]),
  [1.], [Działania kontrolne „Trzeźwy poranek” na drogach wjazdowych do miasta],
  [Komenda Powiatowa Policji], [Inspekcja Transportu Drogowego], [raz w miesiącu],
  [2.], [Doposażenie miasteczka ruchu drogowego], [Wydział Oświaty, Kultury i Sportu],
  [Wojewódzki Ośrodek Ruchu Drogowego], [2021],
  [3.], [Akcja „Bądź widoczny” dla pieszych i rowerzystów], [Straż Miejska],
  [Komenda Powiatowa Policji, szkoły, przedszkola], [październik–grudzień],
  [4.], [Analiza miejsc niebezpiecznych i zmiana organizacji ruchu],
  [Zarząd Dróg i Zieleni], [Komenda Powiatowa Policji], [corocznie],
)
== Obszar 3. Rodzina i szkoła
#table(
  columns: (9mm, 1.6fr, 1fr, 1.1fr, 0.8fr),
  table.header([*Lp.*], [*Zadanie*], [*Realizator*], [*Partnerzy*], [*Termin*]),
  [1.], [Grupa wsparcia dla osób doznających przemocy], [Miejski Ośrodek Pomocy Społecznej],
  [Komenda Powiatowa Policji, organizacje pozarządowe], [zadanie ciągłe],
  [2.], [Zajęcia o zagrożeniach w sieci dla klas szóstych], [szkoły podstawowe],
  [Poradnia Psychologiczno-Pedagogiczna], [rok szkolny],
)

= IV. Monitorowanie
Realizatorzy przekazują koordynatorowi informacje do końca stycznia. Koordynator przedstawia Radzie
Miejskiej sprawozdanie zbiorcze do końca marca.
"""

TOWN_IN_TWO_COLUMNS = """
#set page(paper: "a4", margin: 20mm, columns: 2, numbering: "1 / 1")
#set text(size: 10pt, lang: "cs", hyphenate: true)
#set par(justify: true)
#show heading: set text(size: 11pt)

#place(top + center, scope: "parent", float: true, text(size: 16pt, weight: "bold")[
  Program prevence kriminality města Zálesí na období 2023–2026
])

= 1. Úvod
Program schválilo Zastupitelstvo města Zálesí dne 14. 12. 2022 usnesením č. 21/2022. Navazuje na
předchozí program a na výsledky dotazníku, na který odpovědělo devět set obyvatel města i okolních
obcí. Odpovědi ukázaly, že lidem nejvíce vadí rychlá jízda, nepořádek v okolí nádraží a podvody
na starších lidech.

= 2. Cíle
Hlavním cílem programu je bezpečné a klidné město.

Specifické cíle:
- omezit přestupky ve veřejném prostoru,
- předcházet podvodům na seniorech,
- podpořit děti ohrožené zanedbáním.

= 3. Oblasti
== Oblast 1: Veřejný prostor
*Opatření 1.1: Hlídky u nádraží.*

Garant: Městská policie

Spolupráce: Policie ČR, České dráhy

Termín: průběžně

*Opatření 1.2: Úprava podchodu a jeho trvalé osvětlení včetně výmalby ve spolupráci se školami.*

Garant: Odbor investic

Spolupráce: základní umělecká škola

Termín: 2024

== Oblast 2: Senioři
*Opatření 2.1: Divadelní představení o podvodech.*

Garant: Odbor sociálních věcí

Spolupráce: Klub seniorů, Městské divadlo

Termín: 2023–2026

*Opatření 2.2: Dobrovolníci do domácností.*

Garant: Charita Zálesí

Spolupráce: Odbor sociálních věcí

Termín: průběžně

== Oblast 3: Ohrožené děti
*Opatření 3.1: Doučování v rodinách.*

Garant: Odbor školství

Spolupráce: základní školy, studenti

Termín: školní rok

= 4. Hodnocení
Zprávu o plnění programu projedná rada města každý rok v dubnu. Program se může měnit podle vývoje
kriminality a podle peněz, které město na opatření získá.
"""


COUNTY_WITHOUT_RULES = """
#set page(paper: "a4", flipped: true, margin: 18mm, numbering: "- 1 -")
#set text(size: 10pt, lang: "pl", hyphenate: false)
#show heading: set text(size: 11pt)

#align(center)[*UCHWAŁA NR VII/41/2019* \\ *RADY POWIATU KALINOWEGO* \\ z dnia 30 maja 2019 r.]
#align(center)[w sprawie uchwalenia Powiatowego Programu Porządku Publicznego na lata 2019–2021]

Na podstawie art. 12 pkt 9b ustawy z dnia 5 czerwca 1998 r. o samorządzie powiatowym Rada Powiatu
uchwala, co następuje:

§ 1. Uchwala się Powiatowy Program Porządku Publicznego, stanowiący załącznik do uchwały.

§ 2. Wykonanie uchwały powierza się Zarządowi Powiatu.

§ 3. Uchwała wchodzi w życie po upływie 14 dni od dnia ogłoszenia.

#align(right)[Przewodnicząca Rady \\ Maria Dąb]
#pagebreak()

= ROZDZIAŁ 1. CEL PROGRAMU
Celem głównym Programu jest przywrócenie poczucia bezpieczeństwa mieszkańcom powiatu.

= ROZDZIAŁ 2. KIERUNKI DZIAŁAŃ
== Kierunek 1. Porządek w miastach
#table(
  columns: (12mm, 2fr, 1.2fr, 1.4fr, 1fr), stroke: none, inset: 4pt,
  [Lp.], [Zadanie], [Wykonawca], [Współpraca], [Termin],
  [1], [Wspólne patrole policjantów i strażników w czasie imprez plenerowych], [KPP],
  [straże miejskie, organizatorzy imprez], [maj–wrzesień],
  [2], [Likwidacja miejsc nielegalnego składowania odpadów], [gminy],
  [Wojewódzki Inspektorat Ochrony Środowiska], [na bieżąco],
  [3], [Nadzór nad sprzedażą alkoholu], [gminy], [KPP], [dwa razy w roku],
)
== Kierunek 2. Bezpieczna wieś
#table(
  columns: (12mm, 2fr, 1.2fr, 1.4fr, 1fr), stroke: none, inset: 4pt,
  [Lp.], [Zadanie], [Wykonawca], [Współpraca], [Termin],
  [1], [Kontrola zabezpieczenia maszyn rolniczych i przyczep], [KPP], [sołtysi], [żniwa],
  [2], [Szkolenie dzieci z zagrożeń w gospodarstwie rolnym], [KRUS],
  [szkoły, ochotnicze straże pożarne], [czerwiec],
)

= ROZDZIAŁ 3. KONTROLA
Starosta przedstawia Radzie sprawozdanie do końca kwietnia.
"""


REGION_WITH_GOALS_AND_TASKS = """
#set page(
  paper: "a4", margin: (x: 24mm, y: 26mm),
  header: text(size: 8pt)[Kraj Přílesí #h(1fr) Koncepce prevence kriminality 2025–2029],
  footer: context align(center, [– #counter(page).display() –]),
)
#set text(size: 11pt, lang: "cs", hyphenate: true)
#set par(justify: true)
#show table: set text(size: 9pt)
#show table: set par(justify: false)

#v(8em)
#align(center, text(size: 20pt, weight: "bold")[
  Koncepce prevence kriminality Kraje Přílesí na období 2025–2029
])
#align(center)[
  Schváleno Zastupitelstvem Kraje Přílesí dne 5. prosince 2024 usnesením č. 112/24/ZK
]
#pagebreak()

= 1. Předmluva
Koncepce vznikala od jara do podzimu roku 2024. Podíleli se na ní zástupci obcí, policie, soudů,
Probační a mediační služby i neziskových organizací a připomínkovala ji také veřejnost.

= 2. Seznam zkratek
#table(
  columns: (30mm, 1fr), stroke: none,
  [KÚ], [krajský úřad], [OPZ], [oddělení prevence a zdraví], [PMS], [Probační a mediační služba],
  [SPC], [speciálně pedagogické centrum],
)

= 3. Strategie kraje
Vize: Kraj Přílesí je místem, kde se lidé neobávají o sebe ani o svůj majetek.

== 3.1 Strategický cíl 1: Méně recidivy
#table(
  columns: (14mm, 1.8fr, 1fr, 1.2fr, 0.9fr),
  table.header([*Číslo*], [*Úkol*], [*Zodpovídá*], [*Spolupracuje*], [*Termín*]),
  [1.1], [Podpora vstupních bytů pro osoby po výkonu trestu], [KÚ], [PMS, obce], [2025–2027],
  [1.2], [Rodinné skupinové konference], [PMS], [orgány sociálně-právní ochrany dětí], [průběžně],
)

== 3.2 Strategický cíl 2: Odolné školy
#table(
  columns: (14mm, 1.8fr, 1fr, 1.2fr, 0.9fr),
  table.header([*Číslo*], [*Úkol*], [*Zodpovídá*], [*Spolupracuje*], [*Termín*]),
  [2.1], [Dlouhodobé programy primární prevence s certifikací odborné způsobilosti], [OPZ],
  [školy, SPC], [každý školní rok],
  [2.2], [Krizové plány škol pro případ ozbrojeného útočníka], [KÚ],
  [Krajské ředitelství policie], [do 31. 12. 2026],
  [2.3], [Síť školních metodiků], [OPZ], [SPC], [2025],
)

= 4. Financování
Kraj vyčlení každý rok částku, o níž rozhodne zastupitelstvo při schvalování rozpočtu.

= 5. Hodnocení
Průběžné hodnocení se koná v roce 2027, závěrečné v roce 2030.
"""


CITY_WITH_ONE_TABLE = """
#set page(
  paper: "a4", margin: (x: 15mm, y: 20mm), flipped: true,
  header: [#text(size: 8pt)[Załącznik do uchwały Nr III/22/2024 Rady Miasta Zielona Łąka]],
  footer: context align(right, counter(page).display("1 z 1", both: true)),
)
#set text(size: 10pt, lang: "pl", hyphenate: true)
#show table: set text(size: 9pt)
#let area(title) = table.cell(colspan: 6, fill: luma(220), align: center)[*#title*]
#let kmp = "Komenda Miejska Policji"
#let sm = "Straż Miejska"

#align(center, text(size: 16pt)[
  *Program poprawy bezpieczeństwa miasta Zielona Łąka na lata 2024–2028*
])
przyjęty uchwałą Nr III/22/2024 Rady Miasta Zielona Łąka z dnia 27 czerwca 2024 r.

= 1. Wstęp
Program składa się z czterech obszarów i dwudziestu zadań, których wykonanie ocenia się co roku.
= 2. Zadania
#table(
  columns: (10mm, 2fr, 1.2fr, 1.3fr, 1fr, 1fr),
  table.header([*Lp.*], [*Nazwa zadania*], [*Realizator*], [*Współrealizatorzy*],
    [*Termin realizacji*], [*Miernik*]),
  area("Obszar I. Ulice i place"),
  ..range(1, 7).map(n => (
    [#n.], [Zadanie porządkowe w dzielnicy numer #n: objazd ulic, spis usterek oraz przekazanie ich
      zarządcom wraz z terminem naprawy i późniejszą kontrolą wykonania],
    [#kmp], [#sm, rada dzielnicy], [2024–2028], [liczba objazdów],
  )).flatten(),
  area("Obszar II. Szkoły"),
  ..range(7, 12).map(n => (
    [#n.], [Cykl zajęć w szkole numer #n obejmujący spotkania z uczniami, nauczycielami i rodzicami
      na temat zagrożeń w drodze do szkoły, w samej szkole i w internecie],
    [Wydział Edukacji], [#kmp, poradnia psychologiczna], [rok szkolny], [liczba zajęć],
  )).flatten(),
  area("Obszar III. Transport"),
  ..range(12, 17).map(n => (
    [#n.], [Kontrola linii autobusowej numer #n w godzinach wieczornych i nocnych przez wspólne
      patrole],
    [#sm], [Zakład Komunikacji Miejskiej], [na bieżąco], [liczba kontroli],
  )).flatten(),
  area("Obszar IV. Sąsiedztwo"),
  ..range(17, 21).map(n => (
    [#n.], [Spotkanie sąsiedzkie numer #n], [rady osiedli], [#kmp], [raz w roku], [liczba osób],
  )).flatten(),
)
= 3. Ocena
Prezydent Miasta przedkłada Radzie Miasta ocenę programu do końca marca każdego roku.
"""


def city_with_long_tables() -> bytes:
    return typeset(CITY_WITH_LONG_TABLES)


def county_without_rules() -> bytes:
    return typeset(COUNTY_WITHOUT_RULES)


def city_with_one_table() -> bytes:
    return typeset(CITY_WITH_ONE_TABLE)


def town_in_two_columns() -> bytes:
    return typeset(TOWN_IN_TWO_COLUMNS)


def region_with_goals_and_tasks() -> bytes:
    return typeset(REGION_WITH_GOALS_AND_TASKS)


DOCUMENTS: dict[str, Callable[[], bytes]] = {
    "pl-pdf-tabele-przez-strony": city_with_long_tables,
    "pl-pdf-bez-linii": county_without_rules,
    "pl-pdf-jedna-tabela": city_with_one_table,
    "cs-pdf-dva-sloupce": town_in_two_columns,
    "cs-pdf-cile-a-ukoly": region_with_goals_and_tasks,
}
