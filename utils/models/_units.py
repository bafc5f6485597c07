"""Constants several models share, each beside its source."""

DAYS_PER_MONTH = 365.25 / 12
RISE_RATIO, RISE_G_L = 1.25, 5.0  # IMWG serum rule for progression: both above the nadir (source: resp16)
CENTURY_DAYS = 36525.0  # a remission that outlasts a century is reported as infinite
