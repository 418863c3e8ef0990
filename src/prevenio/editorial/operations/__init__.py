"""What people do in this room, and what follows when Wagtail publishes for them."""
