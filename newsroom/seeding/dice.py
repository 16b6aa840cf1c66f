"""Choices that are the same each time: everything follows from the numbers a dice is made of."""

from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate

_BITS = (1 << 64) - 1
_FACTOR, _STEP = 6364136223846793005, 1442695040888963407  # Knuth's MMIX generator.


class Dice:
    """A small generator of our own, so that no release of Python can change what is seeded."""

    __slots__ = ("_state",)

    def __init__(self, *key: int) -> None:
        state = 0
        for part in key:
            # Neighbouring numbers must not throw alike: SplitMix64's finish stirs each part in.
            state = (state + part + 1) * 0x9E3779B97F4A7C15 & _BITS
            state = (state ^ state >> 30) * 0xBF58476D1CE4E5B9 & _BITS
            state ^= state >> 27
        self._state = state

    def below(self, bound: int) -> int:
        """Return a number from 0 to `bound` - 1."""
        self._state = self._state * _FACTOR + _STEP & _BITS
        return (self._state >> 33) * bound >> 31

    def among[T](self, choices: Sequence[T]) -> T:
        """Return one of `choices`."""
        return choices[self.below(len(choices))]

    def some[T](self, choices: Sequence[T], many: int) -> list[T]:
        """Return `many` different ones of `choices`, in the order they were drawn."""
        left = list(choices)
        return [left.pop(self.below(len(left))) for _ in range(many)]


class Zipf:
    """Ranks from 0, the first the most common, as words and tags are.

    After Mandelbrot the n-th has a share of 1 / (n + 8): pure Zipf would put the first tag on
    every second article.
    """

    def __init__(self, ranks: int) -> None:
        self._sums = list(accumulate(1_000_000 // (rank + 8) for rank in range(1, ranks + 1)))

    def draw(self, dice: Dice) -> int:
        return bisect(self._sums, dice.below(self._sums[-1]))
