"""What people read: a report for a terminal, a page for a browser."""
