"""Documents of a period beside the annual review, all built from the same few blocks."""
