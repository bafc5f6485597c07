"""Made-up pages to check: each has one thing to notice."""

EXAMPLES = {
    "A press release": (
        "NEW QUADRUPLET SETS A STANDARD\n\n"
        "In the phase 3 PERSEUS trial, D-VRd reduced the risk of progression or death by 58% compared with VRd (HR 0.42; 95% CI, "
        "0.30\u20130.59). At 48 months, 84.3% of people given D-VRd were free of progression versus 67.7% given VRd. "
        "MRD negativity reached 75.2%, and 88% of readers rated the news as good.\n\n"
        "\u201cA transformative result,\u201d said the sponsor."
    ),
    "A page that was right three years ago": (
        "CAR T at first relapse: what we know\n\n"
        "CARTITUDE-4 compared cilta-cel with PVd or DPd. The hazard ratio for progression or death was 0.26 (95% CI 0.18-0.38), and "
        "84.6% of people given cilta-cel responded. In KarMMa-3 the median progression-free survival was 13.3 months with ide-cel and "
        "4.4 months with standard regimens."
    ),
    "A forum post": (
        "My aunt reads that in MAIA the median time without progression was 34.4 months with D-Rd and 61.9 months with Rd. "
        "And somebody wrote that in CASTOR daratumumab with bortezomib and dexamethasone gave 27.0 months. Is that so?"
    ),
    "Units and measures mixed up": (
        "In MAIA 61.9% of people on D-Rd were alive without progression. In PERSEUS the hazard ratio was 0.42, which means that 42% of "
        "people on D-VRd progressed. D-VRd therefore reduced the risk of progression by 42%. Median progression-free survival in PERSEUS was "
        "84.3 months with D-VRd."
    ),
    "A page that cannot be read": (
        "In PERSEUS waren nach 48 Monaten 84,3 % der Patienten mit D-VRd ohne Progression, und mit VRd waren es 67,7 %. "
        "Das Risiko war also um achtundf\u00fcnfzig Prozent kleiner."
    ),
}  # fmt: skip
FIRST = "A press release"
