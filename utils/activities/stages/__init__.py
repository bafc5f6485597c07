"""What the staging comparer is made of: example sheets, its tables, its words, and the form of an own sheet."""
