// Examples: two made-up support operations, complete enough to be planned, from a written description and a seed.
// In: nothing but the descriptions in this target and the system's time zones.
// Out: the files of a scenario folder as bytes: scenario.yaml, the tables, and a synthetic history of a year or more.
// The same version gives the same bytes on every platform: chance uses whole numbers and the four basic operations.
// It never writes a file, never reads a clock, and knows no stage of the chain.
