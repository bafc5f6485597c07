"""The questions of the bank in the forms that learning platforms and flashcard programs read."""
