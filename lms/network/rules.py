"""How fresh a statement of law is, and what of it was learned otherwise; from plain values."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, time

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


def learned_otherwise(taught: Iterable[Mapping[str, str]], now: Mapping[str, str]) -> dict[str, str]:
    """Of statements as one or more courses taught them (slug to digest), those that say something else now.

    Who learned the present wording on any of her courses has nothing to read about it.
    """
    found: dict[str, str] = {}
    known = set()
    for course in taught:
        for slug, digest in course.items():
            if slug not in now:
                continue
            if digest == now[slug]:
                known.add(slug)
            else:
                found.setdefault(slug, digest)
    return {slug: digest for slug, digest in found.items() if slug not in known}
