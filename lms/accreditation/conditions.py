"""The conditions one by one, each with what is known, where it is written, and what to do about it."""

from datetime import date
from functools import lru_cache

from lms.accreditation.evidence import GONE, MET, NOT_YET, Case, Condition, Record, Seat, Sitting, Standard


def attended(seat: Seat, standard: Standard) -> bool:
    """Present, or missed at most the grace minutes of it."""
    if seat.state == "present":
        return True
    return seat.state in ("late", "left early") and seat.minutes_missed <= standard.grace_minutes


def sole_marker(record: Record, standard: Standard) -> int | None:
    """The one person who marked all the evidence; she may not sign it off as well."""
    codes = {code for code, _ in standard.cases}
    markers = {case.marker_id for code, case in record.cases if code in codes and case.outcome == "meets"}
    return markers.pop() if len(markers) == 1 else None


@lru_cache(maxsize=1000)  # the same few days stand in everybody's case file
def say(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def listed(words: list[str]) -> str:
    """One, two and three."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


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


def _sessions(record: Record, standard: Standard) -> Condition:
    title = "Every required session"
    if not record.sittings:
        return Condition("Q3", title, NOT_YET, "No sessions are on record yet.", "", "Come to the course")
    missed = [sitting for sitting in record.sittings if _sat(sitting, standard) is None]
    over = [sitting for sitting in missed if any(seat.state is not None for seat in sitting.seats)]
    whole = sum(sitting.minutes for sitting in record.sittings)
    there = sum(_minutes_there(sitting) for sitting in record.sittings)
    share = there / whole if whole else 0
    if missed:
        named = listed([sitting.label for sitting in missed])
        if over:
            remedy = "Offer the same session on another run, or accept a task in its place"
            known, ahead = f"Missed: {listed([s.label for s in over])}.", [s.label for s in missed if s not in over]
            known += f" Still to come: {listed(ahead)}." if ahead else ""
            return Condition("Q3", title, NOT_YET, known, "Register", remedy)
        return Condition("Q3", title, NOT_YET, f"Still to come: {named}.", "Register", "Come to the sessions")
    if share < standard.min_attended_share:
        known = f"Each session is made up, but only {there} of {whole} minutes were attended."
        return Condition("Q3", title, NOT_YET, known, "Register", "Offer a session on another run")
    made_up = [sitting.label for sitting in record.sittings if _sat(sitting, standard) == "made up"]
    known = f"All {len(record.sittings)} attended." if not made_up else f"All attended or made up ({listed(made_up)})."
    return Condition("Q3", title, MET, known, "Register")


def _sat(sitting: Sitting, standard: Standard) -> str | None:
    """"attended", "made up", or None."""
    if any(attended(seat, standard) for seat in sitting.seats):
        return "attended"
    return "made up" if any(seat.made_up_by for seat in sitting.seats) else None


def _minutes_there(sitting: Sitting) -> int:
    """The most minutes that she sat of it on any one run."""
    there = [max(0, sitting.minutes - seat.minutes_missed) for seat in sitting.seats
             if seat.state in ("present", "late", "left early")]
    return max(there, default=0)


def _modules(record: Record, standard: Standard) -> Condition:
    title = f"All {_number(len(standard.modules))} modules"
    covered = set(record.recognised)
    for sitting in record.sittings:
        if _sat(sitting, standard):
            covered |= set(sitting.modules)
    open_ones = [title_of for slug, title_of in standard.modules if slug not in covered]
    if open_ones:
        known = f"Not covered yet: {listed(open_ones)}."
        return Condition("Q4", title, NOT_YET, known, "Follows from the register", "The sessions settle this too")
    known = "Each one covered in a session" + (" or recognised from before." if record.recognised else ".")
    return Condition("Q4", title, MET, known, "Follows from the register")


def _cases(record: Record, standard: Standard) -> Condition:
    title = "Required case studies"
    cases = dict(record.cases)
    open_ones, gone = [], []
    for code, name in standard.cases:
        case = cases.get(code, Case())
        if case.outcome == "meets":
            continue
        again = case.again_until is not None and record.today <= case.again_until
        if case.outcome == "not yet" and not case.sent and not again:
            gone.append(f"“{name}” is not yet, and may not be sent again on this run")
        elif case.sent:
            open_ones.append(f"“{name}” is being marked")
        elif case.outcome == "not yet":
            open_ones.append(f"“{name}” is not yet, and may be sent again until {say(case.again_until)}")
        else:
            open_ones.append(f"“{name}” has not been sent")
    evidence = listed([f"“{name}” meets, {cases[code].marker}, {say(cases[code].on)}" for code, name in standard.cases
                       if code in cases and cases[code].outcome == "meets" and cases[code].on] or ["No mark yet"])
    if gone:
        return Condition("Q5", title, GONE, ". ".join([*gone, *open_ones]) + ".", evidence,
                         "Offer it with another run")
    if open_ones:
        remedy = "Write, send, and wait for the mark"
        return Condition("Q5", title, NOT_YET, ". ".join(open_ones) + ".", evidence, remedy)
    return Condition("Q5", title, MET, f"All {_number(len(standard.cases))} meet the standard.", evidence)


def _companion(record: Record, standard: Standard) -> Condition:
    title = "Companion element"
    name = dict(standard.cases).get(standard.companion_case or "", standard.companion_case or "")
    case = dict(record.cases).get(standard.companion_case or "", Case())
    if case.outcome == "meets":
        marked = f"Marked by {case.marker}, {say(case.on)}" if case.on else ""
        return Condition("Q6", title, MET, f"“{name}” meets.", marked)
    return Condition("Q6", title, NOT_YET, f"“{name}” does not meet the standard yet.", "",
                     "Without it there is no section 10 sentence")


def _decision(record: Record, standard: Standard) -> Condition:
    title = "Completion decision"
    if record.decision:
        return Condition("Q7", title, MET, f"Decided by {record.decision.by} on {say(record.decision.on)}.",
                         record.decision.words)
    waits = completion_shortfalls(record, standard)
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


def _number(count: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[count] if count < len(words) else str(count)


# What the completion decision rests on.
LEARNING = ("Q1", "Q2", "Q3", "Q4", "Q5", "Q10", "read")
CHECKS = {
    "Q1": _member, "Q2": _link_member, "Q3": _sessions, "Q4": _modules, "Q5": _cases, "Q6": _companion,
    "Q7": _decision, "Q8": _appointment, "Q9": _sign_off, "Q10": _no_hold, "read": _read,
}


def completion_shortfalls(record: Record, standard: Standard) -> list[Condition]:
    """What stands in the way of the completion decision (Q7): the learning, without the appointment."""
    lines = [CHECKS[code](record, standard) for code in standard.asks if code in LEARNING]
    return [line for line in lines if not line.met]
