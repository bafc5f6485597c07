"""Cases that branch: read, checked by machine, walked, kept in the passport and shown as a board around one person.

A case is a file of `course_data/cases`: a person, forks with choices, what follows from each, and endings. Every choice goes
on, so every way through a case ends; going back is the learner's own, and adds to the passport.
"""
