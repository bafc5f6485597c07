"""Questions, exercises and the progress passport."""
