"""Declared interactive pictures: controls, a pure function, a chart, a sentence."""
