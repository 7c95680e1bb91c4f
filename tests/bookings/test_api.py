"""Courses, places and the acts on a whole run, by a program."""

from datetime import timedelta

import pytest

from tests import make


@pytest.fixture
def by_admin(by_program, admin):
    return by_program(admin)


def test_anybody_reads_the_next_courses_and_not_where_they_meet(by_program, leeds, she, writing):
    with writing():
        make.an_open_run()
        draft = make.a_run(place="Cardiff", state="draft").ref
    nobody = by_program(None)
    dated, any_time = nobody.all("/courses?limit=1")
    assert (dated["ref"], dated["days"], dated["words"]) == (leeds.ref, ["2027-03-04", "2027-03-18"], "8 places left")
    assert (any_time["mode"], any_time["days"], any_time["mine"]) == ("open", [], None)
    shown = nobody.get(f"/courses/{leeds.ref.lower()}").json
    assert (shown["venue"], shown["reasons_against"], shown["takes_applications"]) == (None, [], True)
    assert shown["sessions"][0]["modules"] == ["The role of reps", "Representing members"]
    assert nobody.get(f"/courses/{draft}").status_code == 404
    assert by_program(she).get(f"/courses/{leeds.ref}").json["venue"] == "Weavers’ Hall"


def test_who_asks_reads_how_she_stands_and_why_she_may_not_apply(by_program, leeds, she, writing):
    with writing():
        not_yet = make.a_member()
    hers = by_program(she)
    hers.post(f"/runs/{leeds.ref}/bookings", json={})
    assert hers.get("/courses").json["items"][0]["mine"] == "provisional"
    assert hers.get(f"/courses/{leeds.ref}").json["mine"] == "provisional"
    assert hers.get(f"/runs/{leeds.ref}/bookings/mine").json["approve_by"] == "2027-02-18"
    reasons = by_program(not_yet).get(f"/courses/{leeds.ref}").json["reasons_against"]
    assert [reason["code"] for reason in reasons] == ["link member"]


def test_whoever_waits_reads_how_many_wait_before_her(by_program, she, writing):
    with writing():
        run = make.a_run(capacity=1)
        ref = run.ref
        make.a_booking(run), make.a_booking(run)
    hers = by_program(she)
    assert hers.post(f"/runs/{ref}/bookings", json={}).json["state"] == "waiting"
    assert hers.get(f"/runs/{ref}/bookings/mine").json["ahead"] == 1


def test_a_run_goes_ahead_below_its_minimum_only_if_it_is_meant(by_admin, leeds):
    path = f"/runs/{leeds.ref}/confirmation"
    refused = by_admin.post(path, json={})
    assert (refused.status_code, refused.json["code"]) == (422, "below-minimum")
    assert refused.json["errors"][0]["field"] == "body.anyway"
    assert by_admin.post(path, json={"anyway": True}).json["state"] == "confirmed"
    assert by_admin.post(path, json={"anyway": True}).json["code"] == "state"


def test_applications_are_closed_once_nobody_is_undecided(by_admin, leeds, she, writing):
    with writing() as session:
        booking_id = make.a_booking(session.merge(leeds), session.merge(she)).id
    assert by_admin.post(f"/runs/{leeds.ref}/booking-closing").json["code"] == "undecided"
    approved = by_admin.post(f"/runs/{leeds.ref}/applications/{booking_id}/approval").json
    assert (approved["state"], approved["changed_by"], approved["approve_by"]) == ("confirmed", "Denise Okafor", None)
    assert by_admin.post(f"/runs/{leeds.ref}/booking-closing").json["closing_on"] == "2026-11-25"


def test_a_run_is_cancelled_with_a_reason_that_everybody_reads(by_admin, by_program, leeds, she, writing):
    with writing() as session:
        make.a_booking(session.merge(leeds), session.merge(she))
    path = f"/runs/{leeds.ref}/cancellation"
    assert by_admin.post(path, json={}).json["errors"][0]["field"] == "body.reason"
    assert by_admin.post(path, json={"reason": "The hall has burnt down"}).json["state"] == "cancelled"
    hers = by_program(she).get("/bookings").json["items"][0]
    assert (hers["state"], hers["reason"]) == ("cancelled", "The hall has burnt down")


def test_why_an_administrator_withdrew_somebody_is_not_for_her_to_read(by_admin, by_program, leeds, she, writing):
    with writing() as session:
        booking_id = make.a_booking(session.merge(leeds), session.merge(she)).id
    withdrawn = by_admin.post(f"/runs/{leeds.ref}/applications/{booking_id}/withdrawal", json={"reason": "Her manager"})
    assert (withdrawn.json["state"], withdrawn.json["reason"]) == ("withdrawn", "Her manager")
    assert by_program(she).get("/bookings").json["items"][0]["reason"] == ""


def test_who_leads_a_run_reads_who_is_on_it_and_how_full_it_is(by_program, leeds, she, writing):
    with writing() as session:
        run = session.merge(leeds)
        make.placed(make.a_confirmed_trainee(run, session.merge(she), needs="Step-free"))
        make.a_confirmed_trainee(run, make.a_link_member(name="Zoë Adams")), make.a_booking(run)
        leader = run.facilitators[0].person
    hers = by_program(leader)
    first, last = hers.all(f"/runs/{leeds.ref}/trainees?limit=1")
    assert first == {"person_id": she.id, "name": "Rhiannon Prŷs", "needs": "Step-free",
                     "employer": "Pellow Bay Health Board"}
    assert (last["name"], last["employer"]) == ("Zoë Adams", "")
    assert hers.get(f"/runs/{leeds.ref}/places").json["confirmed"] == 2
    assert hers.put(f"/runs/{leeds.ref}/places", json={"capacity": 9}).status_code == 404


def test_who_books_somebody_reads_why_she_can_not_be(by_admin, leeds, she):
    booked = by_admin.post(f"/runs/{leeds.ref}/applications", json={"who": she.email})
    assert booked.status_code == 201
    again = by_admin.post(f"/runs/{leeds.ref}/applications", json={"who": she.email})
    assert (again.status_code, again.json["code"]) == (422, "already")
    assert again.json["errors"] == [{"field": "body.who", "detail": "She has applied for this course already."}]


@pytest.mark.parametrize("path", ["/courses", "/runs/{ref}/applications", "/runs/{ref}/trainees"])
def test_a_list_costs_the_same_for_one_and_for_seven(by_admin, leeds, writing, queries, path):
    def add(many, *, runs=False):
        with writing() as session:
            for _ in range(many):
                make.a_confirmed_trainee(session.merge(leeds))
                if runs:
                    make.a_run(now=make.NOW - timedelta(days=1))

    add(1)
    by_admin.get(path.format(ref=leeds.ref))
    with queries() as few:
        by_admin.get(path.format(ref=leeds.ref))
    add(6, runs=path == "/courses")
    with queries() as many:
        assert len(by_admin.get(path.format(ref=leeds.ref)).json["items"]) == 7
    assert len(many) == len(few)
