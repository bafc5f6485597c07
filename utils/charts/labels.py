"""Labels at the ends of lines, moved apart where they would lie on each other."""

from collections.abc import Sequence


def spread_labels(heights: Sequence[float], gap: float, lowest: float = float("-inf")) -> list[float]:
    """The same heights, in the same order, pushed apart until neighbours are at least `gap` from each other.

    lowest: no label goes below it (e.g. the axis).

    >>> spread_labels([2.3, 1.8, 40.0], gap=5)
    [4.55, -0.45, 40.0]
    """
    order = sorted(range(len(heights)), key=lambda i: heights[i])
    groups: list[list[int]] = []
    for i in order:
        groups.append([i])
        while len(groups) > 1 and _bottom(groups[-1], heights, gap) < _top(groups[-2], heights, gap) + gap:
            last = groups.pop()
            groups[-1] += last
    placed = {
        i: _bottom(group, heights, gap) + place * gap for group in groups for place, i in enumerate(group)
    }
    floor = lowest
    for i in order:
        placed[i] = max(placed[i], floor)
        floor = placed[i] + gap
    return [round(placed[i], 6) for i in range(len(heights))]


def _middle(group: Sequence[int], heights: Sequence[float]) -> float:
    return sum(heights[i] for i in group) / len(group)


def _bottom(group: Sequence[int], heights: Sequence[float], gap: float) -> float:
    return _middle(group, heights) - gap * (len(group) - 1) / 2


def _top(group: Sequence[int], heights: Sequence[float], gap: float) -> float:
    return _middle(group, heights) + gap * (len(group) - 1) / 2
