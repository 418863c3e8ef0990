"""What the places know, read across rows."""
