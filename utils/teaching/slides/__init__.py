"""A deck of slides from a notebook: one file that needs no network, with the teaching note for the speaker."""
