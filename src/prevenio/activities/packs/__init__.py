"""The catalogues of kinds of activity that the countries' authorities start with."""
