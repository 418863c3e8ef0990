"""Words by which safety programmes speak of one and the same thing."""

from collections.abc import Mapping

from prevenio.programme.checking.text.words import word_set

# Beginnings of five letters at most, without accents.
_POLISH = (
    "sieci inter cyber kompu onlin",
    "drogo ruchu drog wypad koliz pojaz kiero piesz rower",
    "senio stars wnucz emery",
    "uzale narko alkoh dopal odury nikot trzez",
    "przem krzyw ofiar",
    "bezro zatru rynku rynek",
    "srodo zanie smog powie odpad ekolo",
    "sanit epide higie zdrow",
    "weter zwier",
    "pozar ogien ognia gasni czadu",
    "dziec mlodz uczni szkol niele",
    "powod klesk zywio kryzy",
    "kradz wlama miena",
    "wanda dewas znisz",
)
_CZECH = (
    "inter kyber siti digit onlin",
    "dopra silni nehod vozid ridic chodc cykli",
    "senio ducho stars",
    "zavis drogy alkoh navyk opilo",
    "nasil obeti",
    "pozar ohen hasic",
    "deti mlade zaku skol zaci",
    "povod zaple krizo",
    "krade vloup zlode majet",
    "vanda sprej ponic",
    "nezam zames",
    "hygie epide zdrav",
    "zvire veter",
    "ovzdu smog odpad zivot",
)
_THEMES: Mapping[str, tuple[frozenset[str], ...]] = {
    "pl": tuple(map(word_set, _POLISH)),
    "cs": tuple(map(word_set, _CZECH)),
}


def with_themes(beginnings: frozenset[str], language: str) -> frozenset[str]:
    """Beginnings of words, with those of the other words for the same things."""
    themes = [theme for theme in _THEMES.get(language, ()) if _touches(theme, beginnings)]
    return beginnings.union(*themes)


def _touches(theme: frozenset[str], beginnings: frozenset[str]) -> bool:
    return any(word.startswith(tuple(theme)) for word in beginnings)
