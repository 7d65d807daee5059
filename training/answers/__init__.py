"""What the reader is taught beyond who said what: who answers what, and what an article is about."""
