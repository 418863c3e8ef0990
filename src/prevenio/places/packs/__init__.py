"""The kinds of precincts that the countries' authorities start with."""
