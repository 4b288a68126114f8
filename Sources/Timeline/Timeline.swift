// Timeline: instants, civil dates, clock zones and the interval grid everything is computed on.
// In: ISO 8601 text, zone names, the system's TZif files (zone rules as compiled by zic).
// Out: whole UTC seconds, civil dates, local times for reading and publishing, equal gapless intervals.
// It never asks what time it is now, never guesses at a local time that happens twice or never,
// and never uses Foundation's TimeZone, which carries its own and often older rules.
