// Exports of phone systems, help desks and planners to a history: interval reports, and files of single contacts.
// In: bytes of files, a mapping that says what their columns mean, or none. Out: a mapping with its questions, rows by
// queue and interval, and a report of what became of every row.
// It opens no files and writes none. Columns that no mapping names are never looked at behind the first sample, so names,
// numbers and subjects of people go nowhere.
