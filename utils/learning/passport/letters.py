"""The characters of a code that is read aloud or copied by hand: no two look alike (no 0 O, 1 I L)."""

from __future__ import annotations

from collections.abc import Sequence

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
BASE = len(ALPHABET)  # 31, a prime: check sums modulo it notice every single slip


def to_digits(number: int, length: int) -> list[int]:
    """The last `length` digits of a number in base 31, most significant first.

    >>> to_digits(33, 3)
    [0, 1, 2]
    """
    digits = []
    for _ in range(length):
        number, digit = divmod(number, BASE)
        digits.append(digit)
    return digits[::-1]


def from_digits(digits: Sequence[int]) -> int:
    """The number that base-31 digits stand for."""
    number = 0
    for digit in digits:
        number = number * BASE + digit
    return number


def to_letters(number: int, length: int) -> str:
    """The last `length` base-31 digits of a number as characters."""
    return "".join(ALPHABET[digit] for digit in to_digits(number, length))


def from_letters(letters: str) -> int:
    """The number that characters stand for; ValueError for one that is not in the alphabet."""
    return from_digits([ALPHABET.index(letter) for letter in letters])
