"""A case of the tumour board: course_data/cases, one file a case, read into forks, choices and endings."""

from __future__ import annotations

from dataclasses import dataclass, replace

from utils.learning.questions.bank import Option, Question

AGENCIES = {"the United States": "FDA", "the European Union": "EC"}
SEATS = {"haematologist": "haematologist", "nurse": "nurse or pharmacist", "patient": "patient"}
VERDICTS = {"acceptable": "acceptable", "conditional": "only on conditions", "not": "not supported here"}


@dataclass(frozen=True)
class Stands:
    """Where the person stands when a treatment is chosen: what a label asks about.

    had, refractory: ids of drugs. transplant: whether one is planned or possible; None when nobody asks any more.
    """

    prior_lines: int = 0
    had: tuple[str, ...] = ()
    refractory: tuple[str, ...] = ()
    transplant: bool | None = None
    smouldering: bool = False


@dataclass(frozen=True)
class Given:
    """A treatment that a choice offers: its drugs, and the label it rests on.

    label: the approval that holds on the case's day in its country. without: why it is discussed though no label holds.
    basis: the guideline or consensus on which it is acceptable nevertheless.
    """

    name: str
    drugs: tuple[str, ...]
    label: str = ""
    without: str = ""
    basis: str = ""


@dataclass(frozen=True)
class Choice:
    """One thing the board may decide: its verdict (`VERDICTS`), the reason, the sources, what follows, where it leads.

    next: the id of a fork or an ending. when, then: what the timeline shows next.
    """

    id: str
    says: str
    verdict: str
    why: str
    sources: tuple[str, ...]
    when: str
    then: str
    next: str
    gives: tuple[Given, ...] = ()


@dataclass(frozen=True)
class Fork:
    """One decision: what is known now, what is asked, the choices. holds: what the clinic's rules say of it, as expressions."""

    id: str
    when: str
    scene: str
    asks: str
    choices: tuple[Choice, ...]
    stands: Stands
    holds: tuple[str, ...] = ()

    def choice(self, choice_id: str) -> Choice | None:
        """The choice with this id, or None."""
        return next((choice for choice in self.choices if choice.id == choice_id), None)


@dataclass(frozen=True)
class Case:
    """A fictional person before a board. The first fork is where it begins; `day` and `country` decide which labels hold.

    seats: what each seat at the table looks at. voices: what each says at the end. signed: reviewers who stand behind it.
    """

    id: str
    title: str
    after: tuple[str, ...]
    country: str
    day: str
    person: str
    seats: dict[str, str]
    forks: dict[str, Fork]
    endings: dict[str, str]
    evidence: str
    judgement: str
    voices: dict[str, str]
    signed: tuple[str, ...] = ()

    @property
    def first(self) -> Fork:
        """Where the case begins."""
        return next(iter(self.forks.values()))

    @property
    def agency(self) -> str:
        """The agency whose labels hold in its country."""
        return AGENCIES[self.country]

    def question(self, fork: Fork) -> Question:
        """A fork as a question of the bank's form, so that the same control asks it and the same words print it."""
        options = tuple(Option(c.says, c.why, c.verdict == "acceptable") for c in fork.choices)
        return Question(
            f"{self.id}-{fork.id}", "single", "", "evaluate", "clinician", fork.asks, options=options
        )


def read_case(text: str) -> Case:
    """Build a case from the text of its file; a field that is unknown or missing is named by Python itself."""
    import yaml

    row = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    stands = _stands(Stands(), row.pop("stands", {}))
    forks = [_fork(fork, stands) for fork in row.pop("forks")]
    lists = {name: tuple(row.pop(name, ())) for name in ("after", "signed")}
    return Case(id=row.pop("case"), forks={fork.id: fork for fork in forks}, **lists, **row)


def _fork(row: dict, stands: Stands) -> Fork:
    choices = tuple(_choice(choice) for choice in row.pop("choices"))
    own = _stands(stands, row.pop("stands", {}))
    return Fork(choices=choices, stands=own, holds=tuple(row.pop("holds", ())), **row)


def _stands(before: Stands, news: dict) -> Stands:
    return replace(before, **{key: tuple(v) if isinstance(v, list) else v for key, v in news.items()})


def _choice(row: dict) -> Choice:
    gives = tuple(Given(**{**given, "drugs": tuple(given["drugs"])}) for given in row.pop("gives", ()))
    return Choice(sources=tuple(row.pop("sources", ())), gives=gives, **row)
