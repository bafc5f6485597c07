"""Loads and checks course_data: tidy tables, citations, review dates."""
