#!/usr/bin/env bash
# GLPK 5.0 (swiglpk 5.0.13) and HiGHS 1.16.0 (highspy): what happens to an objective's constant and direction when a
# model is handed over as a file.
#
# Seen: a cost of 156 (100 of it constant) is
#   56   in an LP file: the constant is written as a comment, which GLPK's own reader and HiGHS both pass over;
#   156  in a free MPS file read by GLPK, which takes the objective's right-hand side as + constant;
#   -44  in the same file read by HiGHS, which takes it as - constant, as CPLEX documents it.
# A maximisation written as MPS says nothing of its direction: read back, by GLPK too, it is minimised.
# GLPK's own format (glp_write_prob) keeps both.
#
# Why it matters: a budget plan checked by a second solver is off by twice its fixed costs, with both solvers at status
# optimal. Keep constants out of an objective that leaves as a file and add them in the table; minimise.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet swiglpk==5.0.13 highspy==1.16.0
cd "$place"
"$place/venv/bin/python" - <<'PY'
import highspy
import swiglpk as glpk

glpk.glp_term_out(glpk.GLP_OFF)


def model(direction):
    """Early shifts at 8, late ones at 9, seven people needed, 100 of fixed cost."""
    problem = glpk.glp_create_prob()
    glpk.glp_set_obj_dir(problem, direction)
    glpk.glp_set_obj_coef(problem, 0, 100)
    glpk.glp_add_cols(problem, 2)
    for column, (name, cost) in enumerate([("early", 8), ("late", 9)], start=1):
        glpk.glp_set_col_name(problem, column, name)
        glpk.glp_set_col_bnds(problem, column, glpk.GLP_DB, 0, 20)
        glpk.glp_set_col_kind(problem, column, glpk.GLP_IV)
        glpk.glp_set_obj_coef(problem, column, cost)
    glpk.glp_add_rows(problem, 1)
    glpk.glp_set_row_name(problem, 1, "cover")
    glpk.glp_set_row_bnds(problem, 1, glpk.GLP_LO, 7, 0)
    columns, ones = glpk.intArray(3), glpk.doubleArray(3)
    for place in (1, 2):
        columns[place], ones[place] = place, 1
    glpk.glp_set_mat_row(problem, 1, 2, columns, ones)
    return problem


def solved(problem):
    options = glpk.glp_iocp()
    glpk.glp_init_iocp(options)
    options.presolve = glpk.GLP_ON
    assert glpk.glp_intopt(problem, options) == 0
    return round(glpk.glp_mip_obj_val(problem), 6)


def read(reader, *arguments):
    problem = glpk.glp_create_prob()
    assert reader(problem, *arguments) == 0
    return problem


def by_highs(file):
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.readModel(file)
    highs.run()
    return round(highs.getObjectiveValue(), 6)


least = model(glpk.GLP_MIN)
glpk.glp_write_lp(least, None, "least.lp")
glpk.glp_write_mps(least, glpk.GLP_MPS_FILE, None, "least.mps")
glpk.glp_write_prob(least, 0, "least.glp")
seen = {
    "solved as built": solved(least),
    "GLPK, its own format": solved(read(glpk.glp_read_prob, 0, "least.glp")),
    "GLPK, LP file": solved(read(glpk.glp_read_lp, None, "least.lp")),
    "HiGHS, LP file": by_highs("least.lp"),
    "GLPK, MPS file": solved(read(glpk.glp_read_mps, glpk.GLP_MPS_FILE, None, "least.mps")),
    "HiGHS, MPS file": by_highs("least.mps"),
}
most = model(glpk.GLP_MAX)
glpk.glp_write_mps(most, glpk.GLP_MPS_FILE, None, "most.mps")
seen["most, solved as built"] = solved(most)
seen["most, GLPK, MPS file"] = solved(read(glpk.glp_read_mps, glpk.GLP_MPS_FILE, None, "most.mps"))
for what, value in seen.items():
    print(f"{what:24}{value:8.0f}")
assert list(seen.values()) == [156, 156, 56, 56, 156, -44, 440, 156], seen
PY
echo OK
