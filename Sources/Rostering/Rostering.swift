// Rostering: from a requirement and named people to a roster.
//
// In:    a `RosterProblem` (people, days, shift options, rules, demand) in flat arrays, or a scenario and its requirement.
// Out:   a `RosterSolution`: one option or a day off for each person and day, its cost in parts, and a proven lower bound.
// Never: reads files, prints, reads a clock except for a time limit, or leaves a demand "infeasible": shortage has a price.
// How:   one tour search (Tours/) prices, repairs and re-plans the tours of one person; the integer programs of GLPK choose
//        among tours (DayShift/, Interval/) and have the last word.
