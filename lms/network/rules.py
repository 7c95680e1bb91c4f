"""How fresh a statement of law is, and what of it was learned otherwise; from plain values."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import NamedTuple

SOON = 31  # days
AT = time(7, 15)  # each morning, when those are written to who learned what has changed


def words_only(html: str) -> str:
    """What a text says, without how it is drawn: another way to mark it up is no change of the law."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def digest_of(law) -> str:
    """The hash of what a statement says: the same on whatever day it was checked."""
    said = [law.title, law.jurisdiction, law.provision, law.status, words_only(law.text), law.decided_by,
            [_rule(rule) for rule in law.rules]]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


PARTS = {
    "title": "the title", "jurisdiction": "where it holds", "provision": "where it stands", "status": "how sure it is",
    "text": "the text", "decided_by": "what decides",
}


def differs(before, now) -> str:
    """In a few words, what of a statement is said otherwise: "the text and the rule “Job ended by …”"."""
    found = [words for name, words in PARTS.items()
             if words_only(getattr(before, name)) != words_only(getattr(now, name))]
    old, new = ({rule.applies: _rule(rule) for rule in law.rules} for law in (before, now))
    found += [f"the rule “{applies}”" for applies, said in new.items() if applies in old and old[applies] != said]
    found += [f"the new rule “{applies}”" for applies in new if applies not in old]
    found += [f"the rule “{applies}” is gone" for applies in old if applies not in new]
    return f"{', '.join(found[:-1])} and {found[-1]}" if len(found) > 1 else "".join(found)


def _rule(rule) -> list[str]:
    return [rule.applies, words_only(rule.text), str(rule.begins or ""), str(rule.ends or ""), rule.status]


def check_said(next_check: date, today: date) -> tuple[str, str]:
    """The sign and the words by which a list says when a statement is to be looked at again."""
    days = (next_check - today).days
    if days < 0:
        return "short", f"Overdue by {-days} {'day' if days == -1 else 'days'}"
    if days == 0:
        return "short", "To be checked today"
    return ("waiting" if days <= SOON else "met"), f"In {days} {'day' if days == 1 else 'days'}"


class Course(NamedTuple):
    """What a course taught her (slug to what the statement meant there), and until when she sat there, if she did."""

    taught: Mapping[str, str]
    sat_until: datetime | None = None


class Reading(NamedTuple):
    """She has read what a statement meant then; "" that it was dropped."""

    means: str
    at: datetime


class Known(NamedTuple):
    """What she knew of a statement that means something else now: learned on a course, or read at `read_then`."""

    means: str
    read_then: datetime | None
    read_now: datetime | None  # when she read what is so now


def known_otherwise(
    courses: Sequence[Course], readings: Mapping[str, Sequence[Reading]], now: Mapping[str, str]
) -> dict[str, Known]:
    """By slug, of what she knew of the law, all that means something else now, whether she has read that or not.

    What she read last counts more than what a course taught before. Only where she sat has she learned what is so
    now: an accreditation can rest on another run than the one for which it was given.
    """
    found = {}
    for slug in dict.fromkeys(slug for taught in (*(each.taught for each in courses), readings) for slug in taught):
        if slug in now:
            known = _known(slug, courses, readings.get(slug, ()), now[slug])
            if known is not None:
                found[slug] = known
    return found


def _known(slug: str, courses: Sequence[Course], readings: Sequence[Reading], now: str) -> Known | None:
    other = max((each for each in readings if each.means != now), key=lambda each: each.at, default=None)
    same = max((each.at for each in readings if each.means == now), default=None)
    sat = max((each.sat_until for each in courses if each.taught.get(slug) == now and each.sat_until), default=None)
    if other is not None:
        if sat is not None and sat > other.at:
            return None
        return Known(other.means, other.at, same if same is not None and same > other.at else None)
    learned = next((each.taught[slug] for each in courses if each.taught.get(slug, now) != now), None)
    return None if learned is None or sat is not None else Known(learned, None, same)
