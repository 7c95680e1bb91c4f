"""Who may open what: one table of every endpoint, and what the wrong person gets of each.

A new route fails here until somebody decides to whom it belongs.
"""

import pytest

from lms.accreditation import operations as accreditation
from lms.content.operations import programme_of
from tests import make

ACCESS = {
    "public": """
        bookings.course bookings.courses certificates.check certificates.compare certificates.look_up
        certificates.verify certificates.verify_printed desk.accessibility desk.front desk.privacy
        desk.what_a_rep_does people.ask_first people.ask_reset people.first_time people.forgotten people.link_sent
        people.sign_in people.try_to_sign_in people.use people.use_link
    """,
    "signed in": """
        accreditation.finish accreditation.my_conditions bookings.acceptance bookings.apply bookings.declining
        bookings.send_application bookings.withdraw bookings.withdrawal casework.case_study casework.read_through
        casework.send casework.write certificates.download certificates.mine desk.home desk.my_course feedback.give
        feedback.send learning.module learning.page learning.read people.account people.change_address
        people.change_password people.new_address people.new_password people.sign_out people.sign_out_everywhere
    """,
    "administrator": """
        accreditation.accreditation accreditation.appointment accreditation.closing accreditation.ending
        accreditation.ending_appointment accreditation.hold accreditation.waive accreditation.waiver
        bookings.applications bookings.approval bookings.book_somebody bookings.cancel bookings.cancellation
        bookings.capacity bookings.change_capacity bookings.closing bookings.confirm bookings.confirmation
        bookings.refusal bookings.withdrawal_for_her certificates.certificate certificates.correction
        certificates.document certificates.dry_run certificates.issue certificates.issued certificates.withdrawal
        desk.design desk.people desk.person desk.runs desk.search people.end_administrator people.invite
        people.outbox people.outgoing people.send_invitation people.staff record.address_changes record.confirm
        record.decide_address record.discard record.import_check record.look_alikes record.new_import
        record.progress record.rejects record.upload runs.add_session runs.assign runs.change runs.change_covers
        runs.closing runs.covers runs.due_dates runs.edit runs.end runs.facilitators runs.new runs.opening
        runs.plan runs.removal runs.sessions runs.set_due_dates workplaces.add_region workplaces.appoint
        workplaces.new_officer workplaces.regions
    """,
    "administrator or facilitator": """
        accreditation.case_file accreditation.case_files accreditation.completion attendance.make_up
        attendance.register attendance.registers attendance.rest attendance.signature attendance.tap desk.run
        desk.trainee feedback.closing feedback.opening feedback.results
    """,
    "facilitator": """
        casework.as_she_sees_it casework.give_back casework.mark casework.queue casework.record casework.release
    """,
    "officer": """
        accreditation.sign accreditation.sign_offs desk.my_region desk.region_person
    """,
}
TABLE = {endpoint: mark for mark, endpoints in ACCESS.items() for endpoint in endpoints.split()}

# What anybody who is signed in may ask for, on whatever run: it isn't anybody's own.
NOBODYS_OWN = {"bookings.apply", "bookings.send_application"}


def test_every_endpoint_stands_in_the_table_as_it_is_marked(app):
    views = {name: getattr(view, "access", None) for name, view in app.view_functions.items()}
    assert views == TABLE


@pytest.fixture
def cast(app, writing):
    """A run in which something is to be had of every kind, and the people who may and may not see it."""
    with writing():
        region = make.a_region("Wales")
        run = make.a_finished_run()
        facilitator = run.facilitators[0].person
        place = make.a_workplace(region=region)
        trainee = make.placed(make.a_link_member(name="Rhiannon Prŷs"), place)
        make.a_confirmed_trainee(run, trainee)
        submission = make.a_submission(run=run, person=trainee)
        hold = accreditation.open_hold(trainee, kind="query", reason="Which employer", actor=facilitator, now=make.NOW)
        found = {
            "trainee": trainee, "facilitator": facilitator, "stranger": make.a_link_member(),
            "administrator": make.an_administrator(), "officer": make.an_officer(region),
            "other facilitator": make.a_run(place="Cardiff", snapshot=run.snapshot).facilitators[0].person,
            "other officer": make.an_officer(make.a_region("North")),
        }
        module = programme_of(run.snapshot).modules[0]
        values = {
            "ref": run.ref, "person_id": trainee.id, "session_id": run.sessions[0].id, "hold_id": hold.id, "code": "2A",
            "module": module.slug, "page": module.pages[0].slug, "submission_id": submission.id, "booking_id": 1,
            "number": "HMT-A-2026-0001", "token": "none", "mail_id": 1, "file_id": 1, "change_id": 1,
            "facilitator_id": run.facilitators[0].id, "region_id": region.id,
        }
    return found, values


def addresses(app, values, *marks, method, of_somebody=False):
    """The endpoints that carry one of these marks, each with an address that leads to the cast's things.

    `of_somebody` leaves out the pages that are the asking person's own, whoever she is.
    """
    found = []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if TABLE.get(rule.endpoint) not in marks or method not in rule.methods:
                continue
            if rule.arguments or not of_somebody:
                found.append((rule.endpoint, app.url_for(rule.endpoint, **{n: values[n] for n in rule.arguments})))
    return found


def test_somebody_who_is_not_signed_in_is_asked_to_sign_in(app, cast):
    browser, _values = app.test_client(), cast[1]
    closed = [mark for mark in ACCESS if mark != "public"]
    for endpoint, url in addresses(app, cast[1], *closed, method="GET"):
        answer = browser.get(url)
        assert (answer.status_code, "/sign-in" in answer.headers.get("Location", "")) == (302, True), endpoint
    for endpoint, url in addresses(app, cast[1], *closed, method="POST"):
        assert browser.post(url).status_code == 401, endpoint


def test_public_pages_open_for_anybody(app, cast):
    browser = app.test_client()
    for endpoint, url in addresses(app, cast[1], "public", method="GET"):
        assert browser.get(url).status_code in (200, 404, 410), endpoint


@pytest.mark.parametrize(("who", "marks"), [
    ("stranger", ["administrator", "administrator or facilitator", "facilitator", "officer"]),
    ("trainee", ["administrator", "administrator or facilitator", "facilitator", "officer"]),
    ("facilitator", ["administrator", "officer"]),
    ("officer", ["administrator", "administrator or facilitator", "facilitator"]),
])
def test_who_lacks_the_role_finds_nothing(app, cast, signed_in, who, marks):
    people, values = cast
    browser = signed_in(people[who])
    for method in ("GET", "POST"):
        for endpoint, url in addresses(app, values, *marks, method=method):
            assert browser.open(url, method=method).status_code == 404, f"{method} {endpoint}"


@pytest.mark.parametrize(("who", "marks"), [
    ("stranger", ["signed in"]),
    ("other facilitator", ["signed in", "administrator or facilitator", "facilitator"]),
    ("other officer", ["officer"]),
])
def test_what_is_anothers_is_not_found(app, cast, signed_in, who, marks):
    people, values = cast
    browser = signed_in(people[who])
    for method in ("GET", "POST"):
        for endpoint, url in addresses(app, values, *marks, method=method, of_somebody=True):
            if endpoint not in NOBODYS_OWN:
                assert browser.open(url, method=method).status_code == 404, f"{method} {endpoint}"


def test_the_administrator_opens_every_page_of_hers(app, cast, signed_in):
    people, values = cast
    browser = signed_in(people["administrator"])
    missing_things = {"certificates.certificate", "certificates.document", "record.import_check",
                      "record.progress", "record.rejects"}
    for endpoint, url in addresses(app, values, "administrator", "administrator or facilitator", method="GET"):
        expected = {404} if endpoint in missing_things else {200, 303}
        assert browser.get(url).status_code in expected, endpoint


def test_the_facilitator_and_the_officer_open_theirs(app, cast, signed_in):
    people, values = cast
    for who, marks in (("facilitator", ["administrator or facilitator", "facilitator"]), ("officer", ["officer"])):
        browser = signed_in(people[who])
        for endpoint, url in addresses(app, values, *marks, method="GET"):
            assert browser.get(url).status_code in (200, 303), endpoint


def test_a_trainee_opens_her_own(app, cast, signed_in):
    people, values = cast
    browser = signed_in(people["trainee"])
    not_there = {"feedback.give", "certificates.download"}
    for endpoint, url in addresses(app, values, "signed in", method="GET"):
        expected = {404} if endpoint in not_there else {200, 302, 303, 422}
        assert browser.get(url).status_code in expected, endpoint
