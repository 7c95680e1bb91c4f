"""What was measured: the middle of several readings, and how far apart they lie."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

NOT_MEASURED = "not measured"


@dataclass(frozen=True)
class Figure:
    """The median of some readings, the least and the most of them."""

    middle: float
    least: float
    most: float

    @property
    def spread(self) -> float:
        """Half the distance between the least and the most, as a share of the middle."""
        return (self.most - self.least) / 2 / self.middle if self.middle else 0.0


def of(readings: Sequence[float]) -> Figure:
    if not readings:
        raise ValueError("nothing was measured")
    return Figure(median(readings), min(readings), max(readings))
