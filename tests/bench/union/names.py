"""Sixty thousand names: the demo union's, put together in more ways, and some in letters that few fonts have."""

import random
from collections.abc import Iterator

from lms.demo.names import FAMILIES

MORE = {
    "Short": ("Ọlá Siân Ṣọlá Bí Ana Jo Łucja Åse Zoë Ayọ̀", "Ng|Wu|Lê|Ó Sé|Òjó|Żak|Ek|Ap Huw|Oh|Öz"),
    "In characters": ("名 明 麗華 志强 美玲 秀英", "陳|李|王|黃|林"),
    "Long": (
        "Oluwafunmilayo-Grace Maximilian-Alexander Bartholomew Wilhelmina Nwachukwu-Emmanuel Krishnaswamy",
        "Featherstonehaugh|Llanfair-Prytherch|Wolfeschlegel|Ramanathapuram|Papadopoulos-Whitcombe",
    ),
}
KINDS = list((FAMILIES | MORE).values())
WEIGHTS = [12, 30, 12, 10, 8, 7, 14, 5, 6, 1, 0.3, 0.3]


def names(chance: random.Random) -> Iterator[str]:
    """Name after name; some people share theirs, as people do."""
    kinds = [(first.split(), family.split("|")) for first, family in KINDS]
    while True:
        firsts, families = chance.choices(kinds, WEIGHTS)[0]
        first, family = chance.choice(firsts), chance.choice(families)
        way = chance.random()
        if way < 0.3:
            first = f"{first} {chance.choice(firsts)}"
        if way > 0.8:
            family = f"{family}-{chance.choice(chance.choices(kinds, WEIGHTS)[0][1])}"
        yield f"{first} {family}"
