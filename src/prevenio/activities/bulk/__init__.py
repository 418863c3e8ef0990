"""Files of activities: read as a table, columns guessed, rows checked. Nothing here asks a database."""
