from prevenio.kernel.wording import Piece, item_changes


def test_items_of_a_list_are_never_split() -> None:
    old = ("Straż Miejska w Testowie", "Komenda Policji w Testowie")
    new = ("Straż Pożarna w Testowie", "Komenda Policji w Testowie")

    assert item_changes(old, new) == [
        Piece("old", "Straż Miejska w Testowie"),
        Piece("same", ", "),
        Piece("new", "Straż Pożarna w Testowie"),
        Piece("same", ", "),
        Piece("same", "Komenda Policji w Testowie"),
    ]


def test_a_list_that_begins_or_ends() -> None:
    assert item_changes((), ("Policja",)) == [Piece("new", "Policja")]
    assert item_changes(("Policja",), ()) == [Piece("old", "Policja")]
