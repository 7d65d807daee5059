"""The addresses of the pages: each asks the desk and shows the answer. Whatever changes something is sent by a form."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from functools import partial, wraps
from urllib.parse import quote

from anyio import to_thread
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from whosays.desk import asking, auditing
from whosays.desk.adding import About
from whosays.desk.declaring import YetToCome, dated
from whosays.errors import InputError, NotHeld, UsageError, WhosaysError
from whosays.exports.rows import csv_row
from whosays.ledger import Ledger
from whosays.ledger.correcting import NOBODY, WrongValue
from whosays.model import record
from whosays.reports.audit import COLUMNS, STATEMENT_COLUMNS, cells, statement_cells
from whosays.reports.html import page as trace_page
from whosays.reports.html.markup import Child, el
from whosays.reports.html.shell import asset, policy
from whosays.server.desk import Desk, Settled, changed, desk_of, note
from whosays.server.guard import Session
from whosays.server.pages import adding, audit, checking, claim, correcting, document, helping, inbox, lists, watching
from whosays.server.pages.layout import page, reads_only, refused, to_the_second
from whosays.server.streams import stream

_CLAIMS, _CHANGES = 50, 12
_DOCUMENTS, _SPEAKERS, _SPEAKING = 10, 3, 3  # of a search: documents, sources with what they say, places of each
_LONGEST = 200  # characters of a search that is saved
_NAME = re.compile(r"[kd]\d{1,9}(?:\.\d{1,6})?", re.IGNORECASE)
_UPLOAD = re.compile(r"u[0-9a-f]{16}")
FILLED = "it was not given"  # why something is filled in, where nobody says more
_ANSWER = re.compile(r"(d\d{1,9})(?:\.\d{1,6})?:(a\w{1,9}) (?:answer|speaker) ")
_FILES, _PART = 1000, 8 * 1024 * 1024


def session_of(request: Request) -> Session:
    """Who asks."""
    session: Session = request.scope["session"]
    return session


def shown(
    request: Request, title: str, main: Child, status: int = 200, asked: str = "", again: bool = False, onward: str = ""
) -> HTMLResponse:
    """A page; ``again``: without script, it is asked for again after some seconds; ``onward`` is where it leads to by
    itself."""
    text = page(title, main, session_of(request), here=request.url.path, asked=asked, again=again, onward=onward)
    return HTMLResponse(text.encode("utf-8", "replace"), status)


def not_done(request: Request, error: Exception, status: int) -> HTMLResponse:
    """A page that says why something was not done."""
    return HTMLResponse(refused(str(error), session_of(request)).encode("utf-8", "replace"), status)


def brief(page: Callable[[Request], Response]) -> Callable[[Request], Awaitable[Response]]:
    """A page that takes some hundredths of a second: a few of them are made at a time, whoever else asks waits for
    those, and for none that takes long."""

    @wraps(page)
    async def answer(request: Request) -> Response:
        return await to_thread.run_sync(page, request, limiter=desk_of(request).brief)

    return answer


def today(request: Request) -> Response:
    """What changed, and what most documents carry."""
    ledger = desk_of(request).ledger
    claims = ledger.claims(limit=_CLAIMS, carried=True)
    since = desk_of(request).state.visit(session_of(request).account or "", ledger.last_change())
    news = asking.news(ledger, _CHANGES, since)
    return shown(
        request,
        "Today",
        lists.today(
            news,
            claims,
            _CLAIMS,
            is_return=since is not None,
            may_write=session_of(request).may_write,
            searches=desk_of(request).state.searches(),
        ),
    )


def search(request: Request) -> Response:
    """Claims by words, else claims that are like them, documents, and sources of this name with what they say; a name
    leads to its page."""
    asked, ledger = request.query_params.get("q", "").strip(), desk_of(request).ledger
    if _NAME.fullmatch(asked):
        kind = "claims" if asked[0].lower() == "k" else "documents"
        return RedirectResponse(f"/{kind}/{asked.lower()}", 303)
    if not re.search(r"\w", asked):
        return RedirectResponse("/", 303)
    claims, alike = asking.search(ledger, words=asked, limit=_CLAIMS), False
    names, documents = ledger.speakers(asked), ledger.headed(asked, _DOCUMENTS)
    if not claims and not names and not documents:
        claims, alike = asking.search(ledger, like=asked, limit=10), True
    speaking = {name: ledger.source(name, most=_SPEAKING) for name in names[:_SPEAKERS]}
    more = names[_SPEAKERS:]
    main = lists.found(asked, claims, alike, lists.Beside(speaking, more, documents))
    return shown(request, f"Search: {asked}", main, asked=asked)


async def save_search(request: Request) -> Response:
    """A search saved, so that it has a place on Today and feeds; or forgotten."""
    form, state = await sent(request), desk_of(request).state
    if forgotten := text_of(form, "forget"):
        if not session_of(request).may_write:
            raise UsageError("Your account may save searches, and not take those away that others may use.")
        await run_in_threadpool(state.forget_search, forgotten)
        return RedirectResponse("/", 303)
    words = text_of(form, "words").strip()
    if not re.search(r"\w", words) or len(words) > _LONGEST:
        raise UsageError(f"A search has words, and no more than {_LONGEST} characters.")
    found = await run_in_threadpool(state.save_search, words, None, session_of(request).account or "")
    return RedirectResponse(f"/searches/{found.name}", 303)


def saved_search(request: Request) -> Response:
    """What a saved search finds, and its feeds."""
    found = desk_of(request).state.search(request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    claims = desk_of(request).ledger.claims(search=found.words, standing=found.standing, limit=_CLAIMS)
    main = lists.saved(found, claims, session_of(request).may_write)
    return shown(request, found.title, main, asked=found.words or "")


def claim_page(request: Request) -> Response:
    """A claim."""
    name, as_of = request.path_params["name"], request.query_params.get("as_of", "").strip() or None
    ledger = desk_of(request).ledger
    try:
        held = asking.look_up(ledger, _called(name, "k"), as_of=as_of)
    except UsageError as error:
        return not_done(request, error, 400)
    except WhosaysError as error:
        return not_done(request, error, 404)
    if isinstance(held, record.FormerClaim):
        return shown(request, held.text, claim.former(held))
    assert isinstance(held, record.Claim)
    history = ledger.history(name)
    step = request.query_params.get("step", "")
    if step.isdecimal() and len(step) < 6:
        times = list(dict.fromkeys(one.time for one in history))
        then = times[min(int(step), len(times) - 1)]
        return RedirectResponse(f"/claims/{held.claim}" + ("" if then == times[-1] else f"?as_of={then}"), 303)
    beside, done = ledger.beside(held.claim) if as_of is None else (), _done(request)
    still = _still(ledger, held, done) if done is not None else ()
    main = claim.claim(held, history, session_of(request).signer, as_of, done, beside, still)
    return shown(request, held.text, main)


def _still(ledger: Ledger, held: record.Claim, done: record.Decision) -> tuple[record.Response, ...]:
    """Other statements of who was just put right that answer the claim in the same document: they still count."""
    handle = _ANSWER.match(done.subject) if done.verb == "correct" else None
    document = ledger.document(handle[1]) if handle else None
    if handle is None or document is None:
        return ()
    speakers = {said.handle.partition(":")[2]: said.who for said in document.said}
    who, others = speakers.get(handle[2]), [one for one in held.responses if one.document.split(".")[0] == handle[1]]
    rest = [(one, one.handle.partition(":")[2]) for one in others]
    return tuple(one for one, said in rest if said != handle[2] and who is not None and speakers.get(said) == who)


def document_page(request: Request) -> Response:
    """A document, or a text of one."""
    try:
        held = asking.look_up(desk_of(request).ledger, _called(request.path_params["name"], "d"))
    except WhosaysError as error:
        return not_done(request, error, 404)
    assert isinstance(held, record.Document)
    return shown(
        request, held.title or held.document, document.document(held, session_of(request).signer, _done(request))
    )


def document_report(request: Request) -> Response:
    """The report of a document, which may run its own script and reach nothing."""
    name = request.path_params["name"]
    trace = desk_of(request).ledger.trace(name)
    if trace is None:
        return not_done(request, WhosaysError(f"{name}: the ledger has no such document"), 404)
    return _report(trace_page([trace]), asset("page.css"))


def claim_report(request: Request) -> Response:
    """The report of a claim, as `whosays story` has it."""
    from whosays.reports.story.html import page as story_page
    from whosays.reports.story.html import style

    name = request.path_params["name"]
    try:
        found = desk_of(request).ledger.findings([_called(name, "k")])
    except WhosaysError as error:
        return not_done(request, error, 404)
    answer = _report(story_page(found.story, found.traces, decided=found.decisions, about=name.lower()), style())
    if request.query_params.get("file"):
        answer.headers["content-disposition"] = f'attachment; filename="whosays-{name.lower()}.html"'
    return answer


async def freeze(request: Request) -> Response:
    """A claim's report frozen under an address of its own, which names the ledger's head."""
    name = _called(request.path_params["name"], "k")
    desk = desk_of(request)
    token, head = await run_in_threadpool(_frozen, desk, name, session_of(request).account or "")
    note(request, "freeze", name)
    return shown(request, "Frozen", claim.frozen(name, desk.root, f"/s/{token}", head, desk.is_team))


def frozen_pages(request: Request) -> Response:
    """The pages of a claim that were frozen: what the address of one that was just frozen shows when it is opened
    again."""
    name, desk = request.path_params["name"].lower(), desk_of(request)
    if not re.fullmatch(r"k\d{1,9}", name) or desk.ledger.claim(name) is None:
        raise HTTPException(404)
    made = [(f"/s/{token}", at) for token, at in desk.state.frozen_of(name)]
    return shown(request, "Frozen", claim.frozen_before(name, desk.root, made))


def _frozen(desk: Desk, name: str, who: str) -> tuple[str, tuple[int, str]]:
    from whosays.reports.story.html import page as story_page

    with desk.turn:
        head, found = desk.ledger.head(), desk.ledger.findings([name])
    text = story_page(found.story, found.traces, decided=found.decisions, about=name.lower())
    said = f"Frozen at entry {head[0]} of the ledger, whose hash is {head[1]}."
    return desk.state.freeze(name, text.replace("</main>", f"{el('p', said)}</main>", 1), who), head


def frozen_page(request: Request) -> Response:
    """A frozen report, for whoever has its address."""
    from whosays.reports.story.html import style

    state, token = desk_of(request).state, request.path_params["token"]
    text, about = state.frozen(token), state.frozen_claim(token)
    if text is None or about is None:
        return not_done(request, WhosaysError("There is no such page."), 404)
    answer = _report(text, style())
    if request.query_params.get("file"):
        name = f"whosays-{about[0].lower()}-{to_the_second(about[1])[:10]}.html"
        answer.headers["content-disposition"] = f'attachment; filename="{name}"'
    return answer


def export(request: Request) -> Response:
    """What is held of a claim, a document or an event, as a file for another tool."""
    asked = request.query_params
    try:
        made = desk_of(request).export(asked.get("of") or None, asked.get("to", ""), asked.get("table") or None)
    except NotHeld as error:
        return not_done(request, error, 404)
    return Response(made.content, media_type="application/octet-stream", headers=made.headers)


def _report(text: str, style: str) -> Response:
    allowed = policy(style, asset("page.js"))
    headers = {"content-security-policy": f"{allowed}; frame-ancestors 'self'; sandbox allow-scripts allow-popups"}
    return HTMLResponse(text.encode("utf-8", "replace"), headers=headers)


def _called(name: str, letter: str) -> str:
    if not _NAME.fullmatch(name) or name[0].lower() != letter:
        raise WhosaysError(f"{name}: the ledger has no such {'claim' if letter == 'k' else 'document'}")
    return name


def source_page(request: Request) -> Response:
    """Where a source speaks."""
    name = request.query_params.get("name", "").strip()
    rows = desk_of(request).ledger.source(name) if name else []
    if not rows:
        return not_done(request, WhosaysError(f"{name or 'nobody'}: no source of this name speaks here"), 404)
    return shown(request, name, document.source(name, rows, session_of(request).signer, _done(request)))


def add_page(request: Request) -> Response:
    """Ways to put something in."""
    ways = adding.ways_in() if session_of(request).may_write else reads_only()
    return shown(request, "Add", (el("h1", "Add"), ways))


async def add_text(request: Request) -> Response:
    """A pasted text put in."""
    form = await sent(request)
    given = {name: text_of(form, name) for name in ("title", "outlet", "author", "url", "published", "text")}
    names = ("title", "outlet", "author", "url", "published")
    about = About(**{name: given[name] for name in names}, meant=text_of(form, "later"))
    try:
        taken = await run_in_threadpool(desk_of(request).add_text, given["text"], about)
    except YetToCome as error:
        ways = adding.ways_in(given={**given, "later": error.day}, trouble=_once_more(error))
        return shown(request, "Add", (el("h1", "Add"), ways), 400)
    except (UsageError, InputError) as error:
        ways = adding.ways_in(given=given, trouble=str(error))
        return shown(request, "Add", (el("h1", "Add"), ways), 400)
    note(request, "add", taken.added.document)
    held = desk_of(request).ledger.document(taken.added.document) if taken.otherwise else None
    if held is not None:
        main = correcting.known_already(held, taken.otherwise, session_of(request).signer)
        return shown(request, "Here already", main)
    return RedirectResponse(f"/documents/{quote(taken.added.document, safe='.')}", 303)


async def add_files(request: Request) -> Response:
    """Files put in."""
    form = await sent(request)
    files = [(one.filename or "", one.file) for one in form.getlist("files") if isinstance(one, UploadFile)]
    files = [(name, file) for name, file in files if name]
    if not files:
        raise UsageError("No file was chosen.")
    desk, account = desk_of(request), session_of(request).account or ""
    typed = {"outlet": text_of(form, "outlet"), "published": text_of(form, "published")}
    said, ask = About(**typed, meant=text_of(form, "later")), bool(text_of(form, "each"))
    try:
        job = await run_in_threadpool(partial(desk.add_files, files, account, said=[said] * len(files), ask=ask))
    except UsageError as error:
        again, told = (typed, f"{error}.")
        if isinstance(error, YetToCome):
            again, told = {**typed, "later": error.day}, _once_more(error)
        told = f"{told} No file was taken: choose them again."
        ways = adding.ways_in(files=again, files_trouble=told)
        return shown(request, "Add", (el("h1", "Add"), ways), 400)
    note(request, "add", f"{job}: {len(files)} files")
    return RedirectResponse(f"/uploads/{job}", 303)


async def say_of_files(request: Request) -> Response:
    """What somebody says of each file that was sent; then they are read."""
    form, name, jobs = await sent(request), request.path_params["name"], desk_of(request).jobs
    job = await run_in_threadpool(jobs.job, name)
    if job is None:
        raise HTTPException(404)
    meant = set(text_of(form, "later").split())
    said, trouble = [], {}
    for number in range(len(job.files)):
        typed = text_of(form, f"published-{number}")
        said.append(About(outlet=text_of(form, f"outlet-{number}"), published=typed, meant=True))
        try:
            day = About(published=typed, meant=True).day
            if day[:10] not in meant:
                About(published=typed).day  # noqa: B018
        except YetToCome as error:
            trouble[number], meant = _once_more(error), meant | {error.day}
        except UsageError as error:
            trouble[number] = f"{error}."
    if trouble:
        main = adding.each(job, said, trouble, " ".join(sorted(meant)))
        return shown(request, "Where each file is from", main, 400)
    await run_in_threadpool(jobs.say, name, said)
    return RedirectResponse(f"/uploads/{name}", 303)


async def add_examples(request: Request) -> Response:
    """The examples put in."""
    job = await run_in_threadpool(desk_of(request).add_examples, session_of(request).account or "")
    note(request, "add", f"{job}: the examples")
    return RedirectResponse(f"/uploads/{job}", 303)


def upload_page(request: Request) -> Response:
    """What becomes of files that were sent; without script, the page asks again by itself until all are done."""
    job = desk_of(request).jobs.job(request.path_params["name"])
    if job is None:
        raise HTTPException(404)
    if job.is_asked_about:
        if not session_of(request).may_write:
            return shown(request, "Where each file is from", reads_only())
        main = adding.each(job, desk_of(request).jobs.said(job.name))
        return shown(request, "Where each file is from", main)
    if job.is_done:
        ledger = desk_of(request).ledger
        names = [one.document for one in job.taken[: adding.MOST_ASKED]]
        held = {name: found for name in names if (found := ledger.document(name)) is not None}
        return shown(request, "Added", adding.outcome(job, held, session_of(request).signer, _done(request)))
    return shown(request, "Reading", adding.progress(job), again=True)


def upload_events(request: Request) -> Response:
    """The same, told step by step."""
    jobs, name = desk_of(request).jobs, request.path_params["name"]
    if jobs.job(name) is None:
        raise HTTPException(404)
    return stream(jobs, name, request)


def watch_page(request: Request) -> Response:
    """The feeds that are watched."""
    feeds = desk_of(request).feeds
    return shown(request, "Watch", watching.watching(feeds.all(), feeds.said, session_of(request).may_write))


async def watch_feed(request: Request) -> Response:
    """A feed watched from now on, or no longer."""
    form, feeds = await sent(request), desk_of(request).feeds
    if name := text_of(form, "end"):
        done = await run_in_threadpool(feeds.end, name)
    else:
        done = await run_in_threadpool(feeds.add, text_of(form, "address"), session_of(request).account or "")
    note(request, "watch", done.address)
    return RedirectResponse("/watch", 303)


def audit_page(request: Request) -> Response:
    """Whom outlets, reporters, weeks quote."""
    by, outlet, since = _audited(request)
    rows = auditing.audit(auditing.of_ledger(desk_of(request).ledger, outlet or None, since or None), by)
    return shown(request, "Audit", audit.audit(rows, by, outlet, since))


def audit_csv(request: Request) -> Response:
    """The same for a spreadsheet; with ``statements``, each statement."""
    by, outlet, since = _audited(request)
    found = auditing.of_ledger(desk_of(request).ledger, outlet or None, since or None)
    if request.query_params.get("statements"):
        lines = [csv_row(STATEMENT_COLUMNS), *(csv_row(statement_cells(one)) for one in found)]
    else:
        lines = [csv_row(COLUMNS), *(csv_row(cells(row)) for row in auditing.audit(found, by))]
    headers = {"content-disposition": 'attachment; filename="whosays-audit.csv"'}
    return Response(b"".join(lines), media_type="text/csv; charset=utf-8", headers=headers)


def _audited(request: Request) -> tuple[auditing.By, str, str]:
    asked = request.query_params
    by = asked.get("by", "outlet")
    if by not in list(auditing.By):
        raise UsageError(f"{by}: an audit is by {', '.join(auditing.By)}")
    return auditing.By(by), asked.get("outlet", "").strip(), asked.get("since", "").strip()


def check_page(request: Request) -> Response:
    """Where a draft is put in to be checked."""
    return shown(request, "Check a draft", checking.asked())


async def check(request: Request) -> Response:
    """A draft checked; it is shown again beneath what was found."""
    form = await sent(request)
    text, title = text_of(form, "text"), text_of(form, "title")
    try:
        found = await run_in_threadpool(desk_of(request).check, text, title)
    except InputError as error:
        told = f"Nothing was checked: {error.cause}. Put the text of the draft in."
        return shown(request, "Check a draft", checking.asked(text, title, told), 400)
    return shown(request, "Check a draft", (checking.findings(found), checking.asked(text, title)))


async def decide(request: Request) -> Response:
    """What a person decided, written down; then back to where they were."""
    form = await sent(request)
    who = signer(request, form)
    names = [part for one in form.getlist("names") if isinstance(one, str) for part in one.split()]
    decide_now: Callable[..., object] = desk_of(request).decide
    await run_in_threadpool(decide_now, text_of(form, "verb"), names, who, text_of(form, "why"))
    _remember(request, who, form)
    return await run_in_threadpool(_back, request, text_of(form, "back"))


def inbox_page(request: Request) -> Response:
    """One doubt."""
    place, leaf = (_number(request.query_params.get(name, "")) for name in ("at", "leaf"))
    doubts = desk_of(request).doubts(leaf)
    here = inbox.Place(place, leaf)
    return shown(request, "Inbox", inbox.inbox(doubts, here, session_of(request).signer, _done(request)))


async def settle(request: Request) -> Response:
    """What a person says of a doubt, written down; then the next one."""
    form = await sent(request)
    who = signer(request, form)
    names = tuple(name for name in form.getlist("names") if isinstance(name, str))
    kind, verb, claim_name, value, speaker = (text_of(form, n) for n in ("kind", "verb", "claim", "value", "speaker"))
    given = Settled(kind, verb, names, claim_name, value, speaker)
    done = await run_in_threadpool(desk_of(request).settle_doubt, given, who, text_of(form, "why"))
    _remember(request, who, form)
    here = inbox.Place(_number(text_of(form, "at")), _number(text_of(form, "leaf")))
    return RedirectResponse(f"{here.address}&done={done}", 303)


def correcting_page(request: Request) -> Response:
    """The form by which something is put right."""
    what, back = request.query_params.get("what", ""), request.query_params.get("back", "")
    if session_of(request).signer is None:
        return shown(request, "Put it right", reads_only())
    try:
        one = desk_of(request).ledger.correctable(what, back)
    except WhosaysError as error:
        return not_done(request, error, 404)
    return shown(request, "Put it right", correcting.form(one, session_of(request).signer or "", back))


async def correct(request: Request) -> Response:
    """What was read, put right by a person; then back to where they were. What cannot be taken is told beside its
    field, with everything that was typed."""
    form = await sent(request)
    return await run_in_threadpool(_corrected, request, form)


def _corrected(request: Request, form: FormData) -> Response:
    desk, who, back = desk_of(request), signer(request, form), text_of(form, "back")
    typed = {name: value for name, value in form.items() if isinstance(value, str)}
    one = desk.ledger.correctable(text_of(form, "what"), back)
    values = changed(one, typed)
    new = desk.is_new_name(one, values)
    refused: correcting.Refusal | None = None
    if not values:
        refused = correcting.Refusal("Nothing is otherwise than it is now: change something first.", "", typed=typed)
    elif new is not None and typed.get("new") != new[1]:
        near = asking.near_names(desk.ledger, new[1], one.sources)
        told = f"Nobody called “{new[1]}” speaks in this ledger."
        refused = correcting.Refusal(told, new[0], near, new[1], typed)
    elif values.get("answer", NOBODY) != NOBODY and values.get("to") == NOBODY and not typed.get("nothing"):
        told = "It is an answer now, but none of the claims is chosen: say which one it answers."
        refused = correcting.Refusal(told, "to", typed=typed)
    else:
        try:
            filled = FILLED if correcting.may_fill(one, values) else ""
            values = dated(values, meant=typed.get("later", ""))
            desk.correct(one.what, values, who, text_of(form, "why").strip() or filled)
        except YetToCome as error:
            refused = correcting.Refusal(f"{error}.", "date", name=error.day, typed=typed)
        except UsageError as error:
            field = error.field if isinstance(error, WrongValue) else ""
            refused = correcting.Refusal(str(error), field, typed=typed)
    if refused is not None:
        return shown(request, "Put it right", correcting.form(one, who, back, refused), 400)
    _remember(request, who, form)
    return _back(request, back)


def _once_more(error: YetToCome) -> str:
    return f"{error}, by sending it once more."


async def undo(request: Request) -> Response:
    """A decision taken back; then back to where the person was."""
    form = await sent(request)
    who = signer(request, form)
    undo_now: Callable[..., object] = desk_of(request).undo
    await run_in_threadpool(undo_now, text_of(form, "decision"), who, text_of(form, "why"))
    _remember(request, who, form)
    return await run_in_threadpool(_back, request, text_of(form, "back"))


def _done(request: Request) -> record.Decision | None:
    """The decision that was just written."""
    done = request.query_params.get("done", "")
    return desk_of(request).ledger.decision(done) if re.fullmatch(r"j\d{1,9}", done) else None


def _number(given: str) -> int:
    return int(given) if given.isdecimal() and len(given) < 6 else 0


def signer(request: Request, form: FormData) -> str:
    """Who signs a decision: the account, where there are accounts, else the name that was given."""
    return session_of(request).account or text_of(form, "who")


def _remember(request: Request, who: str, form: FormData) -> None:
    """Keep who decided, for the next form, and note what was decided."""
    session_of(request).who = who.strip()
    about = [text_of(form, name) for name in ("verb", "names", "what", "decision", "claim")]
    note(request, request.url.path.strip("/"), " ".join(filter(None, about)))


def _back(request: Request, name: str) -> RedirectResponse:
    """To the page of a claim, a document or a source, where one is named, which says what was written down."""
    if not (_NAME.fullmatch(name) or name == "inbox" or name.startswith("source:") or _UPLOAD.fullmatch(name)):
        return RedirectResponse("/", 303)
    if name == "inbox":
        return RedirectResponse("/inbox", 303)
    (last,) = desk_of(request).ledger.decisions(1)
    place = correcting.address(name if name.startswith("source:") else name.lower())
    return RedirectResponse(f"{place}{'&' if '?' in place else '?'}done={last.decision}", 303)


async def keys(request: Request) -> Response:
    """Single keys switched on or off."""
    session, on = session_of(request), text_of(await sent(request), "keys") == "on"
    session.keys = on
    if session.secret is not None:
        await run_in_threadpool(desk_of(request).accounts.switch_keys, session.secret, on)
    return RedirectResponse("/help", 303)


def help_page(request: Request) -> Response:
    """What is where, and the keys."""
    return shown(request, "Help", helping.helping(session_of(request)))


async def sent(request: Request) -> FormData:
    """The form that was sent."""
    return await request.form(max_files=_FILES, max_fields=_FILES, max_part_size=_PART)


def text_of(form: FormData, name: str) -> str:
    """A field of a form that holds text; empty where it is not there."""
    value = form.get(name)
    return value.replace("\r\n", "\n") if isinstance(value, str) else ""


ROUTES = [
    Route("/", brief(today)),
    Route("/search", brief(search)),
    Route("/searches", save_search, methods=["POST"]),
    Route("/searches/{name}", brief(saved_search)),
    Route("/claims/{name}", brief(claim_page)),
    Route("/claims/{name}/report", claim_report),
    Route("/claims/{name}/freeze", frozen_pages),
    Route("/claims/{name}/freeze", freeze, methods=["POST"]),
    Route("/s/{token}", frozen_page),
    Route("/documents/{name}", brief(document_page)),
    Route("/documents/{name}/report", document_report),
    Route("/export", export),
    Route("/sources", brief(source_page)),
    Route("/add", add_page),
    Route("/add/text", add_text, methods=["POST"]),
    Route("/add/files", add_files, methods=["POST"]),
    Route("/add/examples", add_examples, methods=["POST"]),
    Route("/uploads/{name}", upload_page),
    Route("/uploads/{name}", say_of_files, methods=["POST"]),
    Route("/uploads/{name}/events", upload_events),
    Route("/watch", watch_page),
    Route("/watch", watch_feed, methods=["POST"]),
    Route("/audit", audit_page),
    Route("/audit.csv", audit_csv),
    Route("/check", check_page),
    Route("/check", check, methods=["POST"]),
    Route("/decide", decide, methods=["POST"]),
    Route("/inbox", inbox_page),
    Route("/inbox", settle, methods=["POST"]),
    Route("/correct", correcting_page),
    Route("/correct", correct, methods=["POST"]),
    Route("/undo", undo, methods=["POST"]),
    Route("/keys", keys, methods=["POST"]),
    Route("/help", help_page),
]
