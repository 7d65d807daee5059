"""Traces made by hand for tests of the ledger: a few sentences, each a claim, some with a speaker."""

from __future__ import annotations

from typing import Any

from whosays.model import Attribution, Claim, Document, Naming, Response, Source, Standing, Trace

OUTLETS = ("Tarn Post", "Hollow Times", "Upland Wire", "Mere Courier", "Fell Gazette")


def document(
    outlet: str, *sentences: str | tuple[str, str] | tuple[str, str, Response], bare: bool = False, **about: Any
) -> Trace:
    """The trace of a document whose sentences are claims: ``"…"`` in its own voice, ``(speaker, "…")`` in somebody's,
    ``(speaker, "…", response)`` where the speaker answers the claim before; the outlet above, but if ``bare``."""
    text, sources, said, claims = "" if bare else f"{outlet}\n\n", [], [], []
    for sentence in sentences:
        speaker, words, *response = (None, sentence) if isinstance(sentence, str) else sentence
        if speaker is None:
            claims.append(Claim(f"c{len(claims) + 1}", words, ((len(text), len(text) + len(words)),),
                                standing=Standing("Own word.", 6, "F")))  # fmt: skip
            text += f"{words}\n\n"
            continue
        at = len(text)
        cue, start = at + len(speaker) + 1, at + len(speaker) + 6
        text += f"{speaker} said {words}\n\n"
        known = next((s for s in sources if s.name == speaker), None)
        if known is None:
            known = Source(f"s{len(sources) + 1}", speaker, naming=Naming.NAMED, mentions=((at, at + len(speaker)),))
            sources.append(known)
        name, content = f"a{len(said) + 1}", ((start, start + len(words)),)
        answers = claims[-1] if response and claims else None
        said.append(Attribution(name, ((at, at + len(speaker)),), ((cue, cue + 4),), content, source_id=known.id,
                                response=response[0] if response else None,
                                responds_to=answers.id if answers else None))  # fmt: skip
        if answers:
            claims[-1] = Claim(answers.id, answers.text, answers.spans, answers.chain,
                               responses=(*answers.responses, name), standing=answers.standing)  # fmt: skip
        else:
            standing = Standing("One source.", 6, "F")
            claims.append(Claim(f"c{len(claims) + 1}", words, content, (name,), standing=standing))
    made = Document(text, outlet=outlet, language="en", **about)
    return Trace(made, tuple(sources), tuple(said), tuple(claims))


WEIR = "The weir at Tarn Hollow broke on Sunday night and flooded forty houses in Lower Tarn."
MAYOR = "The mayor of Lower Tarn had let the sirens be sold to a dealer in May."
MILL = "The paper mill at Skelby will close in March after ninety years of work."


def weir(outlet: str, *more: Any, **about: Any) -> Trace:
    """A document about the weir."""
    return document(outlet, WEIR, *more, **about)
