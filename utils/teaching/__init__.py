"""For instructors: session notes, plan and key. Never imported by a notebook."""
