"""A quiz for the room: one self-contained page for a projector, driven by the keyboard."""
