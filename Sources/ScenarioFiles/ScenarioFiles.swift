// ScenarioFiles: scenario folders and stage files, read and written.
// In: scenario.yaml and its tables, or the files between two stages. Out: the values the stages take, and bytes to write.
// Every fault is reported with its file, line and column, all faults of all files at once, each with the edit that helps.
// It never plans anything, never guesses at a time or a name in silence (what it assumes it says), and never writes
// a file itself but for a new scenario.
