#!/usr/bin/env bash
# linopy 0.10.1 beside PuLP 3.3.2, python-mip 2.0.0 and HiGHS 1.16.0 (PyPI): three people, three queues that need one
# person each, and nobody who speaks the third queue's language.
#
# Seen: a sum over nobody is left without variables, and linopy leaves such a row out of what it hands to the solver,
# whatever stands on its right. Printed, the constraint says "+0 >= 1.0"; the answer is optimal with two people, and
# the third queue has none. It is so for variables left out by a mask and for a table of skills (0 or 1) times the
# variables, with >= and ==, by file and directly, with sanitize_zeros=False too. PuLP, python-mip and HiGHS call the
# same model infeasible, and so does linopy where the 0 is an upper bound of the variables instead.
#
# Why it matters: the need without a speaker is what a planner most wants to hear of. Its hours are neither covered nor
# short, the status is optimal and the cost is too low by every shift that nobody can work. After a solve, compare each
# constraint's `lhs.solution` with its `rhs`, or give every need a shortage column, so that no row is ever empty.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet linopy==0.10.1 xarray==2026.9.0 pandas==2.3.3 highspy==1.16.0 pulp==3.3.2 \
  mip==2.0.0
"$place/venv/bin/python" - <<'PY'
import highspy
import linopy
import mip
import pulp
import xarray

SPEAKS = {("Ana", "en"), ("Ana", "fr"), ("Ben", "en"), ("Cem", "fr")}
PEOPLE, QUEUES = ["Ana", "Ben", "Cem"], ["en", "fr", "da"]
skills = xarray.DataArray(
    [[int((person, queue) in SPEAKS) for queue in QUEUES] for person in PEOPLE],
    coords=[("person", PEOPLE), ("queue", QUEUES)])


def by_linopy(how, exact=False, **options):
    model, coords = linopy.Model(), skills.coords
    if how == "mask":
        works = model.add_variables(binary=True, coords=coords, mask=skills.astype(bool), name="works")
        staffed = works.sum("person")
    elif how == "skills":
        works = model.add_variables(binary=True, coords=coords, name="works")
        staffed = (skills * works).sum("person")
    else:
        works = model.add_variables(lower=0, upper=skills, integer=True, coords=coords, name="works")
        staffed = works.sum("person")
    need = xarray.ones_like(skills.isel(person=0, drop=True))
    model.add_constraints(staffed == need if exact else staffed >= need, name="need")
    model.add_objective(works.sum())
    _, told = model.solve(solver_name="highs", output_flag=False, **options)
    if told != "optimal":
        return told
    return told, model.objective.value, model.constraints["need"].lhs.solution.to_series().to_dict()


def by_pulp():
    model = pulp.LpProblem("roster")
    works = {pair: pulp.LpVariable("_".join(pair), cat="Binary") for pair in sorted(SPEAKS)}
    model += pulp.lpSum(works.values())
    for queue in QUEUES:
        model += pulp.lpSum(works[pair] for pair in works if pair[1] == queue) >= 1
    return pulp.LpStatus[model.solve(pulp.PULP_CBC_CMD(msg=False))].lower()


def by_mip():
    model = mip.Model(solver_name="CBC")
    model.verbose = 0
    works = {pair: model.add_var(var_type="B") for pair in sorted(SPEAKS)}
    model.objective = mip.xsum(works.values())
    for queue in QUEUES:
        model += mip.xsum(works[pair] for pair in works if pair[1] == queue) >= 1
    return model.optimize().name.lower()


def by_highs():
    model = highspy.Highs()
    model.silent()
    works = {pair: model.addBinary() for pair in sorted(SPEAKS)}
    for queue in QUEUES:
        model.addConstr(model.qsum(works[pair] for pair in works if pair[1] == queue) >= 1)
    model.minimize(model.qsum(works.values()))
    return model.modelStatusToString(model.getModelStatus()).lower()


unheard = ("optimal", 2.0, {"en": 1.0, "fr": 1.0, "da": 0.0})
seen = {(how, io): by_linopy(how, io_api=io) for how in ("mask", "skills") for io in ("lp", "direct")}
for case, answer in seen.items():
    print(*case, answer)
assert all(answer == unheard for answer in seen.values()), seen
assert by_linopy("mask", exact=True) == unheard
assert by_linopy("mask", sanitize_zeros=False) == by_linopy("skills", sanitize_zeros=False) == unheard
others = {"linopy, bounds": by_linopy("bounds"), "PuLP": by_pulp(), "python-mip": by_mip(), "HiGHS": by_highs()}
print(others)
assert set(others.values()) == {"infeasible"}, others
PY
echo OK
