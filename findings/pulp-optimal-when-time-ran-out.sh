#!/usr/bin/env bash
# PuLP 3.3.2 with the CBC it ships and with HiGHS 1.16.0 (highspy): what it says of a solve that its time limit ended.
#
# Seen: two solvers stop after three seconds with the best they have, far from a proof. HiGHS itself says "Time limit reached".
# `solve` returns 1 and `LpStatus` makes of it the word Optimal, for both; two answers to one model differ and both are
# Optimal. Only `sol_status`, which is asked for apart, says 2, "Solution Found", in place of 1, "Optimal Solution Found".
#
# Why it matters: planners' scripts print `LpStatus[problem.status]` beside the cost of a roster, so whatever was there
# when time ran out is reported as the best there is. Print `sol_status`, or the bound.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet pulp==3.3.2 highspy==1.16.0
cd "$place"
"$place/venv/bin/python" - <<'PY'
import random

import highspy
import pulp


def two_teams():
    """Sixty people into two teams, so that each of seven kinds of hours is halved as nearly as can be."""
    chance = random.Random(1)
    problem = pulp.LpProblem("teams", pulp.LpMinimize)
    first = [pulp.LpVariable(f"first_{person}", cat="Binary") for person in range(60)]
    more = [pulp.LpVariable(f"more_{kind}", 0) for kind in range(7)]
    less = [pulp.LpVariable(f"less_{kind}", 0) for kind in range(7)]
    problem += pulp.lpSum(more + less)
    for kind in range(7):
        hours = [chance.randrange(100) for _ in first]
        problem += pulp.lpDot(hours, first) + more[kind] - less[kind] == sum(hours) // 2
    return problem


for name, solver in (
    ("CBC", pulp.PULP_CBC_CMD(msg=False, timeLimit=3)),
    ("HiGHS", pulp.HiGHS(msg=False, timeLimit=3)),
):
    problem = two_teams()
    status = problem.solve(solver)
    cost = pulp.value(problem.objective)
    print(f"{name}: {pulp.LpStatus[status]}, cost {cost:g}; sol_status {pulp.LpSolution[problem.sol_status]}")
    assert status == pulp.LpStatusOptimal and problem.sol_status == pulp.LpSolutionIntegerFeasible

problem = two_teams()
problem.writeMPS("teams.mps")
highs = highspy.Highs()
highs.setOptionValue("output_flag", False)
highs.setOptionValue("time_limit", 3.0)
highs.readModel("teams.mps")
highs.run()
info = highs.getInfo()
word = highs.modelStatusToString(highs.getModelStatus())
print(f"HiGHS asked directly: {word}, cost {info.objective_function_value:g}, bound {info.mip_dual_bound:g}")
assert highs.getModelStatus() == highspy.HighsModelStatus.kTimeLimit
assert info.mip_dual_bound < info.objective_function_value - 0.5
PY
echo OK
