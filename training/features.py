"""Lines as rows of weighted features. The features come from the engine's own reader, `cargo xtask features`."""

import subprocess
from pathlib import Path

import numpy as np
import scipy.sparse as sp


class Features:
    def __init__(self, folder: Path, rows: int):
        self.folder, self.rows, self.weights = folder, rows, None

    def counted(self, lines: list[str]) -> sp.csr_matrix:
        file = self.folder / "lines.txt"
        file.write_text("".join(" ".join(line.split()) + "\n" for line in lines))
        out = subprocess.run(["cargo", "xtask", "features", str(file)], check=True, capture_output=True).stdout
        numbers = np.frombuffer(out, np.uint32)
        begins, found, at = [0], [], 0
        for _ in lines:
            count = int(numbers[at])
            found.append(numbers[at + 1 : at + 1 + count])
            begins.append(begins[-1] + count)
            at += 1 + count
        columns = (np.concatenate(found).astype(np.int64) % self.rows).astype(np.int32)
        counted = sp.csr_matrix((np.ones(len(columns), np.float32), columns, begins), (len(lines), self.rows))
        counted.sum_duplicates()
        return counted

    def weighted(self, lines: list[str], fit: bool = False) -> sp.csr_matrix:
        """Rows of length one; what stands in few lines weighs more, by the lines that it was fitted to."""
        counted = self.counted(lines)
        if fit:
            holding = np.asarray((counted > 0).sum(0)).ravel()
            self.weights = (np.log((len(lines) + 1) / (holding + 1)) + 0.3).astype(np.float32)
        weighted = counted @ sp.diags(self.weights)
        length = np.sqrt(np.asarray(weighted.multiply(weighted).sum(1)).ravel())
        return (sp.diags((1 / np.maximum(length, 1e-6)).astype(np.float32)) @ weighted).tocsr().astype(np.float32)
