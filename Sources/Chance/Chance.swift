// Chance: seeded random numbers, one family for whatever draws.
// In: a seed, and the part, lane or replication that draws. Out: the same numbers on every machine.
// `SplitMix64` starts every other generator and is good for a few draws; `XorshiftStar` stays in registers in the hottest
// loops; `RandomStream` has the laws that simulations draw from; `Draws` has those that need no logarithm.
// Nothing here is for secrets.
