#!/usr/bin/env bash
# CP-SAT, model_builder and pywraplp of ortools 9.15.6755, PuLP 3.3.2, highspy 1.16.0, pyscipopt 6.3.0 and linopy 0.10.1
# (PyPI): people start in three hours at a price of 3, 2 and 1, stay, and 2, 4 and 6 are needed. Who is there in each
# hour is a running total: `there = 0`, then for each hour `there += starts[hour]` and `totals.append(there)`.
#
# Seen: in pywraplp and linopy each total is an expression of its own: 2, 2 and 2 start, at a price of 12. In PuLP,
# highspy and pyscipopt `+=` changes the expression that is in the list already, as it does with Python's lists and not
# with its numbers: all three totals are the whole sum, all six start in the last hour, for 6, and nobody is there in
# the first two. In CP-SAT and model_builder the first total is the variable itself and stays, the others are one: 2, 0
# and 4, for 10. Each says optimal. `there = there + starts[hour]` is right in all. Adding the constraint inside the
# loop, before the total grows, is right too. highspy changed `+` for this reason in 2024, after a report; of `+=` none
# was found.
#
# Why it matters: heads on duty, hours worked so far and leave left are running totals, and the plan that comes out is
# cheap, covers the last hour and passes a check of its totals, for these are wrong as well. A model moved from pywraplp
# to model_builder, of one maker, changes its answer. Write `total = total + x`, and check a plan with numbers.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet ortools==9.15.6755 PuLP==3.3.2 highspy==1.16.0 pyscipopt==6.3.0 linopy==0.10.1
"$place/venv/bin/python" -W ignore - <<'PY'
import highspy
import linopy
import pulp
import pyscipopt
from ortools.linear_solver import pywraplp
from ortools.linear_solver.python import model_builder
from ortools.sat.python import cp_model

NEED, PRICE, MOST = (2, 4, 6), (3, 2, 1), 9


def in_place(starts):
    there, totals = 0, []
    for start in starts:
        there += start
        totals.append(there)
    return totals


def anew(starts):
    there, totals = 0, []
    for start in starts:
        there = there + start
        totals.append(there)
    return totals


def plan(starts, running, add):
    for total, need in zip(running(starts), NEED):
        add(total >= need)
    return sum(price * start for price, start in zip(PRICE, starts))


def by_cp_sat(running):
    model, solver = cp_model.CpModel(), cp_model.CpSolver()
    starts = [model.new_int_var(0, MOST, f"start{hour}") for hour in range(3)]
    model.minimize(plan(starts, running, model.add))
    assert solver.solve(model) == cp_model.OPTIMAL
    return [solver.value(start) for start in starts]


def by_model_builder(running):
    model, solver = model_builder.Model(), model_builder.Solver("scip")
    starts = [model.new_int_var(0, MOST, f"start{hour}") for hour in range(3)]
    model.minimize(plan(starts, running, model.add))
    assert solver.solve(model) == model_builder.SolveStatus.OPTIMAL
    return [solver.value(start) for start in starts]


def by_pywraplp(running):
    solver = pywraplp.Solver.CreateSolver("SCIP")
    starts = [solver.IntVar(0, MOST, f"start{hour}") for hour in range(3)]
    solver.Minimize(plan(starts, running, solver.Add))
    assert solver.Solve() == solver.OPTIMAL
    return [start.solution_value() for start in starts]


def by_pulp(running):
    problem = pulp.LpProblem("starts", pulp.LpMinimize)
    starts = [pulp.LpVariable(f"start{hour}", 0, MOST, "Integer") for hour in range(3)]
    problem.setObjective(plan(starts, running, problem.addConstraint))
    problem.solve(pulp.HiGHS(msg=False))
    assert pulp.LpStatus[problem.status] == "Optimal"
    return [start.value() for start in starts]


def by_highspy(running):
    solver = highspy.Highs()
    solver.silent()
    starts = [solver.addIntegral(0, MOST) for _ in range(3)]
    solver.minimize(plan(starts, running, solver.addConstr))
    assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return list(solver.getSolution().col_value)


def by_pyscipopt(running):
    model = pyscipopt.Model()
    model.hideOutput()
    starts = [model.addVar(f"start{hour}", vtype="I", ub=MOST) for hour in range(3)]
    model.setObjective(plan(starts, running, model.addCons))
    model.optimize()
    assert model.getStatus() == "optimal"
    return [model.getVal(start) for start in starts]


def by_linopy(running):
    model = linopy.Model()
    starts = [model.add_variables(0, MOST, integer=True, name=f"start{hour}") for hour in range(3)]
    model.add_objective(plan(starts, running, model.add_constraints))
    assert model.solve("highs", output_flag=False) == ("ok", "optimal")
    return [float(start.solution) for start in starts]


EXPECTED = {
    by_pywraplp: [2, 2, 2],
    by_linopy: [2, 2, 2],
    by_cp_sat: [2, 0, 4],
    by_model_builder: [2, 0, 4],
    by_pulp: [0, 0, 6],
    by_highspy: [0, 0, 6],
    by_pyscipopt: [0, 0, 6],
}
for solve, expected in EXPECTED.items():
    grown, fresh = ([round(start) for start in solve(running)] for running in (in_place, anew))
    cost = sum(price * start for price, start in zip(PRICE, grown))
    print(f"{solve.__name__:17} +=: {grown} for {cost}, there = there + start: {fresh}")
    assert grown == expected and fresh == [2, 2, 2], (solve.__name__, grown, fresh)
PY
echo OK
