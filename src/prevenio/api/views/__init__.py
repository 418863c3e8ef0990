"""What machines meet: Open311 GeoReport v2, reports for maps and tables, their description."""
