// Rostering: from a requirement and named people to a roster.
//
// In:    a scenario and its requirement.
// Out:   a `Roster`: shifts with breaks and queues, their cost in parts, reasons, quotes for leave, mended rosters.
// Never: reads files, prints, reads a clock except for a time limit, or leaves a demand "infeasible": shortage has a price.
// How:   `RosterTask` puts people, rules and prices into the flat arrays of `Tours`, which searches; the answer becomes shifts.
