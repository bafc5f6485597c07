"""Laboratory series as a learner writes them: read from a table cell by cell, ready-made ones, and the form that edits them."""
