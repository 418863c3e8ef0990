"""The words of Czech safety programmes."""

import re

from prevenio.programme.importing.vocabulary.words import Vocabulary, stems

# fmt: off
BODY_HEADS = frozenset({
    "policie", "urad", "odbor", "oddeleni", "rada", "komise", "centrum", "sbor", "skola",
    "poradna", "nemocnice", "sluzba", "sprava", "zarizeni", "spolek", "sdruzeni", "nadace",
    "charita", "knihovna", "reditelstvi", "ustav", "dum", "klub", "mesto", "magistrat", "obec",
    "kraj", "svaz", "straz", "strediska", "stredisko", "zakladni", "probacni", "hygienicka",
    "inspekce", "diakonie", "podnik", "spolecnost", "domov", "soud", "zastupitelstvi",
    "dobrovolni", "hasici", "armada", "ministerstvo", "manazer", "koordinator", "sluzby",
    "inspektorat", "skoly", "utvar",
})
MONTHS = {
    "led": 1, "unor": 2, "brez": 3, "dub": 4, "kvet": 5, "cervn": 6, "cerven$": 6, "cervenc": 7,
    "cervenec": 7, "srp": 8, "zar": 9, "rij": 10, "listop": 11, "prosin": 12,
}
NOMINATIVES = {
    "zastupitelstva": "Zastupitelstvo", "rady": "Rada", "starostovi": "starosta",
    "zastupitelstvem": "Zastupitelstvo", "radou": "Rada",
    "primatorovi": "primátor", "radě": "Rada", "rade": "Rada", "starostce": "starostka",
    "primatorce": "primátorka", "tajemnikovi": "tajemník", "hejtmanovi": "hejtman",
    "vedoucimu": "vedoucí", "odboru": "odbor", "manazerovi": "manažer",
}
# fmt: on

CZECH = Vocabulary(
    language="cs",
    roles={
        "number": re.compile(
            r"^(?:c\.?|por\.?(?: ?c\.?)?|p\. ?c\.?|cislo|poradi|kod|c\. opatreni|cislo opatreni)$"
        ),
        "short": stems("zkratk", "zkratek"),
        "full_name": stems(
            "vyznam", "pln[ye] naz", "plne zneni", "cely nazev", "vysvetl", "uplny naz"
        ),
        "area": stems("oblast", "priorit", "pilir"),
        "partners": stems(
            "partner",
            "spoluprac",
            "spolurealiz",
            "spolupus",
            "soucinn",
            "dalsi subjekt",
            "spoluucast",
            "dotcen",
        ),
        "responsible": stems(
            "gestor",
            "odpoved",
            "odpovid",
            "zodpov",
            "realizator",
            "realizuj",
            "garant",
            "nositel",
            "provadi",
            "zajist",
            "vykonav",
            "subjekt$",
            "subjekty$",
            "koordinator",
            "resitel",
            "predkladatel",
        ),
        "audience": stems("cilov\\w* skup", "pro koho", "ucastnic", "adresat", "komu je urcen"),
        "term": stems("termin", "harmonogram", "casov", "obdobi", "doba", "lhut", "cas$"),
        "funding": stems("financ", "rozpoct", "rozpoc", "zdroj", "naklad", "castk", "dotac"),
        "indicator": stems("indikator", "ukazatel", "meritk", "vystup", "kriteri", "vysled"),
        "method": stems("zpusob", "form[ay]$", "metod", "postup"),
        "name": stems("nazev", "nazv", "projekt$", "program$"),
        "aim": stems("cil$", "cile$", "ucel$", "zamer"),
        "action": stems("opatren", "aktivit", "ukol", "cinnost", "krok"),
        "description": stems("popis", "obsah", "charakteristik", "napln"),
    },
    subjects={
        "commission_duties": re.compile(
            r"\b(?:komis|vybor)\w*.*\b(?:ukol|pusobnost|povinnost|prislus)|\b(?:ukol|pusobnost"
            r"|povinnost)\w* (?:\w+ )?(?:komise|vyboru)"
        ),
        "contents": stems("obsah$"),
        "glossary": stems("zkratk", "zkratek", "slovnic", "pouzit\\w* pojm"),
        "drafting_team": stems("zpracoval", "zpracovatel", "autorsk", "autori$", "zpracovalo"),
        "participants": stems(
            "subjekt",
            "ucastni",
            "zapojen",
            "realizator",
            "podili",
            "podileji",
            "partneri$",
            "nositele",
        ),
        "forms": stems("form$", "formy$", "formami$", "metody$", "nastroje"),
        "areas": stems("oblast", "priorit", "pilir", "okruh"),
        "goals": stems("cil$", "cile$", "cilu$", "cili$", "cilem$", "cilech$"),
        "initiatives": stems(
            "projekty$", "projektu$", "programy$", "programu$", "preventivni program", "kampan"
        ),
        "actions": stems("opatren", "aktivit", "ukoly$", "akcni plan", "harmonogram"),
    },
    months=MONTHS,
    contents=re.compile(r"^obsah\W*$"),
    chapter=re.compile(r"^(?:kapitola|cast|oddil)\b"),
    opening_or_closing=re.compile(r"uvod|uvodem|uvodni slovo|predmluva|zaver|shrnuti"),
    area=re.compile(
        r"^(?:(?:prioritni|problemov[aey]|tematick[aey]|strategick[aey]|klicov[aey])"
        r"\s+(?:oblast|osa|okruh|priorita|smer)"
        r"|oblast(?:\s+(?:podpory|zasahu|prevence))?"
        r"|priorita|pilir|okruh|smer|osa)\b"
    ),
    action=re.compile(r"^(?:opatreni|ukol|aktivita|cinnost)\b"),
    initiative=re.compile(r"^(?:projekt|program|kampan|akce)\b"),
    goal=re.compile(r"^(?:(?:strategicky|specificky|dilci|hlavni|operativni|operacni)\s+)?cil\b"),
    goal_with_actions=re.compile(
        r"^(?:(?:strategicky|specificky|dilci|operativni|operacni)\s+)?cil"
        r"(?=\s*(?:c\.?\s*)?(?:\d|[ivx]+\b))"
    ),
    sub_action=re.compile(r"^(?:krok|dilci krok)\b"),
    caption=re.compile(r"^(?:tabulka|tab\.|prehled)\b"),
    drafting=re.compile(
        r"^(?:zpracoval\w*|zpracovatel\w*|autorsky kolektiv|autori|vypracoval\w*|pripravil\w*)\b"
    ),
    monitoring=stems("monitor", "hodnocen", "vyhodnoc", "evaluac", "kontrol"),
    main_goal=re.compile(r"\b(?:hlavni\w*|zakladni\w*|globalni\w*|obecny\w*|strategick\w*) cil\w*"),
    act=re.compile(
        r"\b(usneseni\w*|narizeni\w*|rozhodnuti\w*|obecne zavazna vyhlaska|vyhlaska"
        r"|smernice)\s+(?:\w+ ){0,8}?(?:c|cislo)\.?\s*"
    ),
    act_on=re.compile(r"\b(?:ze dne|dne)\b"),
    act_subject=re.compile(
        r"^(?:o schvaleni|ve veci|k navrhu|o vydani|k programu|k planu|o prijeti|o programu)\b"
    ),
    act_basis=re.compile(
        r"\b(?:na zaklade|podle|v souladu s|dle)\s+(?=(?:ustanoveni|§|zakona|cl\.))"
    ),
    act_adopts=re.compile(
        r"^(?:(?:tento|tato|toto|predlozen\w+|uveden\w+) )*"
        r"(?:(?:dokument|material|program|plan|strategi|koncepc)\w*\b.{0,200}?)?"
        r"\b(?:schval|prijat|prijal)\w*"
    ),
    act_resolves=re.compile(
        r"[,;]?\s*\b(?:(?:zastupitelstvo|rada|mesto|kraj)\b[^()]{0,90}\b(?:schvaluje|usnesl\w*"
        r"|rozhodl\w*|vydava|bere|stanovi)\b.*"
        r"|schvaluje\b.*|se usnes\w+.*|vydava\b.*)"
    ),
    act_force=re.compile(
        r"\bnabyva\w* (?:ucinnost|platnost)|\bvstupuje v platnost|\bucinnost\w* dnem"
    ),
    act_executor=re.compile(r"\b(?:uklada|povereny?|poveruje|provedenim\b.*?\bpoveruje)\s+"),
    act_annex=re.compile(r"\bpriloh\w*\b"),
    act_kinds={
        "usnes": "usnesení",
        "nariz": "nařízení",
        "rozho": "rozhodnutí",
        "obecn": "obecně závazná vyhláška",
        "vyhla": "vyhláška",
    },
    resolving=re.compile(
        r"\b(?:schvaluje|usnesl\w*|rozhodl\w*|vydava|bere|stanovi|po projednani)\b"
    ),
    at_meeting=re.compile(r"\bna (?:\S+ ){0,3}(?:zasedani|schuzi|jednani)(?: konan\w+)?\s*"),
    at_once=re.compile(r"\bdnem (?:schvaleni|podpisu|vyhlaseni|prijeti)"),
    signing_office=re.compile(
        r"^(?:starosta|starostka|primator|primatorka|hejtman|hejtmanka|(?:1\. "
        r"|prvni )?mistostarost\w+|namest\w+|predsed\w+)\b"
    ),
    nominatives=NOMINATIVES,
    body_heads=BODY_HEADS,
    body_adjectives=re.compile(
        r"^(?:mestsk|krajsk|obecn|okresn|zakladn|statn|obvodn|uzemn|hasicsk|zdravotnick|probacn"
        r"|pedagogick"
        r"|socialn|mistn|technick|narodn|stredn|matersk|psychologick|oblastn|dopravn|cesk"
        r"|dobrovoln)(?:[yaei])$"
    ),
    departments=frozenset({"odbor", "oddeleni", "utvar", "sekce"}),
    groups=re.compile(
        r"^(?:skol|rodic|obyvatel|media|medi|neziskov|organizac|zamestnavatel|samosprav|nemocnic"
        r"|sluzb|spol[ekck]|poradn|provozovatel|vlastni[kc]|senior|kluby|podnikatel|matersk"
        r"|zakladni skol|stredni skol"
        r"|svaz|firmy|verejnost|zajmov|sportov|pedagog|ucitel|poskytovatel|mesta"
        r"|dobrovolni[ck]|komis|nno|lekari|spravc)"
    ),
    audience=re.compile(
        r"^(?:det[ii]|mladez|senior|rodic|ucitel|pedago|psycholo|dospel|obyvatel|obcan|zak|student"
        r"|ridic|osob|chodc|cyklist|pecujic|verejnost|rodin|predskolak|odborn|oslabe|zen[ya]|muzi"
        r"|ohrozen|obet|turist|prodejc|podnikatel)"
    ),
    funding_marker=re.compile(
        r"\b(?:zdroj\w*\s+financovan\w*|zpusob\s+financovan\w*|financovan\w*(?:\s+projektu"
        r"|\s+programu)?|financni zdroje|spolufinancovan\w*|financni kryti|hrazeno|rozpocet)"
        r"(?=\s*[:–—-]|\s+(?:z|ze|v|je|bude)\b|\s+vlastn)|\bzdroj\w*\s+financovan\w*"
    ),
    own_materials=re.compile(r"\bmaterial\w*\b"),
    open_ended=re.compile(
        r"\b(?:na dobu neurcitou|bez omezeni|trvale|trval[ey]|prubezn|neomezen|stale$|kontinual"
        r"|bez casoveho)"
    ),
    aim_starts=re.compile(
        r"(?:^|(?<=[\s.,;–-]))(?:hlavnim cilem|cilem|cil\b|ma za cil|projekt (?:je|ma|si klade"
        r"|se zameruje|smeruje)|program (?:je|ma|si klade|se zameruje|smeruje)|ucelem|zamerem)"
    ),
    joining=frozenset({"a", "i", "nebo", "ci", "s", "se", "v", "ve"}),
    place_prepositions=frozenset({"v", "ve", "na", "nad", "pod", "pri", "u"}),
    no_bodies=re.compile(r"^(?:neni|nejsou|zadn\w+|bez partner\w*|-+|–+|—+|x|\.+)$"),
    milestones=stems("milni", "harmonogram", "casova osa", "dulezita data"),
    region_wide=stems("celokrajsk", "krajske projekt", "regionalni projekt", "nadregional"),
    approximately=stems(
        "cca",
        "asi$",
        "zhruba",
        "temer",
        "priblizne",
        "okolo",
        "skoro",
        "pres$",
        "vice nez",
        "predpokladan",
        "odhad",
        "kolem",
    ),
    project_word=stems("projekt"),
    towns=stems("mest", "obec$", "obci$", "obce$"),
    joined_later=stems(
        *(
            "pristoup",
            "pripoj",
            "rozsir",
            "spusten",
            "zapoj",
            "zahajen",
            "vstup",
            "vstoup",
            "prijet",
        ),
    ),
)
