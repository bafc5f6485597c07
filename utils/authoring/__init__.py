"""The notebook as a file: canonical form, refresh, evidence links, lint, calibration. Never imported by a notebook."""
