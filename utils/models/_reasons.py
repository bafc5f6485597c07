"""Why the model misses where it misses by more than a fifth; read by learners beside the number."""

_ATTRITION = (
    "The preset's chance of no further line comes from Barcelona, 1980 to 2020; the Canadian registry, 2010 to 2020, "
    "counted fewer, most of all without a transplant. Two sources disagree, and the model follows one."
)
_LATE_SURVIVAL = (
    "Who gets no further line, and how soon they die, rests on estimates by line, age, fitness and response. Late survival "
    "comes out too long in two series and too short in a third; compare policies, do not read off years."
)
_TRANSPLANT_ERA = (
    "The alkylator's potency is fitted to a combination (VMP), which leaves little for the drug alone. A Swedish "
    "series without transplant reports 8.5 months for the first line where Barcelona reports 15.8: the model lies between."
)
_DOUBLET = "Fitted together with other trials of the same drug that reported shorter remissions; one potency serves all."
_ANTIBODY = (
    "One antibody effect serves all partners. Published gains are larger beside lenalidomide or at first relapse than "
    "beside pomalidomide in resistant disease; the model averages them."
)

REASONS: dict[str, str] = {
    "cmrg_attrition": _ATTRITION,
    "pharos-all-started": "Routine Dutch care; the model's data cut and mix of regimens are guesses.",
    "pharos-line_4-os": _LATE_SURVIVAL,
    "pharos-line_1-os": _LATE_SURVIVAL,
    "kumar_2017": _LATE_SURVIVAL,
    "locommotion-standard-os": _LATE_SURVIVAL,
    "locommotion-standard-pfs": (
        "91 different regimens were given, many with drugs from new classes; the virtual clinic re-uses carfilzomib "
        "and alkylators, and so fails a little sooner."
    ),
    "barcelona-line_1-pfs": _TRANSPLANT_ERA,
    "barcelona-all-reached": "Late remissions are a little too short and attrition after line 3 a little too low.",
    "barcelona-line": "One efficacy ratio has to serve three lines and four decades.",
    "barcelona-over_80": "One odds ratio per year of age has to serve all ages.",
    "sweden-non_asct-line_1": "The mix of regimens in Sweden, 2000 to 2011, is a guess.",
    "sweden-non_asct-line_7": (
        "Virtual people who have used everything get the same weak regimen again; real clinics find something else."
    ),
    "sweden-non_asct-progression_hr": (
        "Depends on which drugs came second: a stronger second regimen hides how much the disease has hardened."
    ),
    "endeavor-vd": _DOUBLET,
    "castor-vd": _DOUBLET,
    "castor-d_vd-pfs_median_months-len_refractory": _ANTIBODY,
    "apollo-pd": "Fitted together with MM-003, where the same regimen gave 4.0 months after more lines.",
    "mm_003-pd": "Fitted together with APOLLO, where the same regimen gave 6.9 months after fewer lines.",
    "mm_009_010": "The trial counted progression only; the model's dexamethasone also serves as the base of every regimen.",
    "majestec_3-standard-pfs_pct": "The published curve flattens late; the model's luck is one bell without a separate long-lived group.",
    "majestec_3-standard-pfs_median": _ANTIBODY,
    "storm-sd": "Very few months after very many lines; the history before it is simplified.",
    "castor-d_vd-pfs_hr": "A gain this large needs an antibody stronger than the fitted trials allow beside other partners.",
    "optimismm": "Bortezomib and pomalidomide add up in full in the model; beside lenalidomide-resistant disease they did not.",
    "boston": "One potency for bortezomib, fitted to trials with shorter remissions; BOSTON's people did better on the same drugs.",
    "aspire-krd": "Carfilzomib ended after 18 cycles at half the dose of the trials it is fitted to.",
    "tourmaline_mm1": "The same regimen gave 13.4, 14.7, 17.5 and 17.6 months in four trials; the model has one number for all.",
    "mm_009_010-len_dex": "The same regimen gave 13.4, 14.7, 17.5 and 17.6 months in four trials; the model has one number for all.",
    "eloquent_3": "Pomalidomide's potency is fitted to trials between 4.0 and 6.9 months; cross-resistance with lenalidomide is too mild.",
    "karmma_3": "A choice of five regimens after three classes had failed; the model gives Kd, which it takes to work better there.",
    "griffin": "As PERSEUS: the gain from a fourth drug is larger than the effects fitted in other trials add up to.",
    "mm_003-dexamethasone": "The model's steroid works equally in disease that has met steroids in every line before.",
    "mm_003-pd-os": "Half of the control arm went over to pomalidomide; the model lets all do so, and that turns the ratio round.",
    "majestec_3-tec_dara": (
        "A bispecific's potency is fitted to people after five lines, where T cells are tired; early, and with an antibody, "
        "it did far more. The model has no fitness of T cells: it must not be asked about bispecifics early."
    ),
    "s0777-rd": "MAIA's Rd (34.4 months) sets the level of the same drugs; S0777 reported 29. One potency cannot give both.",
    "s0777": "One potency per drug, fitted elsewhere, serves all ages and schedules.",
    "maia-d_rd": _ANTIBODY,
    "cepheus": _ANTIBODY,
    "imroz": _ANTIBODY,
    "perseus": "PERSEUS gained more from a fourth drug than the effects fitted in other trials add up to.",
    "pollux": _ANTIBODY,
    "castor": (
        "Both medians are nearly met; the ratio is not, because virtual remissions within an arm differ more from person "
        "to person than this trial's did."
    ),
    "ikema": _ANTIBODY,
    "candor": _ANTIBODY,
    "apollo-d_pd": _ANTIBODY,
    "icaria": _ANTIBODY,
    "cartitude_4-cilta_cel": (
        "The trial counts everyone randomised, also those who progressed before the infusion; the model infuses all."
    ),
    "cartitude_4-standard": "The control mixed PVd and DPd; the model gives DPd to all.",
    "cartitude_1": "The only measure of the drug's potency so far down the line, shared with the spread of remissions.",
    "dreamm_7": _ANTIBODY,
    "dreamm_8": (
        "The antibody-drug conjugate's potency is fitted to BPd's median; beside weaker partners and controls the ratio is overdone."
    ),
    "model-trial_rank": (
        "Twelve ratios between 0.29 and 0.74, many within each other's confidence intervals: their order is only partly real."
    ),
}


def reason(target_id: str) -> str:
    """The reason for the longest key that begins this target's id; empty when none is known."""
    keys = [key for key in REASONS if target_id.startswith(key)]
    return REASONS[max(keys, key=len)] if keys else ""
