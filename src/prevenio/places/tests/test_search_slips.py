"""What people type, slips and all, finds the address they mean."""

import pytest

from prevenio.people.models import Authority, Country
from prevenio.people.tests.factories import make_authority
from prevenio.places.models import Address, Municipality
from prevenio.places.operations.versions import mark_changed
from prevenio.places.queries.searching import search_addresses
from prevenio.places.searching import search_text_of

POLISH = (
    ("Bodzentyńska", ("3", "12", "12a", "14/2")),
    ("Henryka Sienkiewicza", ("1", "12", "48/50")),
    ("Ignacego Jana Paderewskiego", ("4", "31")),
    ("3 Maja", ("3", "5")),
    ("11 Listopada", ("11", "20")),
    ("Aleja Tysiąclecia Państwa Polskiego", ("7",)),
    ("Świętego Wojciecha", ("6",)),
    ("ks. Piotra Ściegiennego", ("2a", "27")),
    ("gen. Władysława Andersa", ("9",)),
    ("Źródłowa", ("15",)),
    ("Łódzka", ("100",)),
    ("Plac Wolności", ("1",)),
    ("os. Na Stoku", ("55",)),
    ("Nowy Świat", ("18",)),
    ("Żeromskiego", ("44",)),
    ("Zagnańska", ("71", "71b")),
    ("Wesoła", ("51",)),
    ("Warszawska", ("21",)),
)
CZECH = (
    ("Stříbro", "Stříbro", "Plzeňská", ("5", "1210/8")),
    ("Rokycany", "Nové Město", "Plzeňská", ("5", "300/12")),
    ("Domažlice", "Domažlice", "náměstí Míru", ("1", "51/2")),
    ("Plzeň", "Východní Předměstí", "Koterovská", ("534/175", "162/16")),
    ("Plzeň", "Jižní Předměstí", "Americká", ("42", "1100/7")),
    ("Plzeň", "Vnitřní Město", "náměstí Republiky", ("1/1",)),
    ("Plzeň", "Jižní Předměstí", "Edvarda Beneše", ("531/24",)),
    ("Plzeň", "Východní Předměstí", "Slovanská alej", ("2182/30",)),
    ("Sušice", "Sušice II", "Nábřeží Jana Seitze", ("153",)),
    ("Tachov", "Tachov", "třída Míru", ("447",)),
    ("Klatovy", "Klatovy I", "28. října", ("20", "28")),
    ("Kozojedy", "Kozojedy", "", ("12", "48")),
    ("Kozojedy", "Břízsko", "", ("12", "9")),
    ("Žihle", "Žihle", "", ("101",)),
    ("Železná Ruda", "Železná Ruda", "Javorská", ("154",)),
)
SLIPS_PL = (
    ("Bodzentyńska 12", "Bodzentyńska 12"),
    ("bodzentynska 12", "Bodzentyńska 12"),
    ("BODZENTYŃSKA 12A", "Bodzentyńska 12a"),
    ("ul. Bodzentyńska 12 a", "Bodzentyńska 12a"),
    ("12 Bodzentyńska", "Bodzentyńska 12"),
    ("Kielce, ul. Bodzentynska 3", "Bodzentyńska 3"),
    ("bodzentynska 3 kielce", "Bodzentyńska 3"),
    ("bodzentyska 12", "Bodzentyńska 12"),
    ("bodzęntyńska 12", "Bodzentyńska 12"),
    ("bodzentnyska 3", "Bodzentyńska 3"),
    ("na Bodzentyńskiej 12", "Bodzentyńska 12"),
    ("w Kielcach na bodzentyńskiej 12", "Bodzentyńska 12"),
    ("Bodzentyńska 12 m. 4", "Bodzentyńska 12"),
    ("bodzentynska 12/4", "Bodzentyńska 12"),
    ("bodzentynska 14", "Bodzentyńska 14/2"),
    ("25-308 Kielce Bodzentyńska 12", "Bodzentyńska 12"),
    ("sienkiewicza 12", "Henryka Sienkiewicza 12"),
    ("sienkewicza 12", "Henryka Sienkiewicza 12"),
    ("H. Sienkiewicza 1", "Henryka Sienkiewicza 1"),
    ("sienkiewicza 48", "Henryka Sienkiewicza 48/50"),
    ("Paderewskiego 31", "Ignacego Jana Paderewskiego 31"),
    ("I. J. Paderewskiego 4", "Ignacego Jana Paderewskiego 4"),
    ("3 maja 5", "3 Maja 5"),
    ("3-go maja 5", "3 Maja 5"),
    ("ul. 3 Maja 3", "3 Maja 3"),
    ("11 listopada 11", "11 Listopada 11"),
    ("listopada 11 20", "11 Listopada 20"),
    ("al. tysiaclecia 7", "Aleja Tysiąclecia Państwa Polskiego 7"),
    ("sw. Wojciecha 6", "Świętego Wojciecha 6"),
    ("św wojciecha 6", "Świętego Wojciecha 6"),
    ("sciegiennego 27", "ks. Piotra Ściegiennego 27"),
    ("księdza Ściegienego 2a", "ks. Piotra Ściegiennego 2a"),
    ("generała Andersa 9", "gen. Władysława Andersa 9"),
    ("zrodlowa 15", "Źródłowa 15"),
    ("zródlowa15", "Źródłowa 15"),
    ("lodzka 100", "Łódzka 100"),
    ("plac wolnosci 1", "Plac Wolności 1"),
    ("pl wolności 1", "Plac Wolności 1"),
    ("na stoku 55", "os. Na Stoku 55"),
    ("nowyswiat 18", "Nowy Świat 18"),
    ("zeromskego 44", "Żeromskiego 44"),
    ("zagnanska 71 B", "Zagnańska 71b"),
    ("wesola nr 51", "Wesoła 51"),
    ("warszwska 21", "Warszawska 21"),
)
SLIPS_CS = (
    ("Plzeňská 5, Stříbro", ("Plzeňská 5", "Stříbro")),
    ("stribro plzenska 5", ("Plzeňská 5", "Stříbro")),
    ("plzenska 5 rokycany", ("Plzeňská 5", "Nové Město, Rokycany")),
    ("Plzenská 1210/8 Stříbro", ("Plzeňská 1210/8", "Stříbro")),
    ("plzeňská 8 stříbro", ("Plzeňská 1210/8", "Stříbro")),
    ("plzeňská 1210 stříbro", ("Plzeňská 1210/8", "Stříbro")),
    ("nám. Míru 1 Domažlice", ("náměstí Míru 1", "Domažlice")),
    ("namesti miru 51/2", ("náměstí Míru 51/2", "Domažlice")),
    ("domazlice, nám míru 2", ("náměstí Míru 51/2", "Domažlice")),
    ("Koterovska 175 Plzen", ("Koterovská 534/175", "Východní Předměstí, Plzeň")),
    ("koterovská 162", ("Koterovská 162/16", "Východní Předměstí, Plzeň")),
    ("kotrovská 16", ("Koterovská 162/16", "Východní Předměstí, Plzeň")),
    ("Plzeň 3, Koterovská 175", ("Koterovská 534/175", "Východní Předměstí, Plzeň")),
    ("americka 42", ("Americká 42", "Jižní Předměstí, Plzeň")),
    ("v Americké 42, Plzeň", ("Americká 42", "Jižní Předměstí, Plzeň")),
    ("nam. republiky 1", ("náměstí Republiky 1/1", "Vnitřní Město, Plzeň")),
    ("Benese 24 plzen", ("Edvarda Beneše 531/24", "Jižní Předměstí, Plzeň")),
    ("slovanska alej 30", ("Slovanská alej 2182/30", "Východní Předměstí, Plzeň")),
    ("nábř. J. Seitze 153", ("Nábřeží Jana Seitze 153", "Sušice II, Sušice")),
    ("tr. miru 447", ("třída Míru 447", "Tachov")),
    ("28. rijna 20 Klatovy", ("28. října 20", "Klatovy I, Klatovy")),
    ("28 října 28", ("28. října 28", "Klatovy I, Klatovy")),
    ("Kozojedy 48", ("Kozojedy 48", "")),
    ("Kozojedy č.p. 48", ("Kozojedy 48", "")),
    ("kozojedech č. p. 48", ("Kozojedy 48", "")),
    ("Brizsko čp 9", ("Břízsko 9", "Kozojedy")),
    ("břízsko 12 kozojedy", ("Břízsko 12", "Kozojedy")),
    ("zihle 101", ("Žihle 101", "")),
    ("zelezna ruda javorska 154", ("Javorská 154", "Železná Ruda")),
    ("Javorská 154, 340 04 Železná Ruda", ("Javorská 154", "Železná Ruda")),
    ("Železna Ryda, javorska 154", ("Javorská 154", "Železná Ruda")),
)


def address(town: Municipality, street: str, part: str, number: str, at: float) -> Address:
    text = search_text_of(street=street, number=number, part=part, municipality=town.name)
    return Address(
        authority=town.authority,
        municipality=town,
        street=street,
        part=part,
        number=number,
        latitude=50 + at,
        longitude=20 + at,
        search_text=text,
    )


@pytest.fixture
def kielce(db: None) -> Authority:
    city = make_authority(name="Kielce")
    town = Municipality.objects.create(authority=city, name="Kielce", latitude=50.9, longitude=20.6)
    Address.objects.bulk_create(
        address(town, street, "", number, at / 1000)
        for at, (street, numbers) in enumerate(POLISH)
        for number in numbers
    )
    mark_changed(city.pk)
    return city


@pytest.fixture
def region(db: None) -> Authority:
    region = make_authority(name="Plzeňský kraj", country=Country.CZECHIA)
    names = dict.fromkeys(row[0] for row in CZECH)
    towns = {
        name: Municipality.objects.create(
            authority=region, name=name, code=str(at), latitude=49.5, longitude=13 + at / 10
        )
        for at, name in enumerate(names)
    }
    Address.objects.bulk_create(
        address(towns[town], street, part, number, at / 1000)
        for at, (town, part, street, numbers) in enumerate(CZECH)
        for number in numbers
    )
    mark_changed(region.pk)
    return region


@pytest.mark.parametrize(("typed", "meant"), SLIPS_PL)
def test_mistyped_polish_address_is_found(kielce: Authority, typed: str, meant: str) -> None:
    found = search_addresses(kielce, typed)

    assert found.first is not None
    assert found.first.title == meant
    assert found.is_clear


@pytest.mark.parametrize(("typed", "meant"), SLIPS_CS)
def test_mistyped_czech_address_is_found(
    region: Authority, typed: str, meant: tuple[str, str]
) -> None:
    found = search_addresses(region, typed)

    assert found.first is not None
    assert (found.first.title, found.first.within) == meant
    assert found.is_clear
