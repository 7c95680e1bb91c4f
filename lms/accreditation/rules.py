"""May this person be accredited, and if not, what is missing: conditions Q1 to Q10, with reasons.

Everything here is a pure function of a record and a standard. A condition that the standard
doesn't ask for isn't examined, and a standard without Q6 or Q8 never gives the companion's sentence.
"""

from lms.accreditation.conditions import CHECKS, LEARNING, completion_shortfalls, conditions, listed, sole_marker
from lms.accreditation.evidence import Condition, Record, Standard

__all__ = [
    "LEARNING", "completion_shortfalls", "conditions", "listed", "may_say_companion", "qualifies", "shortfalls",
    "sole_marker",
]


def shortfalls(record: Record, standard: Standard) -> list[Condition]:
    """What still stands in the way; empty if nothing does."""
    return [line for line in conditions(record, standard) if not line.met]


def qualifies(record: Record, standard: Standard) -> bool:
    return not shortfalls(record, standard)


def may_say_companion(record: Record, standard: Standard) -> bool:
    """Whether a certificate may carry the s.10(3)(b) sentence: Q6 and Q8 are asked for, and hold by evidence."""
    asked = {"Q6", "Q8"} <= set(standard.asks)
    return asked and CHECKS["Q6"](record, standard).met and CHECKS["Q8"](record, standard).met
