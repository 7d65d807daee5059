"""The API: what the pages do, for programs. ``operations`` is its table; routes and description are made of it."""
