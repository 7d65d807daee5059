"""Why a page has no article in it: the sentence a user is told instead of an empty document."""

from __future__ import annotations

import re
from typing import Any

from whosays.reading.wordlists import page_expression

_FRAME = re.compile(r"^(?:root|app|__next|__nuxt|react-root|gatsby|svelte|main-app|application)$", re.IGNORECASE)
_DIALOGUES = frozenset(("dialog", "alertdialog"))
_CONSENT = re.compile(
    r"(?:^|[\s_-])(?:cmp|gdpr|ccpa|cookies?|consent|privacy|onetrust|didomi|usercentrics|truste|quantcast|qc-cmp2?|sp_message)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_CHOICE = re.compile(r"\b(?:accept|agree|allow|reject|decline|manage|consent|got it|ok)\b", re.IGNORECASE)
_PRIVACY = re.compile(r"\b(?:cookies?|personal data|privacy|partners|consent)\b", re.IGNORECASE)
_FEWEST_BESIDE = 25
_UNSEEN = frozenset(("script", "style", "template", "title"))
_LONGEST_TITLE = 2_000
TINY = 120
"""Words below which a page's text is suspected of being something else than an article."""
TEASER = 60
"""Words of an article behind a paywall below which there is nothing to read in what the page shows."""


def without_dialogues(tree: Any) -> None:
    """Takes out of a page the dialogues that ask for consent, where there is something else on the page."""
    found: list[Any] = []
    for element in tree.iter("div", "section", "aside", "dialog", "form", "footer"):
        if found and any(outer is found[-1] for outer in element.iterancestors()):
            continue
        named = f"{element.get('class', '')} {element.get('id', '')} {element.get('aria-label', '')}"
        asks = element.get("role") in _DIALOGUES or element.tag == "dialog" or _CONSENT.search(named)
        if asks and not any(True for _ in element.iter("article", "h1", "main")) and _is_of_consent(element):
            found.append(element)
    rest = len(visible_text(tree).split()) - sum(len(e.text_content().split()) for e in found)
    if rest >= _FEWEST_BESIDE:
        for element in found:
            element.drop_tree()


def _is_of_consent(element: Any) -> bool:
    shown = " ".join(element.text_content()[:20_000].split()).replace("’", "'")
    return bool(_CHOICE.search(shown) and _PRIVACY.search(shown))


def visible_text(tree: Any) -> str:
    """Everything a page would show, and what it shows without JavaScript; white space made single."""
    from lxml.etree import iterwalk

    parts: list[str] = []
    hidden = 0
    for event, element in iterwalk(tree, events=("start", "end")):
        unseen = element.tag in _UNSEEN
        if event == "start":
            hidden += unseen
            written = element.text
        else:
            hidden -= unseen
            written = element.tail
        if written and not hidden:
            parts.append(written)
    return " ".join(" ".join(parts).split()).replace("’", "'")


def why_no_article(tree: Any, shown: str, text: str, *, free: bool | None) -> str | None:
    """The cause, as a clause, where a page's text (``text``) is none of an article; none where it may be one.

    ``shown`` is `visible_text`, ``free`` what the page says of ``isAccessibleForFree``. Only a page whose text is short
    is suspected: long articles also tell of cookies and subscriptions.
    """
    words = len(text.split())
    if words >= TINY:
        return None
    title = " ".join(next((t.text_content() for t in tree.iter("title")), "")[:_LONGEST_TITLE].split())
    if _says("bot_check").search(shown[:3_000]) or _says("bot_title").match(title):
        return "the page is a bot check, not the article; save the page from a browser and give that file"
    if words < TEASER and (free is False or _says("paywall").search(shown)):
        return (
            f"the article is behind a paywall, the page shows only {_count(words)} of it; give the full text as a file"
        )
    if _says("missing").search(title) or (words < 60 and _says("missing").search(text.replace("’", "'"))):
        return "the page says that the article does not exist (any more)"
    if _is_mostly_of_cookies(text) or (words < 30 and _says("cookies").search(shown)):
        return "the page shows a cookie notice instead of the article; save the page from a browser and give that file"
    if words < 30 and (_says("script").search(shown) or _is_empty_frame(tree, shown)):
        return "the page has no text without JavaScript; save it from a browser, once it is shown, and give that file"
    if words < 4:
        return "no article text was found in the page"
    return None


def _is_mostly_of_cookies(text: str) -> bool:
    """True where the paragraphs that ask for consent are the most of a text: articles tell of consent, too."""
    asking = [part for part in text.replace("’", "'").split("\n\n") if _says("cookies").search(part)]
    return 2 * sum(len(part.split()) for part in asking) > len(text.split())


def _says(key: str) -> re.Pattern[str]:
    return page_expression("stubs", key)


def _is_empty_frame(tree: Any, shown: str) -> bool:
    """A page of scripts around an empty element that they fill."""
    frames = any(_FRAME.match(e.get("id", "")) and not e.text_content().strip() for e in tree.iter("div", "main"))
    return len(shown.split()) < 60 and (frames or (len(shown.split()) < 4 and any(True for _ in tree.iter("script"))))


def _count(words: int) -> str:
    return "nothing" if words == 0 else f"{words} word{'' if words == 1 else 's'}"
