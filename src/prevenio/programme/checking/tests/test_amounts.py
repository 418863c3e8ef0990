from prevenio.programme.checking.tests.factories import abouts, make_document


def test_amount_without_a_currency_is_found() -> None:
    czech = make_document(
        "Bylo rozděleno 7,5 milionu a na kamery 350 tis. Kč. Program zasáhl 2 tisíce dětí.",
        language="cs",
    )
    polish = make_document(
        "Wydano 1,2 mln zł, z tego 300 tys. na lampy. Planuje się 900 tys. na drony."
    )

    assert abouts("P-68", *czech) == [("7,5 milionu",)]
    assert abouts("P-68", *polish) == [("900 tys.",)]


def test_vague_quantity_is_found_where_a_quantity_follows() -> None:
    czech = make_document(
        "Utraceno bylo přibližně 3 mil. Kč. Zhruba v polovině roku začne nábor.", language="cs"
    )
    polish = make_document(
        "Wydano prawie 40 tys. zł oraz większość środków. Prawie 300 osób było."
        " Prawie wszyscy byli."
    )

    assert abouts("P-69", *czech) == [("přibližně",)]
    assert abouts("P-69", *polish) == [("prawie",), ("większość",)]
