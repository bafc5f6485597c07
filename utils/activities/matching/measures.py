"""What a number measures and in whom: endpoints, landmarks and parts of a trial's people, as a text names them."""

import re
from dataclasses import dataclass
from functools import cache

RATE = r"(?:\s+rates?)?"
ENDPOINTS = {
    "pfs2": r"PFS-?2|progression-free\s+survival\s+2|second\s+progression(?:\s+or\s+death)?",
    "pfs": r"progression[\s-]*free\s+survival|\biPFS\b|\bPFS\b|event-free\s+survival|progression[\s-]*free|(?:alive\s+)?(?:and\s+|remained\s+)?(?:without|free\s+of|free\s+from)\s+(?:disease\s+)?progression"
    r"|(?:disease\s+)?progression\s+or\s+(?:of\s+)?death|progress(?:ing|ed)\s+or\s+d(?:ying|ied)|progression\s+and/or\s+death|remissions?\b(?!\s+rate)|\b(?:disease\s+)?progression\b(?![\s-]*free)",
    "ttp": r"time\s+to\s+(?:disease\s+)?progression(?!\s+or)|\bTTP\b",
    "dor": r"durations?\s+of\s+(?:the\s+)?responses?|response\s+durations?|\bm?DOR\b|responses?\s+lasted",
    "os": r"overall\s+survival|\bOS\b|\balive\b|\bsurvival\b|\bdeaths?\b(?!\s+(?:from|due\s+to|related))|\bdying\b|\bmortality\b|\bsurviv(?:ed|ing)\b|\blived\b|living",
    "scr": r"stringent\s+(?:complete\s+)?(?:response|remission)s?|\bsCR\b",
    "vgpr": r"very\s+good\s+partial\s+(?:response|remission)s?(?:\s+or\s+better)?|\bVGPR\b(?:\s+or\s+better)?",
    "mrd_sustained": r"sustained\s+(?:MRD|minimal\s+residual\s+disease)[\s-]*(?:negativ\w*)?|(?:MRD|minimal\s+residual\s+disease)[\s-]*negativ\w*\s+(?:sustained|lasting)",
    "mrd_cr": r"(?:MRD|minimal\s+residual\s+disease)[\s-]*negative\s+(?:CR|complete\s+response)s?|(?:MRD|minimal\s+residual\s+disease)[\s-]*negativ\w*\s+(?:with|and|in)\s+(?:CR\b|complete\s+response)|(?:CR|complete\s+response)\s+(?:and|with)\s+(?:MRD|minimal\s+residual\s+disease)[\s-]*negativ\w*",
    "mrd_conversion": r"(?:MRD[\s-]*(?:negativ\w*)?|minimal\s+residual\s+disease)\s+conversion|convert\w*\s+(?:from\s+\S+\s+)?to\s+(?:MRD|minimal\s+residual\s+disease)[\s-]*negativ\w*",
    "mrd": r"(?:MRD|minimal\s+residual\s+disease|measurable\s+residual\s+disease)(?:[\s(MRD)-]*negativ\w*)?(?:\s+status)?|\buMRD\b",
    "orr": r"(?:overall|objective)\s+responses?(?:\s+rates?)?|\bORR\b|response\s+rates?|\brespond(?:ed|ers|ing)?\b|partial\s+response\s+or\s+better|(?<!partial )(?<!minimal )(?<!complete )\bresponses?\b(?!\s+(?:to|assess|criteria))",
    "pr": r"(?:partial|minimal)\s+(?:response|remission)s?|\bPR\b",
    "cr": r"complete\s+(?:response|remission)s?(?:\s+or\s+better)?|\bCR\b(?:\s+or\s+better)?",
    "crossover": r"cross(?:ed|ing)?[\s-]?over",
    "follow_up": r"follow(?:ed)?[\s-]*up",
    "pain": r"\bpain\b|recalcif\w*|calcified",
}  # fmt: skip
FAMILY = {
    "pfs2": "pfs2_", "ttp": "ttp_", "dor": "dor_", "os": "os_", "scr": "scr_pct", "vgpr": "vgpr_", "mrd_sustained": "mrd_neg_sustained",
    "mrd_cr": "mrd_neg_cr", "mrd_conversion": "mrd_conversion", "mrd": "mrd_neg_", "orr": "orr_", "pr": "pr_", "cr": "cr_", "crossover": "crossover_", "pain": "pain_",
}  # fmt: skip
HARMS = {
    "pneumonia": r"pneumonias?", "infection": r"infections?", "peripheral neuropathy": r"(?:peripheral\s+)?(?:sensory\s+)?neuropath(?:y|ies)",
    "cytokine release syndrome": r"cytokine[\s-]release(?:\s+syndrome)?|\bCRS\b", "ICANS": r"\bICANS\b|immune effector cell-associated neurotoxicity(?:\s+syndrome)?",
    "thrombocytopenia": r"thrombocytopenia|low\s+platelets?", "fatigue": r"fatigue", "second cancer": r"second(?:ary)?\s+(?:primary\s+)?(?:cancer|malignanc)\w*",
    "adverse event": r"adverse\s+(?:events?|reactions?)|side[\s-]effects?|\bT?E?AEs?\b", "neuro": r"neurotoxicit\w*|neurologic\w*\s+(?:toxicit|event)\w*|parkinsonism|cranial\s+nerve\s+pals\w*",
    "eye": r"ocular|\beyes?\b|cornea\w*|keratopath\w*|visual\s+acuity", "neutropenia": r"neutropenia", "death": r"fatal|death\s+(?:from|due)|deaths?\s+related",
}  # fmt: skip
PARTS = {
    "high_risk": r"high[\s-](?:cytogenetic[\s-])?risk|high-risk\s+cytogenetics", "standard_risk": r"standard[\s-](?:cytogenetic[\s-])?risk",
    "len_refractory": r"(?:lenalidomide|len|R)[\s-]*refractory|refractory\s+to\s+lenalidomide", "pi_refractory": r"(?:PI|bortezomib|proteasome[\s-]inhibitor)[\s-]*refractory|refractory\s+to\s+(?:bortezomib|a\s+proteasome)",
    "prior_lines_1": r"(?:one|1|a\s+single)\s+(?:prior|previous|earlier)\s+lines?|(?:one|1)\s+line\s+of\s+(?:prior|previous)|(?:at\s+)?first\s+relapse", "prior_lines_2": r"(?:two|2)\s+(?:prior|previous|earlier)\s+lines?(?!\s+or\s+more)",
    "prior_lines_2plus": r"(?:two|2)\s+or\s+more\s+(?:prior|previous)?\s*lines?|(?:at\s+least|≥|>=?)\s*(?:two|2)\s+(?:prior|previous)\s+lines?", "del17p": r"del\s*\(?17p?\)?|17p\s+deletion",
    "t414": r"t\s*\(4\s*;\s*14\)", "t1114": r"t\s*\(11\s*;\s*14\)", "us_label": r"\b(?:US|U\.S\.|FDA)[\s-]+(?:label|prescribing)\w*|prescribing\s+information|label\s+population|\bUSPI\b",
    "no_emd": r"(?:no|without)\s+extramedullary", "emd": r"extramedullary", "prior_bcma": r"(?:prior|previous|after)\s+(?:anti-)?BCMA|BCMA[\s-](?:exposed|pretreated)",
    "line_1": r"first\s+line|line\s+1|1st\s+line", "line_5": r"fifth\s+line|line\s+5|5th\s+line", "mrd_evaluable": r"MRD[\s-]evaluable|evaluable\s+for\s+MRD", "evaluable": r"evaluable", "responders": r"(?:among|of)\s+responders",
}  # fmt: skip
NUMBERS = {
    w: k
    for k, w in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    )
}
LANDMARK = re.compile(
    rf"(?:\b(?:at|after|by|within|through)\s+(?:about\s+)?)?(?<![\d.])\b(\d+(?:\.\d+)?|{'|'.join(NUMBERS)})[\s-]*(months?|mos?\b|years?|yrs?)\b"
    r"([\s-]*(?:estimated\s+|landmark\s+|Kaplan-Meier\s+)?(?:rates?\s+of\s+)?(?:PFS|OS|overall\s+survival|progression|survival|rates?|event-free|landmark|MRD)\b)?",
    re.I,
)
TRACK = re.compile(
    r"follow(?:ed)?[\s-]*up\b[^.;\d]{0,40}$|\bfollowed\s+for\s+(?:a\s+median\s+(?:of\s+)?)?$|\bafter\s+a\s+median\s+(?:of\s+)?$",
    re.I,
)
DROPS = re.compile(r"\b(?:reduc|lower|cut|cuts|decreas|less|drop|fell|fall|slash|diminish|halv)\w*", re.I)
RISK = re.compile(r"\b(?:risks?|hazards?|chances?|odds|likelihood)\b", re.I)


@dataclass(frozen=True)
class Measure:
    """An endpoint, a harm or a landmark named at a place. what: 'pfs', 'harm:infection', 'part:high_risk' ..."""

    start: int
    end: int
    what: str


@cache
def _pattern() -> re.Pattern:
    parts = [f"(?P<e{k}>{words})" for k, words in enumerate(ENDPOINTS.values())]
    return re.compile("|".join(parts), re.I)


def find_measures(plain: str) -> list[Measure]:
    """Endpoints and harms in reading order, the longest reading at each place."""
    names = list(ENDPOINTS)
    found = [
        Measure(m.start(), m.end(), names[int(m.lastgroup[1:])])
        for m in _pattern().finditer(plain)
        if _sound(m)
    ]
    for harm, words in HARMS.items():
        found += [
            Measure(m.start(), m.end(), f"harm:{harm}") for m in re.finditer(rf"\b(?:{words})", plain, re.I)
        ]
    kept: list[Measure] = []
    for measure in sorted(found, key=lambda f: (f.start, -f.end)):
        if not kept or measure.start >= kept[-1].end:
            kept.append(measure)
    return kept


def _sound(m: re.Match) -> bool:
    """Abbreviations count only in capitals: 'or', 'os' and 'cr' are words or parts of words elsewhere."""
    seen = m[0].strip("≥>= ")
    return not re.fullmatch(r"os|cr|orr|dor|mdor|scr|ttp|pfs-?2?", seen)


def find_parts(plain: str) -> list[Measure]:
    """Subgroups named in the text; 'no extramedullary' hides 'extramedullary'."""
    found = [
        Measure(m.start(), m.end(), part)
        for part, words in PARTS.items()
        for m in re.finditer(words, plain, re.I)
    ]
    return [
        f
        for f in found
        if not any(
            g is not f and g.start <= f.start and f.end <= g.end and g.end - g.start > f.end - f.start
            for g in found
        )
    ]


def read_landmark(m: re.Match) -> float:
    """The month of a landmark."""
    count = NUMBERS.get(m[1].lower())
    months = float(m[1]) if count is None else count
    return months * (12 if m[2].lower().startswith("y") else 1)


def is_landmark(plain: str, m: re.Match) -> bool:
    """'at 48 months' and '48-month PFS' say when; '48 months' after 'was' is a result."""
    before = plain[max(0, m.start() - 14) : m.start(1)]
    if re.search(
        r"(?:increas|improv|prolong|extend|longer|shorter|differ|rose|gain)\w*\s+by\s+$",
        plain[max(0, m.start(1) - 22) : m.start(1)],
        re.I,
    ):
        return False
    return (bool(m[3]) and "." not in m[1]) or bool(
        re.search(r"\b(?:at|after|by|within|through)\s+(?:about\s+)?$", before, re.I)
    )
