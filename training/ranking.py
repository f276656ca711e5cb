"""Learns what each way of being alike counts: `python training/ranking.py`, from the checkout's root, after train.py.

Moments of the own talks that the table was not trained on, each with its reply among 49 lines of other talks, go through
`cargo xtask eval reply-ranking`; a softmax over the fifty is fitted to what it says of each (conditional logit, McFadden
1974). The weights are scaled so that of the best candidates that are shown for their words alone two in three are the reply,
and written to src/rules/ranking.json.
"""

import csv
import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np

import text as texts

NAMES = ["characters", "answers", "talk", "before"]
FITS = 250  # points from which a phrase is shown for its words alone, as in src/engine/ranking.rs
RIGHT = 2 / 3  # share of the best candidates of so many points or more that are the reply
ROWS = 9
CACHE = Path("target/training")


def moments(rng) -> list[dict]:
    talks = [talk for talk in texts.own_talks() if texts.is_kept_talk(talk)]
    said = [line for talk in talks for _, line in talk]
    found = []
    for talk in talks:
        for at in range(1, len(talk)):
            if talk[at][0] == "S" and talk[at - 1][0] == "B":
                own = {line for _, line in talk}
                others = [line for line in (said[place] for place in rng.permutation(len(said))[:80]) if line not in own]
                candidates = others[:49]
                answer = int(rng.integers(50))
                candidates.insert(answer, talk[at][1])
                context = [{"role": {"B": "buyer", "S": "seller"}[side], "text": line} for side, line in talk[max(0, at - ROWS) : at]]
                found.append({"id": len(found), "context": context, "candidates": candidates, "answer": answer})
    return found


def fit(values: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Weights of a softmax over candidates; `values` is (moments, candidates, ways)."""
    weights = np.zeros(values.shape[2])
    for step in range(4000):
        scores = values @ weights
        odds = np.exp(scores - scores.max(1, keepdims=True))
        odds /= odds.sum(1, keepdims=True)
        odds[np.arange(len(right)), right] -= 1
        weights -= 2.0 * (np.einsum("mc,mcw->w", odds, values) / len(right) + 1e-3 * weights)
    return weights


def main():
    CACHE.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(1)
    found = moments(rng)
    data, out = CACHE / "moments.jsonl", CACHE / "moments.csv"
    data.write_text("".join(json.dumps(moment, ensure_ascii=False) + "\n" for moment in found))
    command = ["cargo", "xtask", "eval", "reply-ranking", "--data", str(data), "--features", str(out)]
    print(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    values, right = defaultdict(list), {}
    for row in csv.DictReader(out.open()):
        moment = int(row["moment"])
        right.update({moment: len(values[moment])} if row["right"] == "1" else {})
        values[moment].append([float(row[name]) for name in NAMES])
    order = sorted(values)
    weights = fit(np.array([values[moment] for moment in order]), np.array([right[moment] for moment in order]))
    print(dict(zip(NAMES, weights.round(2))))
    scores = np.array([values[moment] for moment in order]) @ np.maximum(weights, 0)
    best = scores.argmax(1)
    ranked = np.argsort(-scores.max(1))
    precision = np.cumsum(best[ranked] == np.array([right[moment] for moment in order])[ranked]) / np.arange(1, len(order) + 1)
    shown = int(np.flatnonzero(precision >= RIGHT)[-1])
    least = scores.max(1)[ranked][shown]
    print(f"worth showing: {shown + 1} of {len(order)}, {precision[shown]:.3f} of them the reply")
    learned = {name: int(round(value * FITS / least)) for name, value in zip(NAMES, np.maximum(weights, 0))}
    Path("src/rules/ranking.json").write_text(json.dumps(learned) + "\n")
    print(learned)


if __name__ == "__main__":
    sys.path.insert(0, str(texts.HERE))
    main()
