"""Reference values for tests/analysis/proportion.rs.

Prints Rust tables. Needs Python with scipy and statsmodels, and R for the trend:
    pip install scipy statsmodels
    python tests/analysis/proportion_reference.py
"""

import itertools
import subprocess

import numpy as np
from scipy.stats import false_discovery_control, fisher_exact, hypergeom
from statsmodels.stats.proportion import proportion_confint

TABLES = [(3, 10, 12, 70), (9, 10, 12, 70), (0, 10, 12, 70), (12, 66, 30, 462),
          (25, 66, 60, 462), (5, 5, 5, 10), (2, 60, 2, 62), (200, 231, 400, 462)]

print("// hits, group, with, all, p: scipy.stats.fisher_exact(alternative='greater')")
for hits, group, with_, total in TABLES:
    table = [[hits, group - hits], [with_ - hits, total - group - with_ + hits]]
    p = fisher_exact(table, alternative="greater").pvalue
    print(f"({hits}, {group}, {with_}, {total}, {p:.15e}),")

print("// strata: convolved scipy.stats.hypergeom")
STRATA = [[(4, 10, 9, 40), (5, 8, 12, 30)], [(1, 3, 2, 9), (2, 20, 4, 60), (6, 9, 20, 50)]]
for strata in STRATA:
    weights = np.array([1.0])
    for _, group, with_, total in strata:
        support = np.arange(0, min(group, with_) + 1)
        weights = np.convolve(weights, hypergeom.pmf(support, total, with_, group))
    hits = sum(one[0] for one in strata)
    print(f"{strata} p {weights[hits:].sum():.15e}")

print("// Wilson: statsmodels proportion_confint(method='wilson')")
for hits, n in [(0, 5), (1, 5), (3, 28), (28, 28), (60, 462)]:
    low, high = proportion_confint(hits, n, method="wilson")
    print(f"({hits}, {n}, {low:.15f}, {high:.15f}),")

P_VALUES = [0.001, 0.04, 0.03, 0.03, 0.5, 1.0, 0.0002]
print("// scipy.stats.false_discovery_control(method='bh')")
print([float(f"{q:.15f}") for q in false_discovery_control(P_VALUES, method="bh")])

print("// prop.trend.test of R")
TRENDS = [([35, 40, 52, 60, 65], [90, 95, 100, 92, 98], [0, 1, 2, 3, 4]),
          ([40, 33, 50, 31], [60, 55, 90, 70], [0, 1, 3, 4])]
for with_, all_, score in TRENDS:
    def vector(values):
        return "c(" + ",".join(map(str, values)) + ")"
    call = f"cat(sprintf('%.15e', prop.trend.test({vector(with_)},{vector(all_)},{vector(score)})$p.value))"
    p = subprocess.run(["Rscript", "-e", call], capture_output=True, text=True, check=True).stdout
    print(with_, all_, score, p)

print("// the exact trend: every way to deal the property to the cases, counted one by one")
for strata in [[([0, 1, 4], [4, 5, 6], [0, 1, 2])],
               [([3, 2, 4, 5], [3, 4, 4, 5], [0, 1, 2, 5])],
               [([0, 1, 3], [2, 3, 4], [0, 1, 2]), ([2, 1, 2], [4, 3, 2], [0, 1, 2])]]:
    ways_to = {0: 1}
    observed, expected = 0, 0.0
    for with_, all_, score in strata:
        cases = [s for s, n in zip(score, all_) for _ in range(n)]
        joined = {}
        for chosen in itertools.combinations(range(len(cases)), sum(with_)):
            own = sum(cases[index] for index in chosen)
            for total, count in ways_to.items():
                joined[total + own] = joined.get(total + own, 0) + count
        ways_to = joined
        observed += sum(s * w for s, w in zip(score, with_))
        expected += sum(cases) * sum(with_) / len(cases)
    ways = sum(ways_to.values())
    far = sum(count for total, count in ways_to.items()
              if abs(total - expected) >= abs(observed - expected) - 1e-9)
    print(strata, f"{far / ways:.15e}")
