"""What a register line means: how much was missed, and what a tap has to say."""

STATES = ("present", "late", "left early", "absent", "excused")
THERE = ("present", "late", "left early")


def minutes_missed(state: str, given: int, length: int) -> int:
    """Minutes of a session that were missed: none if present, all if absent or excused, else those given."""
    if state == "present":
        return 0
    return length if state in ("absent", "excused") else given


def wrong_minutes(state: str, given: int, length: int) -> str | None:
    """Why these minutes can't be right, in a sentence; None if they can."""
    if state not in ("late", "left early"):
        return None
    if given < 1:
        return "Say how many minutes were missed."
    if given >= length:
        return f"The session lasts {length} minutes. Missing all of it is absent."
    return None
