// Forecasting: what happened becomes what is expected, per queue and interval, with its uncertainty and its reasons.
// In: contacts per interval, opening hours, holidays and events. Out: means, quantiles and handle times for the
// intervals of a horizon, the parts of each day's total, and back-tests against the figures planners know.
// It never reads a file, never changes a history, and never guesses silently: what the history cannot support becomes
// a sentence in the forecast's warnings.

/// The forecasting stage.
public enum Forecasting {}
