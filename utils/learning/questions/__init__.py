"""The bank of questions: read, shuffled, marked, put into words, printed and reported."""
