"""What people do in the region: one module for each part of it."""
