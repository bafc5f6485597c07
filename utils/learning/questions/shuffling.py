"""The order in which options are shown: mixed by a seed, the same for everybody who uses that seed."""

import random

from utils.learning.questions.bank import Question

SEED = 2026


def shown_order(question: Question, seed: int = SEED) -> list[int]:
    """Give the options' indices in the order in which they are shown.

    An `order` question never starts out solved, and a `text` question keeps its points as written.
    """
    places = list(range(len(question.options)))
    if question.type == "text":
        return places
    shuffler = random.Random(f"{seed}:{question.id}")
    shuffler.shuffle(places)
    if question.type == "order" and places == sorted(places):
        places = places[1:] + places[:1]
    return places
