from prevenio.programme.checking.tests.factories import abouts, make_document

COUNTY_ACT = "ustawy z dnia 5 czerwca 1998 r. o samorządzie powiatowym"


def test_one_provision_cited_in_two_ways_is_found() -> None:
    polish = make_document(
        "Na podstawie art. 7 ust. 1 pkt 14 ustawy z dnia 8 marca 1990 r. o samorządzie.\n\n"
        "Zgodnie z artykułem 7 ust. 1 lit. 14 ustawy z dnia 8 marca 1990 roku o samorządzie."
    )
    czech = make_document(
        "Podle § 35 odst. 2 zákona č. 128/2000 Sb., o obcích.\n\n"
        "Ve smyslu § 35 písm. 2 zákona č. 128/2000 Sb.",
        language="cs",
    )

    assert abouts("K-168", *polish) == [("art. 7 ust. 1 pkt 14", "art. 7 ust. 1 lit. 14")]
    assert abouts("K-168", *czech) == [("§ 35 odst. 2", "§ 35 písm. 2)")]


def test_two_points_of_one_article_are_right_when_each_serves_its_own_organ() -> None:
    document = make_document(
        f"Na podstawie art. 92 ust. 1 pkt 1 {COUNTY_ACT} Rada Miasta uchwala program.\n\n"
        f"Zadania Prezydenta Miasta wynikają z art. 92 ust. 1 pkt 2 {COUNTY_ACT}."
    )

    assert abouts("K-168", *document) == []


def test_other_places_of_one_article_are_no_disagreement() -> None:
    act = "ustawy z dnia 8 marca 1990 r. o samorządzie gminnym"
    document = make_document(
        f"Stosuje się art. 5 ust. 1 pkt 2 {act}.\n\nStosuje się art. 5 ust. 12 {act}.\n\n"
        f"Stosuje się art. 5 ust. 2 {act}."
    )

    assert abouts("K-168", *document) == []


def test_one_place_written_in_two_orders_or_depths_is_found() -> None:
    act = "ustawy z dnia 8 marca 1990 r. o samorządzie gminnym"
    document = make_document(
        f"Stosuje się art. 5 pkt 9b {act}.\n\nStosuje się art. 5 pkt 9 lit. b {act}."
    )

    assert abouts("K-168", *document) == [("art. 5 pkt 9b", "art. 5 pkt 9 lit. b")]


def test_one_act_with_two_dates_is_found() -> None:
    document = make_document(
        f"Na podstawie art. 12 pkt 9b {COUNTY_ACT} Rada Powiatu uchwala.\n\n"
        f"Zgodnie z art. 4 ust. 1 {COUNTY_ACT.replace('5 czerwca', '8 czerwca')}."
    )

    assert abouts("K-168", *document) == [("1998-06-05", "1998-06-08")]


def test_provision_cited_for_the_other_organ_is_found() -> None:
    polish = make_document(
        f"Na podstawie art. 92 ust. 1 pkt 2 {COUNTY_ACT} Rada Miasta uchwala program."
    )
    czech = make_document(
        "Podle § 102 odst. 2 zákona č. 128/2000 Sb., o obcích, zastupitelstvo schvaluje program.",
        language="cs",
    )

    assert abouts("K-168", *polish) == [("art. 92 ust. 1 pkt 2",)]
    assert abouts("K-168", *czech) == [("§ 102 odst. 2",)]


def test_unnamed_deciding_organ_is_found() -> None:
    czech = make_document(
        "O přidělení dotace rozhodují příslušné orgány kraje na návrh komise.", language="cs"
    )
    polish = make_document("O wyborze wniosków decydują właściwe organy powiatu.")
    named = make_document(
        "O dotaci rozhodují příslušné orgány kraje, a to Rada a Zastupitelstvo.", language="cs"
    )

    assert abouts("P-72", *czech) == [("příslušné orgány",)]
    assert abouts("P-72", *polish) == [("właściwe organy",)]
    assert abouts("P-72", *named) == []
