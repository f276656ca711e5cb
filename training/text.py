"""The text that the table is trained on, and what is left aside. Everything here may be used for it: see README.md."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent


@dataclass
class Group:
    """Buyer lines of one meaning, lines that only look like them, and replies that fit."""

    same: list[str]
    other: list[str] = field(default_factory=list)
    replies: list[str] = field(default_factory=list)


Talk = list[tuple[str, str]]  # (side, line): "B" for the buyer, "S" for the seller


def drawn(text: str) -> int:
    """A number that is the same for the same text; as `drawn` of xtask/src/eval/lines.rs."""
    hashed = 0xCBF29CE484222325
    for byte in text.strip().encode():
        hashed = ((hashed ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return hashed >> 20


def is_kept(text: str) -> bool:
    """The half of lines, and of trades, that training leaves aside, so that it can be measured with."""
    return drawn(text) % 2 == 1


def is_kept_session(name: str) -> bool:
    """A quarter of JD's sessions, left aside for `eval replay`."""
    return drawn(name) % 4 == 0


def is_kept_talk(talk: list) -> bool:
    """A twelfth of the own talks, left aside for the weights of the ranking."""
    return drawn(" ".join(line for _, line in talk)) % 12 == 0


def own_groups() -> list[Group]:
    groups: list[Group] = []
    for path in sorted((HERE / "text").glob("*.groups.txt")):
        for line in path.read_text().splitlines():
            mark, _, rest = line.partition(" ")
            if mark == "=":
                groups.append(Group([]))
            elif mark in ("?", "-", "!") and rest.strip():
                {"?": groups[-1].same, "-": groups[-1].other, "!": groups[-1].replies}[mark].append(rest.strip())
    return [group for group in groups if len(group.same) > 1]


def own_talks() -> list[Talk]:
    talks: list[Talk] = []
    for path in sorted((HERE / "text").glob("*.talks.txt")):
        for line in path.read_text().splitlines():
            mark, _, rest = line.partition(" ")
            if mark == "@":
                talks.append([])
            elif mark in ("B", "S") and rest.strip():
                talks[-1].append((mark, rest.strip()))
    return talks


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text().splitlines() if line.strip()]


def jd_talks(data: Path) -> list[Talk]:
    sessions = [row for row in lines(data / "jd_sessions.dev.jsonl") if not is_kept_session(str(row["id"]))]
    return [[("B" if row["role"] == "buyer" else "S", row["text"]) for row in each["turns"]] for each in sessions]


def jd_groups(data: Path) -> list[Group]:
    intents: dict[str, list[str]] = {}
    for line in lines(data / "jd_same_meaning.dev.jsonl"):
        if not is_kept(line["text"]):
            intents.setdefault(line["intent"], []).append(line["text"])
    return [Group(same) for same in intents.values()]


def phrases(data: Path) -> list[dict]:
    return [row for row in lines(data / "talkq_phrases.dev.jsonl") if not is_kept(row["file"])]


def sentences(text: str):
    """A text and the sentences of a longer one."""
    yield text
    parts = [part.strip() for part in re.split(r"[。！？!?；;\n]", text)]
    parts = [part for part in parts if len(part) >= 4]
    if len(parts) > 1:
        yield from parts


def for_the_teacher(data: Path) -> list[str]:
    """Lines whose meaning the teacher is asked for: all that may be trained on, each once, without what is kept aside."""
    kept = set()
    for line in lines(data / "jd_same_meaning.dev.jsonl"):
        kept.update([line["text"]] if is_kept(line["text"]) else [])
    for pair in lines(data / "jd_similarity.dev.jsonl"):
        kept.update(text for text in (pair["a"], pair["b"]) if is_kept(text))
    kept = {text.strip() for text in kept}
    found: dict[str, None] = {}

    def add(text: str):
        for part in sentences(text):
            if 2 <= len(part) <= 120 and part.strip() not in kept:
                found[part.strip()] = None

    for talk in jd_talks(data):
        for _, line in talk:
            add(line)
    for group in jd_groups(data) + own_groups():
        for line in group.same + group.other + group.replies:
            add(line)
    for pair in lines(data / "jd_similarity.dev.jsonl"):
        for text in (pair["a"], pair["b"]):
            add(text)
    for row in phrases(data):
        for text in [row["title"] or "", row["scene"] or "", row["text"], *(row["queries"] or [])]:
            add(text)
    for talk in own_talks():
        for _, line in talk:
            add(line)
    return list(found)


SHORT = 8  # characters of a turn that is read together with what the seller said before it; SHORT of src/engine/meaning.rs


def pairs(talks: list[Talk]) -> list[tuple[str, str]]:
    """What the buyer said last, and each of the first two lines of the answer."""
    found = []
    for talk in talks:
        turns: list[tuple[str, list[str]]] = []
        for side, line in talk:
            if turns and turns[-1][0] == side:
                turns[-1][1].append(line)
            else:
                turns.append((side, [line]))
        for at, ((asks, asked), (_, answered)) in enumerate(zip(turns, turns[1:])):
            if asks == "B":
                turn = "，".join(asked)[-60:]
                if len(turn) < SHORT and at > 0:
                    turn = f"{turns[at - 1][1][-1][-40:]}，{turn}"
                found += [(turn, line[:80]) for line in answered[:2]]
    return [(asked, answer) for asked, answer in found if len(asked) > 1 and len(answer) > 1]
