"""A module's page for the room says where the law has moved on since the run's version."""

from dataclasses import replace

from tests import make
from tests.small_courses import LAW, a_programme


def test_a_facilitator_is_told_of_law_that_is_worded_otherwise_now(writing, signed_in):
    with writing():
        run = make.a_run(snapshot=a_programme(), state="confirmed", minimum=1)
        path, leader = f"/runs/{run.ref}/room/role", run.facilitators[0].person
    assert "may not be so" not in signed_in(leader).get(path).text
    with writing():
        companion, service = LAW
        newer = replace(companion, text="<p>To any meeting she may bring one.</p>")
        a_programme(version="1.1", law=(newer, service), published_at=make.NOW)
    page = signed_in(leader).get(path).text
    assert "Some of the law in this module may not be so any more." in page and "The run keeps version 1.0." in page
    assert "To any meeting she may bring one." in page and service.title not in page
    assert "may not be so" not in signed_in(leader).get(path.replace("role", "rights")).text


def test_a_facilitator_is_told_of_law_that_nobody_looked_at_in_time(writing, signed_in, clock):
    with writing():
        run = make.a_run(snapshot=a_programme(), state="confirmed", minimum=1)
        path, leader = f"/runs/{run.ref}/room/role", run.facilitators[0].person
    clock.at("2027-01-04 10:00")
    assert "may not be so" not in signed_in(leader).get(path).text
    clock.at("2027-01-05 10:00")
    assert "may not be so" in signed_in(leader).get(path).text
