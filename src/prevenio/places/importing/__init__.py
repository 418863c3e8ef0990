"""Reading files of boundaries and addresses, and looking through them: no database, no Django."""
