"""One command trains the heads (``README.md``)."""

from __future__ import annotations

import argparse
from pathlib import Path

from training.answers.train import Settings, train


def main() -> None:
    ask = argparse.ArgumentParser(prog="python -m training.answers", description=__doc__)
    ask.add_argument("--corpus", required=True, help="PolNeAR's training part")
    ask.add_argument("--encoder", required=True, help="the folder of all-MiniLM-L6-v2 (tokenizer and shape)")
    ask.add_argument("--models", default="src/whosays/models")
    ask.add_argument("--passages", default="tests/answers")
    ask.add_argument("--out", type=Path, default=Path("build/answers"))
    ask.add_argument("--epochs", type=int, default=Settings.epochs)
    ask.add_argument("--frozen", type=int, default=Settings.frozen)
    ask.add_argument("--news-share", type=float, default=Settings.news_share)
    ask.add_argument("--initial", help="what a run learned (export.keep), to begin from")
    ask.add_argument("--rate", type=float, default=Settings.encoder_rate)
    ask.add_argument("--threads", type=int, default=Settings.threads)
    args = ask.parse_args()
    settings = Settings(
        args.encoder, args.models, args.corpus, args.passages,
        epochs=args.epochs, frozen=args.frozen, news_share=args.news_share, threads=args.threads,
        initial=args.initial, encoder_rate=args.rate,
    )  # fmt: skip
    print(train(settings, args.out, lambda line: print(line, flush=True)))


if __name__ == "__main__":
    main()
