"""What people do at the advice desk, by noun: asking, answering, resident, publishing, keeping."""
