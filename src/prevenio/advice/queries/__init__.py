"""Reads of the advice desk: for the desk, for the public pages, for numbers."""
