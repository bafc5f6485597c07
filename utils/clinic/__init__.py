"""The rules clinicians apply by hand, as pure functions that say which rule fired."""
