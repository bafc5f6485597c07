"""For instructors: session notes, plan, slides, handout, key, room, report and export. Never imported by a notebook."""
