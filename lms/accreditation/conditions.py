"""The conditions one by one, each with what is known, where it is written, and what to do about it."""

from collections.abc import Iterable

from lms.accreditation.answers import case_studies, companion, sole_marker
from lms.accreditation.coverage import modules, sessions
from lms.accreditation.evidence import GONE, MET, NOT_YET, Condition, Record, Standard
from lms.accreditation.saying import listed, say

__all__ = ["CHECKS", "LEARNING", "completion_shortfalls", "conditions", "listed", "say", "sole_marker"]

HOLDS = {"suspension": "a suspension", "query": "a question about eligibility"}
STANDING = {
    "current": "in good standing", "arrears": "in arrears", "suspended": "suspended", "expelled": "expelled",
    "left": "no longer a member", "none": "not a member",
}


def _member(record: Record, _standard: Standard) -> Condition:
    title = "Member in good standing"
    at_start = record.status_at_start
    if record.status_today != "current":
        state = GONE if record.status_today == "expelled" else NOT_YET
        known = f"Today: {STANDING[record.status_today]}."
        return Condition("Q1", title, state, known, "Membership list", "Put the membership right; nothing done is lost")
    if record.starts and record.starts <= record.today and at_start != "current":
        then = STANDING[at_start or "none"]
        known = f"In good standing today, but {then} when the course began on {say(record.starts)}."
        return Condition("Q1", title, NOT_YET, known, "Membership list", "Correct the membership list if it is wrong")
    known = "In good standing today."
    if record.starts and record.starts <= record.today:
        known = f"In good standing on {say(record.starts)} and today."
    return Condition("Q1", title, MET, known, "Membership list")


def _link_member(record: Record, _standard: Standard) -> Condition:
    title = "Link member before the course"
    if record.waiver and record.waiver.words.strip():
        known = f"Waived by {record.waiver.by} on {say(record.waiver.on)}: {record.waiver.words}"
        return Condition("Q2", title, MET, known, "Recorded waiver")
    if record.link_since is None:
        return Condition("Q2", title, NOT_YET, "No basic course is on record.", "",
                         "Finish the link members’ course, or record why it is waived")
    if record.starts and record.link_since > record.starts:
        known = f"Basic course completed on {say(record.link_since)}, after the course began."
        return Condition("Q2", title, NOT_YET, known, "Record", "Record why it is waived")
    return Condition("Q2", title, MET, f"Basic course completed on {say(record.link_since)}.", "Record")


def _decision(record: Record, waits: list[Condition]) -> Condition:
    title = "Completion decision"
    if record.decision:
        return Condition("Q7", title, MET, f"Decided by {record.decision.by} on {say(record.decision.on)}.",
                         record.decision.words)
    if waits:
        return Condition("Q7", title, NOT_YET, f"Waits for: {listed([line.title.lower() for line in waits])}.")
    remedy = "A facilitator or the administrator decides"
    return Condition("Q7", title, NOT_YET, "Everything it rests on is there.", "", remedy)


def _appointment(record: Record, _standard: Standard) -> Condition:
    title = "Appointed under the rules"
    if record.appointment:
        return Condition("Q8", title, MET, record.appointment.words, record.appointment.by)
    if record.left_employer:
        return Condition("Q8", title, NOT_YET, f"The appointment went with leaving {record.left_employer}.", "",
                         "End the old appointment, and record the one at the new employer")
    return Condition("Q8", title, NOT_YET, "No appointment or election is on record.", "",
                     "Members elect or the branch appoints; the administrator records it")


def _sign_off(record: Record, standard: Standard) -> Condition:
    title = "Officer’s sign-off"
    if record.sign_off:
        if record.sign_off.by_id is not None and record.sign_off.by_id == sole_marker(record, standard):
            known = f"{record.sign_off.by} signed off, but alone marked all the evidence."
            remedy = "Another facilitator marks one answer again"
            return Condition("Q9", title, NOT_YET, known, "", remedy)
        return Condition("Q9", title, MET, f"{record.sign_off.by} promised support on {say(record.sign_off.on)}.",
                         f"Region: {record.region}" if record.region else "")
    if record.region is None:
        known = "The workplace, and so the region, is not known."
        return Condition("Q9", title, NOT_YET, known, "", "Record the workplace")
    if record.officer is None:
        known = f"{record.region} has no officer named."
        return Condition("Q9", title, NOT_YET, known, "", "Name an officer for the region")
    return Condition("Q9", title, NOT_YET, f"{record.officer} has not signed off yet.", f"Region: {record.region}",
                     f"{record.officer} signs off")


def _no_hold(record: Record, _standard: Standard) -> Condition:
    title = "No open question or suspension"
    if record.holds:
        kinds = [HOLDS[kind] for kind in dict.fromkeys(record.holds)]
        return Condition("Q10", title, NOT_YET, f"Open: {listed(kinds)}.", "", "The administrator settles it")
    return Condition("Q10", title, MET, "No suspension, withdrawal or query.", "Checked today")


def _read(record: Record, standard: Standard) -> Condition:
    title = "Every page read"
    read = {slug: (done, whole) for slug, done, whole in record.pages_read}
    done = sum(read.get(slug, (0, 0))[0] for slug, _ in standard.modules)
    whole = sum(read.get(slug, (0, 0))[1] for slug, _ in standard.modules)
    complete = whole > 0 and all(
        slug in read and read[slug][1] > 0 and read[slug][0] >= read[slug][1] for slug, _ in standard.modules
    )
    known = f"{done} of {whole} pages read."
    return Condition("read", title, MET if complete else NOT_YET, known, "Own word", "" if complete else "Read on")


# What the completion decision rests on.
LEARNING = ("Q1", "Q2", "Q3", "Q4", "Q5", "Q10", "read")
CHECKS = {
    "Q1": _member, "Q2": _link_member, "Q3": sessions, "Q4": modules, "Q5": case_studies, "Q6": companion,
    "Q8": _appointment, "Q9": _sign_off, "Q10": _no_hold, "read": _read,
}


def conditions(record: Record, standard: Standard) -> list[Condition]:
    """Each condition that the standard asks for, in its order."""
    lines = {code: CHECKS[code](record, standard) for code in standard.asks if code != "Q7"}
    if "Q7" in standard.asks:
        lines["Q7"] = _decision(record, _not_learnt(lines.values()))
    return [lines[code] for code in standard.asks]


def completion_shortfalls(record: Record, standard: Standard) -> list[Condition]:
    """What stands in the way of the completion decision (Q7): the learning, without the appointment."""
    return _not_learnt(CHECKS[code](record, standard) for code in standard.asks if code in LEARNING)


def _not_learnt(lines: Iterable[Condition]) -> list[Condition]:
    return [line for line in lines if line.code in LEARNING and not line.met]
