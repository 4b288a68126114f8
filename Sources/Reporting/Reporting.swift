// Reporting: a plan as people look at it, a page to send and charts for a terminal.
// In: a scenario and what the tables of an out folder say of it. Out: the text of one HTML file that needs nothing else, or
// lines of text that fit a width. The same input gives the same bytes.
// Every word of the page comes from one value a language; every figure is that of a table.
// It never opens a file, never asks what time it is and never computes a plan.
