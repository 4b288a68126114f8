// Tabular: tables in CSV files, read and written byte by byte.
// In: the bytes of a file and its name; text, whole numbers and decimals to write.
// Out: flat tables whose cells know their file, line and column; problems; bytes to write.
// It never knows what a column means, never guesses at a number it cannot read, and keeps reading after a problem
// so that all problems of a file are reported at once.

@_exported public import Files
@_exported public import Units
