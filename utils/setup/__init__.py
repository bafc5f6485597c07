"""Before anything is installed: the launcher, environments, settings, verbs and the stages of `test`.

Standard library only, and no other room of the course: this runs in whatever Python a person has.
"""
