#!/usr/bin/env bash
# HiGHS 1.16.0 (highspy) beside SCIP 10.0 (pyscipopt 6.3.0): what "stop at a gap of 45 %" means, and what is said then.
#
# Seen: one model, one best plan (1105) and one bound (688.3). HiGHS divides their difference by the plan: 37.7 %, it stops and
# says Optimal. SCIP divides by the smaller of the two: 60.5 %, so that it goes on, and when it stops it says gaplimit.
#
# Why it matters: "a proven gap" is compared across solvers and written into contracts and benchmarks. A plan six times its
# bound is 83 % away by the first rule and 500 % by the second, and a loose limit turns into the word Optimal.
# Print cost and bound, and say what the gap is divided by.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet highspy==1.16.0 pyscipopt==6.3.0
cd "$place"
"$place/venv/bin/python" - <<'PY'
import highspy
from pyscipopt import Model

# Twelve sites may be opened at a fee, each with room for 49 to 60 people; 35 people are needed.
lines = ["NAME SITES", "ROWS", " N COST", " G NEED"] + [f" L ROOM{site}" for site in range(12)]
lines += ["COLUMNS", "    M1 'MARKER' 'INTORG'"]
for site in range(12):
    lines += [f"    OPEN{site} COST {1000 + 7 * site}", f"    OPEN{site} ROOM{site} {site - 60}"]
lines += ["    M2 'MARKER' 'INTEND'"]
for site in range(12):
    lines += [f"    STAFF{site} COST {3 + site % 3}", f"    STAFF{site} NEED 1", f"    STAFF{site} ROOM{site} 1"]
lines += ["RHS", "    RHS NEED 35", "BOUNDS"] + [f" UP BND OPEN{site} 1" for site in range(12)] + ["ENDATA"]
with open("sites.mps", "w") as file:
    file.write("\n".join(lines) + "\n")


def scip(**limits):
    model = Model()
    model.hideOutput()
    model.readProblem("sites.mps")
    for name in ("presolving/maxrounds", "separating/maxrounds", "separating/maxroundsroot"):
        model.setParam(name, 0)
    for name, value in limits.items():
        model.setParam(f"limits/{name}", value)
    model.optimize()
    return model.getPrimalbound(), model.getDualbound(), model.getGap(), model.getStatus()


highs = highspy.Highs()
for name, value in (("output_flag", False), ("presolve", "off"), ("threads", 1), ("mip_rel_gap", 0.45)):
    highs.setOptionValue(name, value)
highs.readModel("sites.mps")
highs.run()
info = highs.getInfo()
plan, bound, gap = info.objective_function_value, info.mip_dual_bound, info.mip_gap
print(f"HiGHS: plan {plan:g}, bound {bound:.1f}, gap {gap:.3f}, {highs.modelStatusToString(highs.getModelStatus())}")
first = scip(totalnodes=1)
print(f"SCIP, first node: plan {first[0]:g}, bound {first[1]:.1f}, gap {first[2]:.3f}")
stopped = scip(gap=0.45)
print(f"SCIP, limit 0.45: plan {stopped[0]:g}, bound {stopped[1]:.1f}, gap {stopped[2]:.3f}, {stopped[3]}")
assert highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
assert abs(plan - first[0]) < 1e-6 and abs(bound - first[1]) < 1e-6
assert abs(gap - (plan - bound) / plan) < 1e-9 and 0.37 < gap < 0.38
assert abs(first[2] - (first[0] - first[1]) / first[1]) < 1e-9 and 0.60 < first[2] < 0.61
assert stopped[3] == "gaplimit" and stopped[2] < 0.45
PY
echo OK
