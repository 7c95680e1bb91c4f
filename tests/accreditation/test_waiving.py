"""The basic course is waived for somebody before she applies."""

from lms.record.lookups import facts_of
from tests import make

WHY = {"reason": "Six years a steward in a sister union"}


def test_once_it_is_waived_she_can_apply(signed_in, writing, in_context):
    with writing():
        run, member, denise = make.a_run(), make.a_member(email="ann@example.org"), make.an_administrator()
    browser, booked = signed_in(denise), f"/runs/{run.ref}/applications"
    refused = browser.post(booked, data={"who": member.membership_number})
    assert (refused.status_code, "waive the basic course" in refused.text) == (422, True)
    assert "Waive the basic course" in browser.get(f"/people/{member.id}").text
    assert browser.post(f"/people/{member.id}/waiver", data=WHY).status_code == 303
    with in_context():
        (fact,) = facts_of([member.id])[member.id]
        assert (fact.kind, fact.basis, fact.author) == ("waiver", WHY["reason"], denise.name)
    assert browser.post(booked, data={"who": member.membership_number}).status_code == 303
    assert "Waive the basic course" not in browser.get(f"/people/{member.id}").text


def test_it_needs_a_reason_happens_once_and_is_for_somebody_we_know(signed_in, writing):
    with writing():
        member, denise = make.a_member(), make.an_administrator()
    browser, path = signed_in(denise), f"/people/{member.id}/waiver"
    assert browser.post(path, data={}).status_code == 422
    assert browser.post(path, data={"reason": "Yes."}).status_code == 422
    assert browser.post(path, data=WHY).status_code == 303
    assert browser.post(path, data=WHY).status_code == 422
    assert browser.post("/people/99999/waiver", data=WHY).status_code == 404
    assert signed_in(member).post(path, data=WHY).status_code == 404
