// Muster: the whole chain in one place; the library people import.
// In: a scenario folder. Out: a Plan (forecast, requirement, roster, coverage) and the files that hold it.
// Each stage is a pure function of another target; this target only connects them, hashes what went in and came out,
// and replaces an output folder in one step. It never computes a figure of its own beyond adding up for the summary.

@_exported public import Timeline
@_exported public import Workforce

/// The version of Muster, written into every manifest.
public let musterVersion = "0.1.0"
