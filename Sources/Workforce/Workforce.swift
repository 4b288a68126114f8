// Workforce: the words of the trade as plain values, shared by every stage of the chain.
// In: nothing; readers elsewhere build these values from files. Out: values that stages take and return.
// ContactHistory -> Forecast -> Requirement -> Roster -> Coverage, with a Scenario beside them.
// It never reads a file, never computes a forecast or a roster, and never prints.

@_exported public import Units
