"""The checks behind the exercises, one module a notebook; the words they answer with are in course_data/exercises."""
