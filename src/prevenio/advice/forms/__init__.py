"""Forms of the advice desk: of residents, of the staff, of what the bureau keeps."""
