#!/usr/bin/env bash
# CVXPY 1.9.3 and linopy 0.10.1 (PyPI), with HiGHS 1.16.0: heads for seven days that need 3, 5, 4, 8, 6, 2 and 1, which
# are 29, where the table of needs arrives in a slightly other shape than the variables.
#
# Seen: with needs that are a column of a table, frame[["heads"]] or its array of shape (7, 1), `heads >= need` for
# cp.Variable(7) compares every day with every need, 49 rows, so that each day gets the 8 of the busiest: optimal, 56.
# It is the same with a price for what is short, 56 too; equality is infeasible, and the nearest plan to the needs by
# absolute difference is four heads on each day. All that is said is a warning that another backend builds the model.
# Older versions refused this shape, as reports of an error "Cannot broadcast" until 2024 show; that such rows are
# spread as in NumPy is meant now. frame["heads"] is right. In linopy the same comes of an index of another name,
# "weekday" for "day": 56, with a note on a logger that it "might lead to inefficiencies"; needs in another order of
# days are put right by their labels, with a warning, and an index without a name is right.
#
# Why it matters: the plan is optimal and feasible, all needs are met, and the week costs nearly twice its hours; that
# every day is alike is easily taken for the rules' doing. Flatten the needs (`to_numpy().ravel()`), name the index, and
# compare the shape of each constraint (`constraint.shape`) with the days.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet cvxpy==1.9.3 highspy==1.16.0 linopy==0.10.1 xarray==2026.9.0 pandas==2.3.3 \
  numpy==2.4.6
"$place/venv/bin/python" - <<'PY'
import logging
import warnings

import cvxpy
import linopy
import pandas

DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
table = pandas.DataFrame({"heads": [3, 5, 4, 8, 6, 2, 1]}, index=pandas.Index(DAYS, name="day"))
needs, busiest = list(table["heads"]), [8] * 7
shapes = {
    "Series": table["heads"], "flat": table["heads"].to_numpy(),
    "frame": table[["heads"]], "column": table[["heads"]].to_numpy(),
}


def solve(objective, rules):
    """Status and what was warned of."""
    problem = cvxpy.Problem(cvxpy.Minimize(objective), rules)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        problem.solve(solver=cvxpy.HIGHS)
    return problem.status, {str(entry.message) for entry in told}


def by_cvxpy(need):
    heads = cvxpy.Variable(7, integer=True)
    rule = heads >= need
    status, told = solve(cvxpy.sum(heads), [rule])
    assert status == "optimal"
    return [round(value) for value in heads.value], rule.shape, told


for name, need in shapes.items():
    heads, shape, told = by_cvxpy(need)
    print(f"CVXPY, {name}: {heads}, {sum(heads)} heads, rule {shape}", *told)
    if name in ("Series", "flat"):
        assert (heads, shape, told) == (needs, (7,), set())
    else:
        assert (heads, shape) == (busiest, (7, 7)) and len(told) == 1 and "backend" in told.pop()

for name, priced, equal, near in (("flat", 29, "optimal", needs), ("column", 56, "infeasible", [4] * 7)):
    need = shapes[name]
    heads = cvxpy.Variable(7, integer=True)
    solve(cvxpy.sum(heads) + 10 * cvxpy.sum(cvxpy.pos(need - heads)), [heads >= 0])
    assert round(sum(heads.value)) == priced
    assert solve(0, [heads == need])[0] == equal
    solve(cvxpy.norm1(heads - need), [])
    assert [round(value) for value in heads.value] == near


class Notes(logging.Handler):
    def __init__(self):
        super().__init__()
        self.said = []

    def emit(self, record):
        self.said.append(record.getMessage())


def by_linopy(need):
    model, notes = linopy.Model(), Notes()
    logging.getLogger("linopy").addHandler(notes)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        heads = model.add_variables(lower=0, upper=20, integer=True, coords=[table.index], name="heads")
        model.add_constraints(heads >= need)
        model.add_objective(heads.sum())
    logging.getLogger("linopy").removeHandler(notes)
    assert model.solve("highs", io_api="direct", output_flag=False) == ("ok", "optimal")
    solved = model.solution["heads"].to_series()
    warned = {entry.category.__name__ for entry in told} & {"LinopySemanticsWarning"}
    return [round(value) for value in solved], warned, [note for note in notes.said if "RHS" in note]


assert by_linopy(table["heads"]) == by_linopy(table["heads"].rename_axis(None)) == (needs, set(), [])
assert by_linopy(table["heads"].sort_index()) == (needs, {"LinopySemanticsWarning"}, [])
heads, warned, notes = by_linopy(table["heads"].rename_axis("weekday"))
print(f"linopy, index of another name: {heads}, {sum(heads)} heads;", *notes)
assert (heads, warned) == (busiest, set()) and "inefficiencies" in notes[0]
PY
echo OK
