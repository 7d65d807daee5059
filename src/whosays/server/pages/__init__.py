"""The desk's pages: each a function from what the use-cases answer to markup that is safe by construction."""
