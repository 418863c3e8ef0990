"""Files of activities: read as a table, columns guessed, rows checked. No database is asked."""
