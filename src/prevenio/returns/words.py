"""Words made from a seal, to be read out by telephone: four of sixty-four."""

from collections.abc import Mapping, Sequence

_POLISH = """
akacja banan beczka bluszcz brzoza bursztyn cebula chleb chmura cytryna dywan dzban
fiolka fontanna gitara gniazdo gruszka guzik herbata huragan indyk irys jabłko jagoda
jesion kamień kasztan klon kolibri kometa korona krzesło kubek latarnia lawenda lipiec
lotos magnes malina mgła miód morze motyl namiot niebo nuta obłok ogród okno orzech
parasol perła piasek pióro rzeka siedem srebro sroka statek talerz trawa tulipan wiatr zegar
"""
_CZECH = """
akát balon banka borovice bříza buben cedr cibule citron cukr datel deka dráha dub
fontána fíkus hladina hodiny hora houba hruška jablko jahoda jantar javor jezero kamen
kapr kašna kometa koruna kostka křída kuře labuť lampa lednice lípa loď magnet malina
med meloun moře motýl mrak nebe nota oblak okno ořech ostrov perla písek pramen racek
řeka sedm slunce sova stříbro strom tulipán vítr
"""
_ENGLISH = """
acorn amber anchor apple arrow basket beach birch blanket bottle bridge butter button
candle castle cedar cherry cloud comet copper crown daisy feather ferry forest garden
ginger guitar hazel honey island ivory juniper kettle lantern lavender lemon linen magnet
maple meadow mirror needle olive orchard otter paper pearl pebble pepper piano pocket
quartz ribbon river saddle seven silver spruce tulip velvet walnut willow window
"""
WORDS: Mapping[str, Sequence[str]] = {
    "pl": _POLISH.split(),
    "cs": _CZECH.split(),
    "en": _ENGLISH.split(),
}


def receipt_words(seal: str, *, language: str) -> str:
    """The receipt of a seal in a language: `birch–river–seven–lantern`."""
    words = WORDS.get(language, WORDS["en"])
    number = int(seal[:6], 16)
    return "–".join(words[(number >> shift) & 63] for shift in (18, 12, 6, 0))
