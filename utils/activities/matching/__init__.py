"""What a pasted page says, number by number, held against the course's tables: pure functions, no widget, no file, no network.

`reading.read_page(text)` is the door. `prose` makes text plain, `writings` and `names` find trials and treatments, `figures` numbers
with their units, `measures` endpoints and people; `attach`, `subjects` and `ties` say what each number belongs to, `rows` holds
the tables, `verdicts` gives the mark and `explain` its reason.
"""
