"""The words of Polish safety programmes."""

import re

from prevenio.programme.importing.vocabulary.words import Vocabulary, stems

# fmt: off
BODY_HEADS = frozenset({
    "komenda", "komisariat", "posterunek", "straz", "urzad", "wydzial", "osrodek", "centrum",
    "biuro", "zarzad", "zaklad", "przedsiebiorstwo", "kuratorium", "inspektorat", "inspektor",
    "inspekcja", "stacja", "sad", "prokuratura", "komisja", "rada", "szpital", "szkola",
    "przedszkole", "fundacja", "stowarzyszenie", "towarzystwo", "poradnia", "dom", "klub",
    "biblioteka", "muzeum", "teatr", "policja", "zespol", "departament", "referat",
    "spoldzielnia", "zwiazek", "caritas", "starostwo", "lekarz", "powiat", "gmina", "parafia",
    "swietlica", "uniwersytet", "akademia", "wodociagi", "pogotowie", "delegatura", "oddzial",
    "wojsko", "placowka", "mosir", "mopr", "gops", "mops", "spolka", "agencja", "nadlesnictwo",
    "hufiec", "choragiew", "koalicja", "bank",
})
MONTHS = {
    "stycz": 1, "lut": 2, "mar": 3, "kwie": 4, "maj": 5, "czerw": 6, "lip": 7, "sierp": 8, "wrze":
    9, "pazdziern": 10, "listop": 11, "grud": 12,
}
NOMINATIVES = {
    "rady": "Rada", "prezydenta": "Prezydent", "prezydentowi": "Prezydent",
    "burmistrza": "Burmistrz", "burmistrzowi": "Burmistrz", "wojta": "Wójt", "wojtowi": "Wójt",
    "starosty": "Starosta", "staroscie": "Starosta", "zarzadu": "Zarząd", "zarzadowi": "Zarząd",
    "sejmiku": "Sejmik", "komendantowi": "Komendant", "kierownikowi": "Kierownik",
    "dyrektorowi": "Dyrektor", "sekretarzowi": "Sekretarz", "naczelnikowi": "Naczelnik",
    "marszalkowi": "Marszałek", "zgromadzenia": "Zgromadzenie",
}
# fmt: on

POLISH = Vocabulary(
    language="pl",
    roles={
        "number": re.compile(
            r"^(?:[li1]\s?\.?\s?p\.?|nr\.?|numer|lp\.?|nr (?:dzialania|zadania)|kod)$"
        ),
        "short": stems("skrot", "akronim", "skrocon"),
        "full_name": stems(
            "peln[aey] nazw", "nazwa peln", "rozwini", "znaczeni", "objasni", "wyjasni"
        ),
        "area": stems("obszar", "priorytet", "kierunek", "kierunk"),
        "partners": stems(
            "partner",
            "wspoldzial",
            "wspolprac",
            "wspolrealiz",
            "wspoluczest",
            "wspolpodm",
            "wspoludz",
            "wspierajac",
            "wspomagajac",
            "wspolwykon",
            "podmioty wspol",
        ),
        "responsible": stems(
            "odpowiedzial",
            "odpowiada",
            "realizator",
            "realizuj",
            "realizacja$",
            "wykonawc",
            "wykonuj",
            "lider",
            "wiodac",
            "koordynator",
            "jednostka realiz",
            "podmiot$",
            "podmioty$",
            "instytucj",
            "prowadzac",
            "jednostka$",
            "jednostki$",
        ),
        "audience": stems(
            "kogo obejm",
            "odbiorc",
            "adresat",
            "adresac",
            "uczestnicy program",
            "grup[ay] docel",
            "beneficj",
            "uczestnicy$",
        ),
        "term": stems(
            "termin",
            "czas realiz",
            "ram\\w+ czas",
            "okres",
            "harmonogram",
            "czas trwan",
            "lata realiz",
            "rok realiz",
        ),
        "funding": stems("finansow", "zrodl", "budzet", "koszt", "srodk", "naklad", "kwot"),
        "indicator": stems("wskaznik", "miernik", "rezultat", "efekt", "produkt"),
        "method": stems(
            "sposob", "form[ay] realiz", "metod", "form[ay] dzialan", "formy$", "forma$"
        ),
        "name": stems("nazw", "tytul", "projekt$", "program$", "kampania$"),
        "aim": stems("cel$", "cele$", "celu$", "celem$"),
        "action": stems("dzialan", "zadan", "przedsiewzi", "czynnos", "aktywnos", "inicjatyw"),
        "description": stems("opis", "tresc", "charakterystyk", "zakres"),
    },
    subjects={
        "commission_duties": re.compile(
            r"\bkomisj\w*.*\b(?:zada|obowiaz|kompetenc|nalez)|\b(?:zada|obowiaz"
            r"|kompetenc)\w* komisji"
        ),
        "contents": stems("spis tresci"),
        "glossary": stems("skrot", "akronim", "slownik", "slowniczek"),
        "drafting_team": stems(
            "opracowal", "zespol opracow", "zespol redak", "autorzy", "opracowanie:"
        ),
        "participants": stems(
            "biora udzial",
            "podmiot",
            "uczestnic",
            "realizator",
            "realizatorzy",
            "partnerzy$",
            "wspolrealizator",
            "wykonawcy$",
        ),
        "forms": stems("form$", "formy$", "formami", "formach", "metody$", "metod$", "metodami"),
        "areas": stems("obszar", "priorytet", "kierunk"),
        "goals": stems("cel$", "cele$", "celow$", "celami$", "celem$", "celach$"),
        "initiatives": stems(
            "programy$",
            "programow$",
            "projekty$",
            "projektow$",
            "program profil",
            "kampanie",
            "inicjatyw",
        ),
        "actions": stems("dzialan", "zadan", "harmonogram", "przedsiewzi"),
    },
    months=MONTHS,
    contents=re.compile(r"^(?:spis tresci|spis rzeczy|zawartosc)\W*$"),
    chapter=re.compile(r"^(?:rozdzial|czesc)\b"),
    opening_or_closing=re.compile(
        r"wstep|wprowadzenie|slowo wstepne|zakonczenie|podsumowanie|postanowienia koncowe"
    ),
    area=re.compile(
        r"^(?:(?:(?:priorytetowy|strategiczny|glowny|tematyczny|problemowy)\s+)?obszar(?:\s+(?:dzialan\w*|interwencji|tematyczny|priorytetowy|problemowy))?"
        r"|priorytet|kierunek(?:\s+dzialan\w*)?|pole dzialan\w*|dziedzina|filar|modul)\b"
    ),
    action=re.compile(r"^(?:dzialanie|zadanie|przedsiewziecie)\b"),
    initiative=re.compile(r"^(?:program|projekt|kampania|akcja|inicjatywa)\b"),
    goal=re.compile(
        r"^cel(?:\s+(?:szczegolowy|operacyjny|strategiczny|glowny|posredni|czastkowy))?\b"
    ),
    goal_with_actions=re.compile(
        r"^cel(?:\s+(?:szczegolowy|operacyjny|strategiczny|kierunkowy|czastkowy))?"
        r"(?=\s*(?:nr\.?\s*)?(?:\d|[ivx]+\b))"
    ),
    sub_action=re.compile(r"^(?:poddzialanie|podzadanie|czynnosc)\b"),
    caption=re.compile(r"^(?:tabela|tab\.|tablica|zestawienie)\b"),
    drafting=re.compile(
        r"^(?:opracowal\w*|opracowanie|zespol (?:opracow|redak|autor)\w*|autorzy|przygotowal\w*)\b"
    ),
    monitoring=stems("monitor", "monitoring", "sprawozda", "ewaluac", "ocen[ay] "),
    main_goal=re.compile(
        r"\b(?:glown\w+|nadrzedn\w+|naczeln\w+|podstawow\w+) cel\w*|\bcel\w* (?:glown|nadrzedn"
        r"|naczeln|podstawow|strategiczn|generaln)"
    ),
    act=re.compile(
        r"\b(uchwal\w+|zarzadzeni\w+|postanowieni\w+|rozporzadzeni\w+)\s+(?:nr|numer)\.?\s*"
    ),
    act_on=re.compile(r"\b(?:z dnia|w dniu)\b"),
    act_subject=re.compile(r"^w sprawie\b"),
    act_basis=re.compile(r"\bna podstawie\b"),
    act_adopts=re.compile(
        r"^(?:(?:niniejsz\w+|powiatow\w+|miejsk\w+|gminn\w+) )*"
        r"(?:(?:dokument|program|plan|strategi|koncepcj)\w*\b.{0,200}?)?"
        r"\b(?:przyjet|uchwalon|zatwierdzon|przyjal|przyjela|uchwalil)\w*"
    ),
    act_resolves=re.compile(
        r"[,;]?\s*(?:(?:na wniosek|po zasiegnieciu|po uzyskaniu)\b.*"
        r"|\b(?:rada|sejmik|zgromadzenie|prezydent|burmistrz|wojt|starosta|zarzad|zarzadza|uchwala"
        r"|uchwala sie|postanawia)\b"
        r"[^()]{0,90}\b(?:uchwala|zarzadza|postanawia|ustala|co nastepuje)\b.*|\b(?:zarzadzam"
        r"|uchwala sie|zarzadza sie|postanawiam)\b.*)"
    ),
    act_force=re.compile(r"\bwchodz\w* w zycie\b|\bobowiazuje od\b"),
    act_executor=re.compile(r"\bwykonanie\b.*?\bpowierza(?: sie)?\s+"),
    act_annex=re.compile(r"\bzalacznik\w*\b"),
    act_kinds={
        "uchwa": "uchwała",
        "zarza": "zarządzenie",
        "posta": "postanowienie",
        "rozpo": "rozporządzenie",
    },
    resolving=re.compile(r"\b(?:uchwala|zarzadza|postanawia|ustala)\b"),
    at_meeting=re.compile(r"\bna (?:\S+ ){0,3}(?:sesji|posiedzeniu)(?: odbyt\w+)?\s*"),
    at_once=re.compile(r"\bz dniem (?:podjecia|podpisania|ogloszenia|uchwalenia)"),
    signing_office=re.compile(
        r"^(?:wice)?(?:przewodnicz\w+|prezydent|burmistrz|wojt|starosta|marszalek|z up\b"
        r"|zastepca)\b"
    ),
    nominatives=NOMINATIVES,
    body_heads=BODY_HEADS,
    body_adjectives=re.compile(
        r"^(?:miejsk|gminn|powiatow|wojewodzk|panstwow|rejonow|regionaln|polsk|ochotnicz|centraln"
        r"|okregow|krajow|generaln|glown|narodow|spoleczn|samorzadow|osiedlow|dzielnicow|publiczn"
        r"|terenow|warszawsk|wodn)(?:[yiae]|ie)$"
    ),
    departments=frozenset({"wydzial", "departament", "biuro", "referat", "oddzial", "zespol"}),
    groups=re.compile(
        r"^(?:szkol|placowk|komisj|rad[ay]|rodzic|mieszkanc|media|medi|organizacj|pracodawc|samorzad"
        r"|szpital"
        r"|straze|sluzb|jednostk|spolk|wspolnot|spoldzieln|przedszkol|parafi|kosciol|uczelni"
        r"|organizator|zarzadc|administrator|kluby|stowarzyszeni|fundacj|podmiot|przedsiebior"
        r"|wlasciciel|uczniowie|nauczyciel|pedagog|senior|wolontariusz|instytucj|inspekcj|sad[y]"
        r"|plac$|dzielnicow|kurator|osrodki|swietlic|soltys|zwiazk|zaklad|lokaln|uczestnic)"
    ),
    audience=re.compile(
        r"^(?:dziec|mlodziez|mlodz|senior|rodzic|nauczyciel|wychowawc|pedago|psycholo|doros"
        r"|mieszkanc"
        r"|opiekun|specjali|uczniow|uczen|student|kierowc|osob|rowerzys|piesi|dyrektor|przedszkolak"
        r"|uczestni|prelegen|bezdomn|rodzin|sprzedawc|przedsiebiorc|kobiet|mezczyzn|spolecznosc"
        r"|wolontariusz)"
    ),
    funding_marker=re.compile(
        r"\b(?:(?:zrodl\w+|sposob)\s+finansowan\w*(?:\s+programu|\s+zadania|\s+dzialan\w*"
        r"|\s+projektu)?"
        r"|wspolfinansow\w+|finansowan\w+(?:\s+programu|\s+zadania|\s+projektu)?"
        r"|srodki finansowe)(?=\s*[:–—-]|\s+(?:z|ze|w)\b|\s+wlasn|\s+srodk|\s+budzet|\s*\()"
        r"|\b(?:zrodl\w+|sposob)\s+finansowan\w*|\bfinansowan[eaoy]\w*(?=\s+(?:jest|sa|bedzie|beda"
        r"|przez)\b)"
    ),
    own_materials=re.compile(r"\bmaterial\w*\b"),
    open_ended=re.compile(
        r"\b(?:bezterminow|na czas nieokreslon|bez ogranicz|na stale|zadanie ciagle"
        r"|dzialanie ciagle|stale$|ciagl|na biezaco|nadal)"
    ),
    aim_starts=re.compile(
        r"(?:^|(?<=[\s.,;–-]))(?:gl[oó]wnym celem|celem|cel(?:ami)?\b|ma na celu"
        r"|program ma na celu|zalozeni(?:em|a)|jego celem|program (?:ma|jest|sluzy|skierowany"
        r"|profilaktyczn)|dzialani[ae] (?:maj|skierowan|przypad)|projekt (?:ma|zaklada|sluzy))"
    ),
    joining=frozenset({"i", "oraz", "a", "lub", "albo", "z", "ze", "we", "w"}),
    place_prepositions=frozenset({"w", "we", "na", "m.", "dla", "st."}),
    no_bodies=re.compile(r"^(?:brak|nie dotyczy|nd\.?|n/d|-+|–+|—+|x|\.+)$"),
    milestones=stems("kamieni\\w* milow", "harmonogram", "kalendarium", "wazne daty", "etapy"),
    region_wide=stems(
        "ogolnowojewodzk",
        "wojewodzk\\w* projekt",
        "regionaln\\w* projekt",
        "projekty regionaln",
        "ponadlokaln",
    ),
    approximately=stems(
        "okolo", "ok$", "ok\\.", "prawie", "blisko", "niemal", "ponad", "szacunkow", "przewidywan"
    ),
    project_word=stems("projekt"),
    towns=stems("miast", "gmin", "miejscowosc", "wsi$", "wies$"),
    joined_later=stems(
        *(
            "przystap",
            "dolacz",
            "wlacz",
            "rozszerz",
            "uruchom",
            "rozpocz",
            "wstap",
            "wejsc",
            "przyjec",
        ),
    ),
)
