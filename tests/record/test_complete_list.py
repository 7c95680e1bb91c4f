"""When a list is said to be complete, whoever is missing from it has left."""

from sqlalchemy import func, select

from lms.people import lookups as people
from lms.people.models import Person
from lms.record import lookups
from lms.record.models import MembersFile
from lms.workplaces.lookups import employments_of
from tests import make
from tests.record.sending import ADE, RHIANNON, number_of, send, work


def test_with_the_complete_list_whoever_is_missing_has_left_and_nothing_is_deleted(imported, in_context):
    imported(RHIANNON, ADE)
    imported(ADE, complete=True)
    with in_context():
        her = people.person_by_number("20417")
        assert her.membership_status == "left"
        assert employments_of([her.id]) and lookups.facts_of([her.id])[her.id]
    assert number_of(in_context) == 3


def test_where_many_would_leave_their_number_has_to_be_typed(app, browser, imported, writing, in_context):
    with writing():
        for _ in range(11):
            make.a_member()
    page = imported(ADE, complete=True)
    confirmation = f"{page.request.path}/confirmation"
    with in_context() as session:
        assert session.scalar(select(func.count(Person.id)).where(Person.membership_status == "left")) == 0
    refused = browser.post(confirmation, data={"complete": "true", "leaving": "5"})
    assert refused.status_code == 422
    assert "type that number" in refused.get_data(as_text=True)
    assert browser.post(confirmation, data={"complete": "true", "leaving": "eleven"}).status_code == 422
    browser.post(confirmation, data={"complete": "true", "leaving": "11"})
    work(app)
    with in_context() as session:
        assert session.scalar(select(func.count(Person.id)).where(Person.membership_status == "left")) == 11


def test_a_list_with_lines_without_numbers_cannot_be_the_complete_one(browser, imported, in_context):
    imported(RHIANNON)
    page = send(browser, ADE, ",Rhiannon Prŷs,,,,,,,")
    answer = browser.post(f"{page.request.path}/confirmation", data={"complete": "true"})
    assert answer.status_code == 422 and "nobody can tell who is missing" in answer.text and "checked" in answer.text
    with in_context() as session:
        assert session.scalar(select(MembersFile.state).order_by(MembersFile.id.desc())) == "checked"
