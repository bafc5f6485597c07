"""What the course computes: kinetics, emergence, cohorts, survival."""
