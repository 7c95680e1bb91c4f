"""A reps' course whose statements of law change from version to version, and reps who learned them."""

from dataclasses import replace
from datetime import date, timedelta

from lms.content.law import Law, Rule
from tests import make
from tests.accreditation import cases
from tests.small_courses import a_programme

NOW = make.NOW
SERVICE = Law(
    "service", "Service needed for a claim", "Great Britain", "Employment Rights Act 1996, section 108", "in_force",
    "<p>An employee must have worked for long enough.</p>", "legislation.gov.uk", date(2026, 11, 1),
    date(2027, 1, 4), decided_by="the day on which the job ended",
    rules=(Rule("Job ended by 31 December 2026", "<p>Two years’ service.</p>", ends=date(2026, 12, 31)),),
)
COMPANION = Law(
    "companion", "When a worker may bring a companion", "Great Britain", "Employment Relations Act 1999, section 10",
    "in_force", "<p>To a hearing that could end in a warning.</p>", "legislation.gov.uk", date(2026, 11, 1),
    date(2027, 11, 1),
)
SIX_MONTHS = replace(
    SERVICE, checked_on=date(2027, 1, 4), next_check=date(2027, 7, 1),
    rules=(*SERVICE.rules, Rule("Job ended from 1 January 2027", "<p>Six months’ service.</p>",
                                begins=date(2027, 1, 1))),
    update="<p>From January six months are enough.</p>",
)


def published(version, *law, **over):
    """The reps' course in that version, stating this law."""
    return a_programme(version=version, law=law, **over)


def a_run_with(snapshot, **over):
    return cases.a_run_that_is_over(snapshot=snapshot, **over)


def changed(version="1.1", service=SIX_MONTHS, companion=COMPANION):
    """It is published again, with what the law says now."""
    return published(version, service, companion)


def later(days=60):
    return NOW + timedelta(days=days)
