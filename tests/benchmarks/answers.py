"""How well questions are answered, beside what most bots do: `uv run python -m tests.benchmarks.answers`.

One table for this field's own questions, and one for every set of a folder (`--eval`, else the `eval` of the folder
that LINIYA_SHARED names), `--split dev` or `test`. Tune on `dev` only; `test` is for the figures at the end. Speed and
memory with `--speed`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.answers_baselines import METHODS, ours
from tests.benchmarks.answers_measures import Figures, measure
from tests.benchmarks.answers_sets import EvalSet, field_set, load_sets

_SIZES = {1_000: 5, 10_000: 15, 100_000: 50}
"""Articles, and the milliseconds within which 99 of 100 questions have to be answered."""
_HEADINGS = ("top-1", "top-3", "MRR@10", "AUROC", "at 5 %")


def main() -> None:
    """Measures and prints."""
    options = _options()
    _show(field_set(options.split), options.split)
    if options.eval is None or not options.eval.is_dir():
        print("No evaluation sets: name their folder with --eval, or set LINIYA_SHARED. Nothing else was measured.")
        return
    sets = load_sets(options.eval, options.split)
    for one in sets:
        _show(one, options.split)
    if options.speed:
        _show_speed(options.eval, options.split)


def _options() -> argparse.Namespace:
    shared = os.environ.get("LINIYA_SHARED")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--eval", type=Path, default=Path(shared) / "eval" if shared else None)
    parser.add_argument("--split", choices=["dev", "test"], default="dev")
    parser.add_argument("--speed", action="store_true")
    return parser.parse_args()


def _show(one: EvalSet, split: str) -> None:
    counts = f"{len(one.articles)} articles, {len(one.questions)} questions, {len(one.elsewhere)} out of scope"
    print(f"\n{one.name} ({split}: {counts})")
    print(f"{'':<30}" + "".join(f"{heading:>9}" for heading in _HEADINGS))
    for name, build in METHODS.items():
        print(f"{name:<30}" + _row(measure(build(one.articles), one.questions, one.elsewhere)))
    ask = ours(one.articles)
    for name, asked in one.variants.items():
        figures = measure(ask, asked)
        print(f"{'  ' + name:<30}" + _row(figures)[:27])


def _row(figures: Figures) -> str:
    shares = (figures.first, figures.in_three, figures.reciprocal)
    return (
        "".join(f"{100 * share:>9.1f}" for share in shares) + f"{figures.separation:>9.3f}{100 * figures.at_five:>9.1f}"
    )


def _show_speed(folder: Path, split: str) -> None:
    print(f"\n{'articles':<12}{'ready, s':>10}{'MB':>8}{'median, ms':>12}{'p99, ms':>10}{'of CPU':>10}{'allowed':>10}")
    for size, allowed in _SIZES.items():
        command = [sys.executable, "-m", "tests.benchmarks.answers_speed", str(size), str(folder), split]
        told = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        print(
            f"{size:<12}{told['ready']:>10.2f}{told['megabytes']:>8.0f}{told['median']:>12.1f}{told['p99']:>10.1f}"
            f"{told['p99_cpu']:>10.1f}{allowed:>10}"
        )


if __name__ == "__main__":
    main()
