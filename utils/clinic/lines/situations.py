"""Where somebody stands at a relapse: which reviewed settings describe it, and what each treatment still brings.

Nothing here chooses. A situation is matched to the settings of the sequencing table by the rules that the trials'
entry criteria and labels turn on: lenalidomide, anti-CD38 antibodies, the three classes, BCMA. Sources: rrmm-imwg21,
mammoth19 (triple-class), rep11 (refractory).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from utils.clinic.errors import ClinicError, nearest
from utils.clinic.lines.drugs import CD38, DRUGS, IMID, PI
from utils.clinic.lines.refractory import Refractoriness
from utils.clinic.unknown import is_unknown

UNTRIED, SENSITIVE, RELATIVE, REFRACTORY = (
    "not used yet",
    "used, may still work",
    "new, but a relative stopped working",
    "stopped working",
)
STATES = (UNTRIED, SENSITIVE, RELATIVE, REFRACTORY)

# What can be given or stop working, and the family in which resistance may be shared.
FAMILIES: Mapping[str, str] = {
    "lenalidomide": "IMiD",
    "pomalidomide": "IMiD",
    "iberdomide": "IMiD",  # a CELMoD: another key to the same lock, cereblon
    "bortezomib": "PI",
    "carfilzomib": "PI",
    "ixazomib": "PI",
    "anti_cd38": "anti-CD38",
    "bcma": "BCMA",
    "gprc5d": "GPRC5D",
    "selinexor": "other",
    "elotuzumab": "other",
    "chemotherapy": "chemotherapy",
    "transplant": "chemotherapy",
}
TEMPOS = ("slow", "steady", "fast")


@dataclass(frozen=True)
class Situation:
    """A relapse in the words that labels and trials use.

    prior_lines: lines of therapy so far, 1 or more. given, refractory: items of FAMILIES; what is refractory was
    given. tempo: "slow" (only the blood test rises), "steady", "fast" (fast, or with harm).
    Raises ClinicError for an unknown item or tempo, or for fewer than one line.
    """

    prior_lines: int
    given: frozenset[str] = frozenset()
    refractory: frozenset[str] = frozenset()
    tempo: str = "steady"

    def __post_init__(self) -> None:
        """Refuse what cannot be or is not known; what is refractory counts as given."""
        for name in ("prior_lines", "given", "refractory", "tempo"):
            if is_unknown(getattr(self, name)):
                raise ClinicError(
                    f"{name} is not known. A situation is matched only when it is: say what it was."
                )
        _refuse_unknown({*self.given, *self.refractory}, FAMILIES, "something that can be given")
        _refuse_unknown({self.tempo}, TEMPOS, "a tempo")
        if self.prior_lines < 1:
            raise ClinicError(
                f"A relapse comes after at least one line, not {self.prior_lines}. Give 1 or more."
            )
        object.__setattr__(self, "given", frozenset(self.given) | frozenset(self.refractory))
        object.__setattr__(self, "refractory", frozenset(self.refractory))

    def families(self, items: Iterable[str]) -> set[str]:
        """The families of some items."""
        return {FAMILIES[item] for item in items}

    @property
    def triple_class_exposed(self) -> bool:
        """At least one PI, one IMiD and one anti-CD38 antibody given (mammoth19)."""
        return {"PI", "IMiD", "anti-CD38"} <= self.families(self.given)

    @property
    def triple_class_refractory(self) -> bool:
        """At least one PI, one IMiD and one anti-CD38 antibody stopped working (mammoth19)."""
        return {"PI", "IMiD", "anti-CD38"} <= self.families(self.refractory)


def find_settings(now: Situation) -> dict[str, str]:
    """The settings of the sequencing table that describe a situation, each with the reason, in reading order.

    >>> list(find_settings(Situation(1, frozenset({"bortezomib"}), frozenset({"lenalidomide"}))))[:1]
    ['seq-08']
    """
    return {
        setting: why
        for setting, fits, why in (
            *_by_tempo(now),
            *_first_relapse(now),
            *_later_relapse(now),
            *_any_relapse(now),
        )
        if fits
    }


def _by_tempo(now: Situation) -> list[tuple[str, bool, str]]:
    return [
        ("seq-14", now.tempo == "slow", "only the blood test rises"),
        ("seq-13", now.tempo == "fast", "the relapse is fast, or does harm"),
    ]


def _first_relapse(now: Situation) -> list[tuple[str, bool, str]]:
    first = now.prior_lines == 1
    lenalidomide, cd38 = "lenalidomide" in now.refractory, "anti_cd38" in now.refractory
    no_antibody = "anti_cd38" not in now.given
    return [
        (
            "seq-07",
            first and not lenalidomide and no_antibody,
            "one prior line, lenalidomide may still work, and no anti-CD38 antibody yet",
        ),
        (
            "seq-08",
            first and lenalidomide and not cd38,
            "one prior line, lenalidomide stopped working, and an anti-CD38 antibody did not",
        ),
        (
            "seq-09",
            first and lenalidomide and cd38,
            "lenalidomide and an anti-CD38 antibody both stopped working",
        ),
    ]


def _later_relapse(now: Situation) -> list[tuple[str, bool, str]]:
    later = now.prior_lines >= 2
    return [
        (
            "seq-10",
            later and now.triple_class_exposed,
            "two or more prior lines, and all three classes were given",
        ),
        (
            "seq-11",
            now.triple_class_refractory and "bcma" not in now.given,
            "all three classes stopped working, and nothing aimed at BCMA was given",
        ),
        ("seq-12", "bcma" in now.refractory, "a treatment aimed at BCMA stopped working"),
    ]


def _any_relapse(now: Situation) -> list[tuple[str, bool, str]]:
    kpd = "lenalidomide" in now.refractory and "carfilzomib" not in now.refractory
    return [
        ("seq-15", True, "it may be asked at every relapse"),
        ("seq-16", kpd, "lenalidomide stopped working, and carfilzomib did not"),
        ("seq-17", True, "at any line, for one place that hurts or threatens"),
        ("seq-18", True, "it is asked at every relapse"),
    ]


def judge_item(item: str, now: Situation) -> str:
    """What one treatment still brings: one of STATES.

    A drug not yet used whose relative stopped working is a state of its own: some resistance is shared in a family,
    and how much is not known.
    """
    _refuse_unknown({item}, FAMILIES, "something that can be given")
    if item in now.refractory:
        return REFRACTORY
    if item in now.given:
        return SENSITIVE
    shared = FAMILIES[item] in now.families(now.refractory) and FAMILIES[item] not in (
        "other",
        "chemotherapy",
    )
    return RELATIVE if shared else UNTRIED


def describe_situation(status: Refractoriness, prior_lines: int, tempo: str = "steady") -> Situation:
    """The situation that a history leads to: what was given, and what stopped working.

    status: from `label_refractoriness`. prior_lines: from `count_lines`.
    Raises ClinicError when one of them is not known.
    """
    if is_unknown(status) or not isinstance(status, Refractoriness):
        raise ClinicError(
            "What was given, and what stopped working, is not known: ask `label_refractoriness` first."
        )
    given = {_item(row.drug) for row in status.drugs} - {None}
    lost = {_item(drug) for drug in status.refractory_to()} - {None}
    return Situation(prior_lines, frozenset(given), frozenset(lost), tempo)


def _item(drug: str) -> str | None:
    """The item a drug counts as; None for steroids and what no setting turns on."""
    found = next(d for d in DRUGS if d.name == drug)
    if found.drug_class == CD38:
        return "anti_cd38"
    if found.target:
        return found.target.lower()
    if found.drug_class in (PI, IMID) or drug in FAMILIES:
        return drug if drug in FAMILIES else None
    # High-dose melphalan is how a history writes a transplant; other alkylators are chemotherapy.
    if drug == "melphalan":
        return "transplant"
    return "chemotherapy" if found.drug_class in ("alkylator", "anthracycline", "chemotherapy") else None


def _refuse_unknown(words: Iterable[str], known: Iterable[str], what: str) -> None:
    for word in words:
        if word not in known:
            raise ClinicError(
                f"{word!r} is not {what}.{nearest(str(word), known)} Use one of: {', '.join(known)}."
            )
