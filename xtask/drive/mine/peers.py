"""What mining is held against, on the same files and in the same minute: SciPy's product of the baskets with themselves,
and two libraries for association rules. Prints one line of JSON; times are the least of some runs."""

import importlib
import json
import sys
import time

RUNS = 3
RULE_RUNS = 5
SUPPORT, CONFIDENCE = 0.006, 0.25


def least(runs, work):
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        made = work()
        times.append(time.perf_counter() - started)
    return min(times), made


def product(path):
    import numpy
    import scipy.sparse

    numbers = numpy.fromfile(path, dtype="<u4")
    items = int(numbers[0])
    at, columns, ends = 1 + 2 * items, [], [0]
    while at < len(numbers):
        count = int(numbers[at + 1])
        columns.append(numbers[at + 2 : at + 2 + count])
        ends.append(ends[-1] + count)
        at += 2 + count
    columns = numpy.concatenate(columns).astype(numpy.int32)
    ones = numpy.ones(len(columns), dtype=numpy.float32)
    baskets = scipy.sparse.csr_matrix((ones, columns, ends), shape=(len(ends) - 1, items))
    seconds, made = least(RUNS, lambda: baskets.T @ baskets)
    return {"seconds": seconds, "pairs": int(made.nnz)}


def fpgrowth(baskets):
    import pandas
    from mlxtend.frequent_patterns import association_rules, fpgrowth
    from mlxtend.preprocessing import TransactionEncoder

    encoder = TransactionEncoder()
    table = pandas.DataFrame(encoder.fit(baskets).transform(baskets), columns=encoder.columns_)

    def rules():
        frequent = fpgrowth(table, min_support=SUPPORT, use_colnames=True)
        found = association_rules(frequent, metric="confidence", min_threshold=CONFIDENCE)
        return found[found["consequents"].map(len) == 1]

    seconds, found = least(RULE_RUNS, rules)
    return {"seconds": seconds, "rules": len(found)}


def efficient(baskets):
    from efficient_apriori import apriori

    seconds, (_, found) = least(RULE_RUNS, lambda: apriori(baskets, min_support=SUPPORT, min_confidence=CONFIDENCE))
    return {"seconds": seconds, "rules": sum(len(rule.rhs) == 1 for rule in found)}


orders, groceries = sys.argv[1:3]
with open(groceries, encoding="utf-8") as file:
    baskets = [tuple(int(number) for number in line.split()) for line in file]
peers = {
    "scipy": (["numpy", "scipy.sparse"], lambda: product(orders)),
    "mlxtend": (["pandas", "mlxtend.frequent_patterns"], lambda: fpgrowth(baskets)),
    "efficient_apriori": (["efficient_apriori"], lambda: efficient(baskets)),
}
found, missing = {}, []
for name, (modules, run) in peers.items():
    try:
        for module in modules:
            importlib.import_module(module)
    except ImportError:
        missing.append(name)
        continue
    found[name] = run()
print(json.dumps({**found, "missing": missing}))
