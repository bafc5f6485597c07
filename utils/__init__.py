"""The vocabulary of the course: seven rooms, imported in one direction (see CONTRIBUTING.md)."""
