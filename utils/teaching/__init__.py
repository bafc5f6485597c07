"""For instructors and authors: plans, keys, refresh and lint of notebooks."""
