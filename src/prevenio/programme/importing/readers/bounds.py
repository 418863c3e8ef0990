"""How much text a document may hold: far more than any programme, far less than a machine."""

MOST_CHARACTERS = 5_000_000
MOST_LINES = 200_000
