// Publishing: what leaves the chain for people's calendars.
// In: a scenario and a roster. Out: iCalendar bytes, one calendar a person and one a team, and the hash and the
// identity other files refer to them by. The same input gives the same bytes.
// Every text a person reads comes from the table in Phrases.swift, in the language of that person's calendar.
// It never writes a file, never asks what time it is now and never writes a local time that could be read two ways.

@_exported public import Files
