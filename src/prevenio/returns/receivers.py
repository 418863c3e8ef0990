"""What the returns do when something happens in the rooms below."""
