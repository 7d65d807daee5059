"""The process that traces and tells, apart from the one that leads: it may be killed, hang or grow, and only the
document it was at is tried again.

It is asked and answers by lines of JSON on its standard input and output, and ends when its leader does. Its argument
is what it will be asked first.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from pathlib import Path
from typing import Any, BinaryIO

from whosays.model import Document


def main() -> None:
    """Answers until nobody asks any more."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what a library prints is no answer
    threading.Thread(target=_until_orphaned, args=(os.getppid(),), daemon=True).start()
    if sys.argv[1:] != ["tell"]:  # loads the models, which telling does not need
        _traced(json.dumps(Document("The mayor said so.", language="en").to_dict()))
    _say(answers, {"ready": os.getpid()})
    for line in sys.stdin.buffer:
        _say(answers, _answer(json.loads(line)))


def _until_orphaned(leader: int) -> None:
    """Ends the process soon after its leader, whose place another may have taken."""
    while os.getppid() == leader:
        time.sleep(0.3)
    os._exit(1)


def _say(answers: BinaryIO, message: dict[str, Any]) -> None:
    answers.write(json.dumps(message).encode() + b"\n")
    answers.flush()


def _answer(asked: dict[str, Any]) -> dict[str, Any]:
    try:
        match asked["ask"]:
            case "trace":
                return {"trace": _traced(asked["document"])}
            case "tabulate":
                from whosays.scale.tabulating import tabulate

                return tabulate(Path(asked["root"]), asked["model"], asked["unit"], asked["day"])
            case "tell":
                from whosays.scale.tabulating import tell

                return tell(Path(asked["root"]), asked["model"], asked["block"], asked["events"])
            case other:
                return {"error": f"{other} is not known"}
    except OSError as error:
        return {"error": error.strerror or str(error), "errno": error.errno}
    except Exception as error:
        return {"error": f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"}


def _traced(document: str) -> str:
    from whosays.trace import trace

    return json.dumps(trace(Document.from_dict(json.loads(document))).to_dict())


if __name__ == "__main__":
    main()
