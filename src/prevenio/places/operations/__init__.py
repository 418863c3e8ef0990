"""What people do to the places: one function for each."""
