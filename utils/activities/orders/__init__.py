"""The order explorer's published series: what was given after what, to how many people, and what came of it."""
