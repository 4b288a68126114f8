#!/usr/bin/env bash
# ortools 9.15.6755 (PyPI): assignments and flows (SimpleLinearSumAssignment, SimpleMinCostFlow) with costs in euros.
#
# Seen: both count in whole numbers. Arc by arc a cost of 10.9 is refused (TypeError). The methods for whole arrays,
# which the examples use, take it and cut it to 10, without a word: the answer is OPTIMAL. Of two pairings of two
# people and two shifts, 10.9 + 10.9 or 11.0 + 10.0, the dearer one is chosen, and optimal_cost is 20, a cost that
# neither has. Costs below one, such as hours of travel or probabilities, are all 0, bonuses down to -0.9 as well; any
# pairing is "optimal" then. Supplies of 7.5 full-time people are 7, on both sides, so that the flow balances and half
# a person goes missing from need and cover alike.
#
# Why it matters: matching people to shifts by wage, travel or wish is what these classes are for, and a data frame's
# columns arrive as arrays of floats. Multiply by 100 and round before the call (`numpy.rint`), then divide the cost.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet ortools==9.15.6755 numpy==2.4.6
"$place/venv/bin/python" - <<'PY'
import numpy
from ortools.graph.python.linear_sum_assignment import SimpleLinearSumAssignment
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

PEOPLE, SHIFTS = numpy.array([0, 0, 1, 1]), numpy.array([0, 1, 0, 1])


def pair(costs):
    """Shifts of the two people, the cost told, and the cost by the table."""
    solver = SimpleLinearSumAssignment()
    solver.add_arcs_with_cost(PEOPLE, SHIFTS, costs)
    assert solver.solve() == solver.OPTIMAL
    shifts = [solver.right_mate(person) for person in range(2)]
    table = float(sum(costs[2 * person + shifts[person]] for person in range(2)))
    return shifts, solver.optimal_cost(), round(table, 2)


euros = numpy.array([10.9, 11.0, 10.0, 10.9])
plain, scaled = pair(euros), pair(numpy.rint(100 * euros).astype(int))
print("shifts, cost told, cost by the table:", plain, "- in cents:", scaled)
assert plain == ([0, 1], 20, 21.8) and scaled == ([1, 0], 2100, 2100)

hours, bonus = numpy.array([0.9, 0.1, 0.2, 0.8]), numpy.array([-0.1, -0.9, -0.8, -0.2])
print("hours of travel:", pair(hours)[1], "- bonuses:", pair(bonus)[1])
assert pair(hours)[1] == pair(bonus)[1] == 0
assert pair(numpy.rint(100 * hours).astype(int))[:2] == ([1, 0], 30)

for refused in [
    lambda: SimpleLinearSumAssignment().add_arc_with_cost(0, 0, 10.9),
    lambda: SimpleMinCostFlow().add_arc_with_capacity_and_unit_cost(0, 1, 5, 10.9),
    lambda: SimpleMinCostFlow().set_node_supply(0, 7.5),
]:
    try:
        refused()
        raise SystemExit("taken")
    except TypeError as error:
        print("one by one:", type(error).__name__)

flow = SimpleMinCostFlow()
arcs = flow.add_arcs_with_capacity_and_unit_cost(
    numpy.array([0, 0]), numpy.array([1, 1]), numpy.array([3.5, 9.0]), numpy.array([14.2, 14.9]))
flow.set_nodes_supplies(numpy.array([0, 1]), numpy.array([7.5, -7.5]))
assert flow.solve() == flow.OPTIMAL
seen = flow.supply(0), list(map(int, flow.flows(arcs))), flow.optimal_cost()
print("7.5 people through two agencies: supply, flows, cost", seen, "(right 7.5, [3.5, 4.0], 109.3)")
assert seen == (7, [3, 4], 98), seen
PY
echo OK
