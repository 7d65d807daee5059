"""What the help says of arguments that several commands take."""

from __future__ import annotations

INPUT_HELP = (
    "Files, folders (all their files), https:// addresses, or - for standard input. What each is, its content says: an "
    "article (plain text, HTML, PDF, mail, ninjs), a news feed (RSS, Atom, JSON Feed), a web archive (WARC), an export "
    "or answer of Telegram, X, Bluesky or Mastodon, or a table (CSV, Parquet, JSON lines with "
    "named columns)."
)
PAGES_HELP = "Fetch the page behind each entry of a news feed instead of reading what the feed holds of it."
