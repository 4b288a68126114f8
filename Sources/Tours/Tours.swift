// Tours: who works which shift on which day, as numbers.
//
// In:    a `RosterProblem`: people, days, shift options, rules, demand and prices in flat arrays.
// Out:   a `RosterSolution`: one option or a day off for each person and day, its cost in parts, and a proven lower bound;
//        a `Replanning.Result` for a roster that something has happened to.
// Never: knows a date, a time zone or where a rule comes from; reads files or prints.
// How:   one tour search (Tour/) prices, repairs and re-plans the tours of one person; annealing, whole people and the linear
//        programs of GLPK choose among tours (Interval/, DayShift/, Replan/).
