import Libc

// Queueing: how long people wait, how many hang up and how many agents that takes.
// In: an offered load, a handle time, perhaps a patience, a threshold and goals.
// Out: service level, waits, abandonment and occupancy for given agents, or the least agents that meet the goals;
// for whole centres with skills, chats and mails the same figures from a seeded simulation.
// It knows no calendar, no person and no file, and it never replaces a bad argument by a good one.

// The whole target takes its elementary functions from the C library, by the names below.

@inline(__always) func exponential(_ x: Double) -> Double { exp(x) }
@inline(__always) func exponentialMinusOne(_ x: Double) -> Double { expm1(x) }
@inline(__always) func naturalLog(_ x: Double) -> Double { log(x) }
@inline(__always) func naturalLogOfOnePlus(_ x: Double) -> Double { log1p(x) }
@inline(__always) func complementaryErrorFunction(_ x: Double) -> Double { erfc(x) }
@inline(__always) func gammaFunction(_ x: Double) -> Double { tgamma(x) }
