"""What is asked of the pages and of the logs."""
