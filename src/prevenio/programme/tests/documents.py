"""A small programme of a made-up town, as its council would have adopted it."""

from prevenio.programme.importing.readers import read_source
from prevenio.programme.importing.source import Source

SMALL_PROGRAMME = """UCHWAŁA NR XII/34/2024
RADY MIASTA TESTOWO

z dnia 15 lutego 2024 r.

w sprawie przyjęcia Programu Bezpieczne Testowo na lata 2024 – 2026

Na podstawie art. 12 pkt 9b ustawy o samorządzie powiatowym Rada Miasta uchwala, co następuje:

§ 1.

Przyjmuje się Program Bezpieczne Testowo na lata 2024 – 2026, stanowiący załącznik do uchwały.

§ 2.

Wykonanie uchwały powierza się Prezydentowi Miasta Testowo.

§ 3.

Uchwała wchodzi w życie po upływie 14 dni od dnia ogłoszenia w Dzienniku Urzędowym Województwa.

I. WYKAZ SKRÓTÓW

l.p.\tSkrót\tPełna nazwa
1.\tKMP\tKomenda Miejska Policji w Testowie
2.\tSM\tStraż Miejska w Testowie
3.\tMOPS\tMiejski Ośrodek Pomocy Społecznej w Testowie

II. OBSZARY DZIAŁANIA

BEZPIECZNA ULICA

l.p.\tDziałania\tPodmiot odpowiedzialny\tPartnerzy
1.\tPiesze patrole wieczorem w okolicach dworca i targowiska.\tKMP\tSM
2.\tPrzegląd oświetlenia ulic z udziałem mieszkańców.\tSM\tKMP, ZGM

BEZPIECZNY SENIOR

l.p.\tDziałania\tPodmiot odpowiedzialny\tPartnerzy
1.\tSpotkania o oszustwach przy drzwiach i przez telefon.\tMOPS\tKMP, SM
"""


def small_source(text: str = SMALL_PROGRAMME, name: str = "uchwala.txt") -> tuple[Source, bytes]:
    """The programme as a file that was read, and its bytes."""
    content = text.encode()
    return read_source(content, name), content
