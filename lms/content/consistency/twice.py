"""What is there more than once."""

from collections import Counter
from collections.abc import Iterable


def twice(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]
