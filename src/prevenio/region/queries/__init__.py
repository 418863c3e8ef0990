"""What the region knows, read across rows."""
