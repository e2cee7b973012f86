"""Makes invented scores, and the statistics of them by other programs than ours.

    pip install numpy scipy pandas pingouin     (2.4, 1.17, 3.1, 0.7)
    apt-get install r-base-core r-cran-psych    (R 4.2, psych 2.2.9)
    python tests/analysis/reference_statistics.py fixtures/analysis

writes scores.csv (a row per participant; empty: no answer, "-": not on the form), given_means.csv
(meetings known by means only), themes.csv (which meetings raise which theme) and one file per
table with the columns it speaks of. Columns `*_within` say how far a drawn quantity of ours may
lie from theirs, as our draws are others: five standard errors of both.
"""

import subprocess
import sys
from io import StringIO
from pathlib import Path

import numpy as np
import pandas as pd
import pingouin
from scipy import optimize, stats

ITEMS = [f"item_{number}" for number in range(1, 17)]
SCALES = {item: [item] for item in ITEMS} | {
    "統合的アセスメント": ITEMS[0:6],
    "役割アセスメント": ITEMS[6:8],
    "会議の進行・役割": ITEMS[8:14],
    "課題解決": ITEMS[14:16],
    "total": ITEMS,
}
GROUPS = ["all", "fiscal_year", "area", "fiscal_year_area", "center", "role", "experience", "case"]
BANDS = [(3, "3年未満"), (5, "3年以上5年未満"), (10, "5年以上10年未満"), (99, "10年以上")]
DRAWS = 20_000
OUR_DRAWS, OUR_ARRANGEMENTS = 2_000, 9_999
LEAST_MEETINGS, LEAST_COMPLETE, LEAST_RATERS = 5, 30, 3


def invent(random):
    """Scores of 36 meetings in four years and three areas, better from year to year."""
    rows, given = [], []
    for year in range(2020, 2024):
        for area in ["東", "中", "西"]:
            for number in range(3):
                case = f"{year}-{number + 4:02}-10_{area}"
                level = 3.2 + 0.2 * (year - 2020) + 0.2 * (area == "西") + random.normal(0, 0.25)
                short_form = (year, number) == (2020, 2)
                scores = []
                for place in range(random.integers(3, 10)):
                    person = level + random.normal(0, 0.5)
                    answers = np.clip(np.rint(person + random.normal(0, 0.7, 16)), 1, 5)
                    answers = [str(int(one)) for one in answers]
                    if random.random() < 0.05:
                        answers = [answers[0]] * 16
                    answers = ["" if random.random() < 0.03 else one for one in answers]
                    if random.random() < 0.03:
                        answers = answers[:5] + [""] * 11
                    if short_form:
                        answers[15] = "-"
                    role = ["司会", "事例提供者"][place] if place < 2 else "事例検討者"
                    role = "" if random.random() < 0.1 else role
                    years = random.choice([1, 2.5, 3, 4, 5, 8.5, 10, 15, np.nan])
                    scores.append(
                        [case, year, area, area + "センター", place, role, years, *answers]
                    )
                if (year, area, number) in [(2020, "東", 0), (2020, "中", 0), (2021, "東", 1)]:
                    for item in range(1, 17):
                        mean = np.mean(
                            [int(one[6 + item]) for one in scores if one[6 + item].isdigit()]
                        )
                        given.append([case, year, area, item, round(float(mean), 1)])
                else:
                    rows += scores
    facts = ["case_id", "fiscal_year", "area", "center", "participant", "role", "experience_years"]
    return (
        pd.DataFrame(rows, columns=facts + ITEMS),
        pd.DataFrame(given, columns=["case_id", "fiscal_year", "area", "item", "mean"]),
    )


def read(folder):
    """The scores as numbers, with groups, and the means that were given."""
    people = pd.read_csv(folder / "scores.csv", dtype=str, keep_default_na=False)
    asked = people[ITEMS] != "-"
    people[ITEMS] = people[ITEMS].apply(pd.to_numeric, errors="coerce")
    years = pd.to_numeric(people.experience_years, errors="coerce")
    bands = [next((name for end, name in BANDS if one < end), "") for one in years]
    people["experience"] = bands
    people["all"], people["case"] = "all", people.case_id
    people["fiscal_year_area"] = people.fiscal_year + " " + people.area
    given = pd.read_csv(folder / "given_means.csv", dtype={"fiscal_year": str})
    given["all"], given["case"] = "all", given.case_id
    given["center"] = given.area + "センター"
    given["fiscal_year_area"] = given.fiscal_year + " " + given.area
    return people, asked, given


def scale_scores(people, asked, items):
    """Scores on a scale; NaN below half of the items; only of those who were asked."""
    answers = people[items]
    score = answers.mean(axis=1).where(answers.notna().sum(axis=1) * 2 >= len(items))
    return score[asked[items].any(axis=1)]


def given_scores(given, items):
    """The mean on a scale of each meeting that is known by means only."""
    numbers = [int(item.removeprefix("item_")) for item in items]
    rows = given[given.item.isin(numbers)]
    means = rows.groupby("case_id")["mean"].agg(["mean", "size"])
    return means["mean"][means["size"] * 2 >= len(items)]


def cluster_bootstrap(score, cases, random, statistic):
    """Values of a statistic over draws of whole meetings."""
    members = [score[cases == case].to_numpy() for case in cases.unique()]
    drawn = random.integers(0, len(members), (DRAWS, len(members)))
    return np.array([statistic(np.concatenate([members[one] for one in draw])) for draw in drawn])


def mean_draws(score, cases, random):
    """Means over draws of whole meetings, by sums."""
    sums = score.groupby(cases).agg(["sum", "count"])
    drawn = random.integers(0, len(sums), (DRAWS, len(sums)))
    total, n = sums["sum"].to_numpy()[drawn].sum(axis=1), sums["count"].to_numpy()[drawn].sum(
        axis=1
    )
    return total / n


def item_stats(people, asked, given, random):
    rows = []
    for scale, items in SCALES.items():
        score = scale_scores(people, asked, items)
        means = pd.concat(
            [score.groupby(people.case_id).mean().dropna(), given_scores(given, items)]
        )
        for by in GROUPS:
            names = sorted(set(people[by]) | (set(given[by]) if by in given else set()))
            for name in [one for one in names if one]:
                here = people.index[people[by] == name].intersection(score.index)
                cases = set(people.case_id[here])
                if by in given:
                    cases |= set(given.case_id[given[by] == name])
                known = means[means.index.isin(cases)] if by not in ["role", "experience"] else []
                row = {"scale": scale, "group_by": by, "group": name}
                row |= {
                    "meetings_with_mean": len(known),
                    "mean_of_meetings": np.mean(known) if len(known) else None,
                }
                row["meetings"] = 0
                if len(known) >= LEAST_MEETINGS and known.nunique() > 1:
                    draws = random.choice(known.to_numpy(), (DRAWS, len(known))).mean(axis=1)
                    row |= interval("mean_of_meetings", draws)
                if len(here):
                    row |= described(people, score[here], items, by, random)
                elif by == "case":
                    row["mean"] = row["mean_of_meetings"]
                if len(here) or len(known):
                    rows.append(row)
    table = pd.DataFrame(rows)
    for name in ["n", "missing", "n_1", "n_2", "n_3", "n_4", "n_5"]:
        table[name] = table[name].astype("Int64")
    return table


def described(people, score, items, by, random):
    values = score.dropna()
    counts = people.loc[score.index, items].stack().value_counts()
    row = {
        "n": len(values),
        "missing": len(score) - len(values),
        "mean": values.mean(),
        "sd": values.std(ddof=1),
        "median": values.median(),
        "meetings": people.case_id[values.index].nunique(),
        "top_two": (counts.get(4, 0) + counts.get(5, 0)) / counts.sum() if len(counts) else None,
    }
    row |= {f"n_{one}": int(counts.get(one, 0)) for one in range(1, 6)}
    if row["meetings"] >= LEAST_MEETINGS and values.nunique() > 1:
        draws = mean_draws(score.where(score.notna()), people.case_id[score.index], random)
        row |= interval("ci", draws)
    return row


def maximum_likelihood(correlations):
    """Loadings and unique variances where the likelihood's gradient is nothing."""
    k = len(correlations)
    # From the first principal component: the gradient has other zeros farther off.
    values, vectors = np.linalg.eigh(correlations)
    start = np.abs(vectors[:, -1]) * np.sqrt(values[-1])
    start = np.concatenate([start, 1 - start**2])

    def gradient(both):
        loadings, unique = both[:k], both[k:]
        inverse = np.linalg.inv(np.outer(loadings, loadings) + np.diag(unique))
        slope = inverse - inverse @ correlations @ inverse
        return np.concatenate([2 * slope @ loadings, np.diag(slope)])

    found = optimize.root(gradient, start, tol=1e-15)
    assert np.abs(gradient(found.x)).max() < 1e-11, found.message
    assert found.x[k:].min() > 0
    return np.abs(found.x[:k]), found.x[k:]


def omega(answers):
    deviations = answers.std(axis=0, ddof=1)
    loadings, unique = maximum_likelihood(np.corrcoef(answers.T))
    common = (loadings @ deviations) ** 2
    return common / (common + unique @ deviations**2)


def alpha(answers):
    k = answers.shape[1]
    own = answers.var(axis=0, ddof=1).sum()
    return k / (k - 1) * (1 - own / answers.sum(axis=1).var(ddof=1))


def by_r(answers, script):
    """What an R script prints as CSV about the answers, which it finds in `x`."""
    lines = f"options(digits = 17); x <- read.csv(file('stdin')); {script}"
    ran = subprocess.run(
        ["Rscript", "-e", lines],
        input=answers.to_csv(index=False),
        capture_output=True,
        text=True,
        check=True,
    )
    return pd.read_csv(StringIO(ran.stdout))


def reliability(people, random):
    scales, items_table = [], []
    for scale, items in list(SCALES.items())[16:]:
        answers = people[items].dropna()
        matrix, n, k = answers.to_numpy(), len(answers), len(items)
        value = alpha(matrix)
        ours = stats.f.isf([0.025, 0.975], n - 1, (n - 1) * (k - 1))
        low, high = 1 - (1 - value) * ours
        theirs = pingouin.cronbach_alpha(answers)
        assert np.isclose(theirs[0], value, atol=1e-14)
        assert np.allclose(theirs[1], [low, high], atol=5.1e-4), "pingouin rounds its interval"
        draws = cluster_bootstrap(
            answers.agg(list, axis=1),
            people.case_id[answers.index],
            random,
            lambda rows: alpha(np.array(list(rows))),
        )
        row = {
            "scale": scale,
            "n": n,
            "items": k,
            "alpha": value,
            "alpha_low": low,
            "alpha_high": high,
        }
        row |= {"meetings": people.case_id[answers.index].nunique()}
        row |= interval("alpha_meetings", draws)
        psych = by_r(
            answers,
            "a <- psych::alpha(x); write.csv(data.frame(raw = a$total$raw_alpha, a$item.stats['r.drop'], drop = if (ncol(x) > 2) a$alpha.drop$raw_alpha else NA), row.names = FALSE)",
        )
        assert np.isclose(psych.raw[0], value, atol=1e-12)
        if k > 2:
            row["omega"] = omega(matrix)
            r = by_r(
                answers,
                "f <- factanal(x, 1, control = list(opt = list(factr = 1))); s <- apply(x, 2, sd); c <- sum(f$loadings * s)^2; write.csv(c / (c + sum(f$uniquenesses * s^2)), row.names = FALSE)",
            )
            assert np.isclose(r.x[0], row["omega"], atol=1e-6), (r.x[0], row["omega"])
            few = [omega_of(rows) for rows in draw_rows(answers, people.case_id, random, 6_000)]
            row |= interval("omega", np.array(few))
        scales.append(row)
        for place, item in enumerate(items):
            rest = np.delete(matrix, place, axis=1)
            correlation = np.corrcoef(matrix[:, place], rest.sum(axis=1))[0, 1]
            assert np.isclose(psych["r.drop"][place], correlation, atol=1e-12)
            deleted = alpha(rest) if k > 2 else None
            assert k == 2 or np.isclose(psych["drop"][place], deleted, atol=1e-12)
            number = item.removeprefix("item_")
            items_table.append(
                {
                    "scale": scale,
                    "item": number,
                    "n": n,
                    "item_rest": correlation,
                    "alpha_if_deleted": deleted,
                }
            )
    return pd.DataFrame(scales), pd.DataFrame(items_table)


def draw_rows(answers, cases, random, draws):
    cases = cases[answers.index]
    members = [answers[cases == case].to_numpy() for case in cases.unique()]
    for _ in range(draws):
        yield np.concatenate(
            [members[one] for one in random.integers(0, len(members), len(members))]
        )


def omega_of(rows):
    try:
        return omega(rows)
    except AssertionError:
        return np.nan


def interval(name, draws):
    """Percentiles, and how far they lie from those of draws whose share below is off by five of
    its standard errors."""
    draws = draws[np.isfinite(draws)]
    error = 5 * np.sqrt(0.025 * 0.975 * (1 / OUR_DRAWS + 1 / len(draws)))
    row = {}
    for end, share in [("low", 0.025), ("high", 0.975)]:
        below, value, above = np.quantile(draws, [share - error, share, share + error])
        row |= {
            f"{name}_{end}": value,
            f"{name}_{end}_within": max(value - below, above - value) + 1e-9,
        }
    return row


def one_way(groups):
    """ICC(1) and ICC(k) with intervals, sizes weighed where they differ."""
    n, m = sum(map(len, groups)), len(groups)
    size = (n - sum(len(one) ** 2 for one in groups) / n) / (m - 1)
    f, _ = stats.f_oneway(*groups)
    ends = [f / stats.f.ppf(0.975, m - 1, n - m), f / stats.f.ppf(0.025, m - 1, n - m)]
    single = [(one - 1) / (one + size - 1) for one in [f, *ends]]
    means = [1 - 1 / one for one in [f, *ends]]
    return size, single, means


def check_one_way(people):
    """That with equal sizes these are pingouin's figures."""
    score = scale_scores(people, people[ITEMS].notna(), ITEMS).dropna()
    groups = [list(of[:4]) for _, of in score.groupby(people.case_id) if len(of) >= 4]
    long = pd.DataFrame(
        [(m, r, v) for m, of in enumerate(groups) for r, v in enumerate(of)],
        columns=["m", "r", "v"],
    )
    theirs = pingouin.intraclass_corr(long, targets="m", raters="r", ratings="v").set_index("Type")
    size, single, means = one_way(groups)
    names = theirs.index
    one, k = [
        next(name for name in names if name in wanted)
        for wanted in (["ICC1", "ICC(1,1)"], ["ICC1k", "ICC(1,k)"])
    ]
    for row, ours in [(theirs.loc[one], single), (theirs.loc[k], means)]:
        assert np.isclose(row["ICC"], ours[0], atol=1e-12), (row, ours)
        ci = row[next(name for name in row.index if name.startswith("CI95"))]
        assert np.allclose(ci, ours[1:], atol=6e-3), (ci, ours)
    assert size == 4


def rwg(answers):
    """Agreement against even answers, 0 where there is less."""
    share, j = answers.var(axis=0, ddof=1).mean() / 2, answers.shape[1]
    return 0.0 if share >= 1 else j * (1 - share) / (j * (1 - share) + share)


def agreement(people, asked):
    check_one_way(people)
    scales, meetings = [], []
    for scale, items in SCALES.items():
        score = scale_scores(people, asked, items).dropna()
        groups = [of.to_numpy() for _, of in score.groupby(people.case_id) if len(of) > 1]
        size, single, means = one_way(groups)
        row = {"scale": scale, "meetings": len(groups), "n": sum(map(len, groups)), "size": size}
        row |= dict(zip(["icc_1", "icc_1_low", "icc_1_high"], single))
        row |= dict(zip(["icc_k", "icc_k_low", "icc_k_high"], means))
        known = []
        for case, rows in people[items].dropna().groupby(people.case_id):
            value = rwg(rows.to_numpy()) if len(rows) >= LEAST_RATERS else None
            known += [value] if value is not None else []
            meetings.append({"case_id": case, "scale": scale, "raters": len(rows), "rwg": value})
        row |= {
            "rwg_meetings": len(known),
            "rwg_mean": np.mean(known),
            "rwg_median": np.median(known),
        }
        scales.append(row)
    return pd.DataFrame(scales), pd.DataFrame(meetings)


def meeting_means(people, asked, given, items):
    """The mean on a scale of each meeting, with its year, area and centre."""
    score = scale_scores(people, asked, items)
    means = pd.concat([score.groupby(people.case_id).mean().dropna(), given_scores(given, items)])
    facts = ["case_id", "fiscal_year", "area", "center"]
    facts = pd.concat([people[facts], given[facts]]).drop_duplicates().set_index("case_id")
    # Equal means are equal, whatever their last bit.
    return facts.assign(mean=means.round(12)).dropna(subset="mean").sort_index()


def hedges(one, other):
    n, m = one.shape[-1], other.shape[-1]
    pooled = ((n - 1) * one.var(axis=-1, ddof=1) + (m - 1) * other.var(axis=-1, ddof=1)) / (
        n + m - 2
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        d = (one.mean(axis=-1) - other.mean(axis=-1)) / np.sqrt(pooled)
    return d * (1 - 3 / (4 * (n + m) - 9))


def cliffs(one, other):
    return np.sign(one[..., :, None] - other[..., None, :]).mean(axis=(-1, -2))


def p_value(result):
    p, b = result.pvalue, DRAWS - 1
    within = 5 * np.sqrt(p * (1 - p) * (1 / OUR_ARRANGEMENTS + 1 / b)) + 2 / OUR_ARRANGEMENTS
    return {"p": p, "p_within": within}


def difference_of_means(one, other, axis):
    return one.mean(axis=axis) - other.mean(axis=axis)


def permuted(data, statistic, random, **more):
    """p of the distance from 0; scipy's own two-sided p doubles the smaller of two sides."""

    def distance(*data, axis):
        return np.abs(statistic(*data, axis=axis)).round(9)

    drawn = {"n_resamples": DRAWS - 1, "rng": random, "batch": 1_000, "vectorized": True}
    return stats.permutation_test(data, distance, alternative="greater", **drawn, **more)


def compared(one, other, random):
    """Difference, effect sizes and p of two groups of meetings."""
    if min(len(one), len(other)) < LEAST_MEETINGS:
        return {}
    g = hedges(one, other)
    assert np.isclose(g, pingouin.compute_effsize(one, other, eftype="hedges"), atol=1e-12)
    draws = [random.choice(of, (DRAWS, len(of))) for of in [one, other]]
    test = permuted([one, other], difference_of_means, random)
    row = {
        "difference": one.mean() - other.mean(),
        "hedges_g": g,
        "cliffs_delta": cliffs(one, other),
    }
    row |= interval("difference", difference_of_means(*draws, axis=-1))
    row |= interval("hedges_g", hedges(*draws)) | interval("cliffs_delta", cliffs(*draws))
    return row | p_value(test)


def compared_within(differences, random):
    """The same of differences within meetings."""
    n = len(differences)
    if n < LEAST_MEETINGS:
        return {}
    test = permuted([differences], np.mean, random, permutation_type="samples")
    draws = random.choice(differences, (DRAWS, n))
    correction = 1 - 3 / (4 * (n - 1) - 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        g = [of.mean(axis=-1) / of.std(axis=-1, ddof=1) * correction for of in [differences, draws]]
    row = {
        "difference": differences.mean(),
        "hedges_g": g[0],
        "cliffs_delta": np.sign(differences).mean(),
    }
    row |= interval("difference", draws.mean(axis=-1)) | interval("hedges_g", g[1])
    return row | interval("cliffs_delta", np.sign(draws).mean(axis=-1)) | p_value(test)


def adjusted(rows, family, method, column):
    """Adds adjusted p; what p may be off by counts once for each test of the family."""
    table = pd.DataFrame(rows)
    for _, rows in table[table.p.notna()].groupby(family or (lambda _: 0)):
        if method == "holm":
            p = pingouin.multicomp(rows.p.to_numpy(), method="holm")[1]
        else:
            p = stats.false_discovery_control(rows.p)
        table.loc[rows.index, column] = p
        table.loc[rows.index, f"{column}_within"] = len(rows) * rows.p_within.max()
    return table


def score_change(people, asked, given, random):
    years = ["2020", "2021", "2022", "2023"]
    rows = []
    for old, new in [*zip(years, years[1:]), (years[0], years[-1])]:
        for scale, items in SCALES.items():
            means = meeting_means(people, asked, given, items)
            one, other = [
                means["mean"][means.fiscal_year == year].to_numpy() for year in [new, old]
            ]
            row = {
                "scale": scale,
                "from_year": old,
                "to_year": new,
                "mean_from": other.mean(),
                "mean_to": one.mean(),
            }
            row |= {"meetings_from": len(other), "meetings_to": len(one)}
            rows.append(row | compared(one, other, random))
    return adjusted(rows, ["from_year", "to_year"], "holm", "p_adjusted")


def score_trend(people, asked, given, random):
    rows = []
    for scale, items in SCALES.items():
        means = meeting_means(people, asked, given, items)
        year, value = means.fiscal_year.astype(int).to_numpy(), means["mean"].to_numpy()
        order = np.sign(year[:, None] - year)

        def kendall_s(x, axis):
            return (order * np.sign(x[..., :, None] - x[..., None, :])).sum(axis=(-1, -2))

        test = permuted([value], kendall_s, random, permutation_type="pairings")
        members = [value[year == one] for one in sorted(set(year))]
        fixed = np.concatenate(
            [np.full(len(of), one) for one, of in zip(sorted(set(year)), members)]
        )
        drawn = np.concatenate([random.choice(of, (DRAWS, len(of))) for of in members], axis=1)
        centred = fixed - fixed.mean()
        slopes = (drawn - drawn.mean(axis=1, keepdims=True)) @ centred / (centred @ centred)
        row = {
            "scale": scale,
            "first_year": min(year),
            "last_year": max(year),
            "years": len(members),
            "meetings": len(value),
        }
        row |= {
            "tau": stats.kendalltau(year, value).statistic,
            "slope": stats.linregress(year, value).slope,
        }
        rows.append(row | interval("slope", slopes) | p_value(test))
    return adjusted(rows, None, "holm", "p_adjusted")


def score_difference(people, asked, given, random):
    rows = []
    for scale, items in SCALES.items():
        means = meeting_means(people, asked, given, items)
        for by in ["area", "center"]:
            for name in sorted(set(means[by])):
                one, other = [
                    means["mean"][here].to_numpy()
                    for here in [means[by] == name, means[by] != name]
                ]
                row = {
                    "scale": scale,
                    "group_by": by,
                    "group": name,
                    "meetings": len(one),
                    "meetings_of_others": len(other),
                }
                row |= {"mean": one.mean(), "mean_of_others": other.mean()}
                rows.append(row | compared(one, other, random))
        score = scale_scores(people, asked, items).dropna()
        for by in ["role", "experience"]:
            groups = people.loc[score.index, by]
            for name in sorted(set(groups) - {""}):
                sides = [
                    score[here].groupby(people.case_id).mean()
                    for here in [groups == name, (groups != name) & (groups != "")]
                ]
                sides = pd.concat(sides, axis=1, join="inner").to_numpy()
                row = {
                    "scale": scale,
                    "group_by": by,
                    "group": name,
                    "meetings": len(sides),
                    "meetings_of_others": len(sides),
                }
                row |= {"mean": sides[:, 0].mean(), "mean_of_others": sides[:, 1].mean()}
                rows.append(row | compared_within(sides[:, 0] - sides[:, 1], random))
    return adjusted(rows, ["group_by"], "holm", "p_adjusted")


def group_test(people, asked, given, random):
    rows = []
    for by in ["area", "center"]:
        for scale, items in SCALES.items():
            means = meeting_means(people, asked, given, items)
            groups = [
                of.to_numpy()
                for _, of in means["mean"].groupby(means[by])
                if len(of) >= LEAST_MEETINGS
            ]
            test = stats.kruskal(*groups)
            n = sum(map(len, groups))
            row = {"scale": scale, "group_by": by, "groups": len(groups), "meetings": n}
            row |= {
                "h": test.statistic,
                "p_approximate": test.pvalue,
                "epsilon_squared": test.statistic / (n - 1),
            }
            drawn = permuted(
                groups, lambda *of, axis: stats.kruskal(*of, axis=axis).statistic, random
            )
            rows.append(row | p_value(drawn))
    return adjusted(rows, ["group_by"], "holm", "p_adjusted")


def response_quality(people, asked):
    rows = []
    for scale, items in SCALES.items():
        score = scale_scores(people, asked, items)
        values = score.dropna()
        row = {
            "scale": scale,
            "asked": len(score),
            "n": len(values),
            "missing": len(score) - len(values),
        }
        row |= {
            "missing_share": score.isna().mean(),
            "floor_share": (values == 1).mean(),
            "ceiling_share": (values == 5).mean(),
        }
        rows.append(row)
    return pd.DataFrame(rows)


def straight_lining(people):
    answers = people[ITEMS]
    answers = answers[answers.notna().sum(axis=1) >= 8]
    straight = answers.nunique(axis=1) == 1
    rows = []
    for by in GROUPS[:-1]:
        for name, here in straight.groupby(people.loc[answers.index, by]):
            if name:
                rows.append(
                    {
                        "group_by": by,
                        "group": name,
                        "n": len(here),
                        "straight": here.sum(),
                        "share": here.mean(),
                    }
                )
    return pd.DataFrame(rows)


def score_issues(people, asked, given, themes, random):
    rows = []
    for theme, cases in themes.groupby("theme_id").case_id:
        for number, item in enumerate(ITEMS, 1):
            means = meeting_means(people, asked, given, [item])["mean"]
            here = means.index.isin(cases)
            one, other = means[here].to_numpy(), means[~here].to_numpy()
            row = {"theme_id": theme, "item": number, "n_with": len(one), "n_without": len(other)}
            row |= {"mean_with": one.mean(), "mean_without": other.mean()}
            found = compared(one, other, random)
            names = {
                "cliffs_delta": "effect",
                "cliffs_delta_low": "ci_low",
                "cliffs_delta_high": "ci_high",
            }
            names |= {f"{old}_within": f"{new}_within" for old, new in names.items()}
            rows.append(row | {names.get(name, name): value for name, value in found.items()})
    return adjusted(rows, None, "fdr", "q")


def main(folder):
    scores, given = invent(np.random.default_rng(20230801))
    scores.to_csv(folder / "scores.csv", index=False)
    themes = [("rare", ["2020-04-10_東", "2022-05-10_西"])]
    cases = sorted(set(scores.case_id) | set(given.case_id))
    themes += [("second_half", cases[18:]), ("every_third", cases[::3])]
    themes = pd.DataFrame(
        [(theme, case) for theme, of in themes for case in of], columns=["theme_id", "case_id"]
    )
    themes.to_csv(folder / "themes.csv", index=False)
    given.to_csv(folder / "given_means.csv", index=False)
    people, asked, given = read(folder)
    random = np.random.default_rng(1)
    scales, items = reliability(people, random)
    over_all, within = agreement(people, asked)
    for name, table in {
        "item_stats": item_stats(people, asked, given, random),
        "reliability": scales,
        "item_reliability": items,
        "agreement": over_all,
        "meeting_agreement": within,
        "score_change": score_change(people, asked, given, random),
        "score_trend": score_trend(people, asked, given, random),
        "score_difference": score_difference(people, asked, given, random),
        "group_test": group_test(people, asked, given, random),
        "response_quality": response_quality(people, asked),
        "straight_lining": straight_lining(people),
        "score_issues": score_issues(people, asked, given, themes, random),
    }.items():
        table.to_csv(folder / f"{name}.csv", index=False)


main(Path(sys.argv[1]))
