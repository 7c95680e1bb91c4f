"""What we want of each figure, and whether it is reached."""

from dataclasses import dataclass

MISSED = "!"


@dataclass(frozen=True)
class Aim:
    """A bound that a figure shall keep to; `least` where more is better."""

    bound: float
    least: bool = False

    def missed(self, value: float | None) -> bool:
        if value is None:
            return False
        return value < self.bound if self.least else value > self.bound


# Of main pages; then of every other page.
QUERIES, HTML, CPU_MS = Aim(8), Aim(40_000), Aim(3.0)  # CPU: on SQLite
QUERIES_ELSEWHERE, HTML_ELSEWHERE = Aim(15), Aim(80_000)
RATIO = Aim(1.25)  # a thousand runs to ten
IMPORT = Aim(5000, least=True)  # rows a second, on SQLite
AIMS = {"queries": QUERIES, "html": HTML, "cpu_ms": CPU_MS, "ratio": RATIO}
