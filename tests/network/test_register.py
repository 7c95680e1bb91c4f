"""The register over all that was published: wordings, who states what, and what rests on it."""

from dataclasses import replace
from datetime import date

from lms.accreditation.models import Accreditation
from lms.accreditation.operations import end_accreditation
from lms.clock import today
from lms.network.freshness import lines
from lms.network.register import register
from lms.network.resting import resting_on
from lms.runs.models import Run
from lms.workplaces.models import Region
from tests import make
from tests.accreditation import cases
from tests.network import law
from tests.small_courses import a_stewards_course

TODAY = today(make.NOW)


def test_a_statement_is_known_by_its_slug_through_its_wordings(writing, in_context):
    with writing():
        law.published("1.0", law.SERVICE, law.COMPANION)
        law.published("1.1", replace(law.SERVICE, checked_on=date(2026, 12, 1)), law.COMPANION)
        law.published("1.2", law.SIX_MONTHS, law.COMPANION)
    with in_context():
        known = register()
        service = known.statements["service"]
        assert [edition.version for edition in service.now.editions] == ["1.2"]
        assert [[edition.version for edition in each.editions] for each in service.earlier] == [["1.0", "1.1"]]
        assert service.earlier[0].law.checked_on == date(2026, 12, 1)
        assert known.statements["companion"].earlier == ()
        assert service.meant(service.earlier[0].means) is service.earlier[0] and service.meant("none") is None


def test_what_no_latest_version_states_is_no_longer_in_the_register(writing, in_context):
    with writing():
        law.published("1.0", law.SERVICE, law.COMPANION)
        law.published("1.1", law.COMPANION)
    with in_context():
        assert set(register().statements) == {"companion"}


def test_a_programme_that_was_not_published_again_still_states_the_old_wording(writing, in_context):
    with writing():
        a_stewards_course(law=(law.SERVICE,))
        law.published("1.0", law.SERVICE)
        law.published("1.1", law.SIX_MONTHS)
    with in_context():
        service = register().statements["service"]
        assert {edition.label for edition in service.now.editions} == {"Reps’ course 1.1"}
        before = {edition.label for edition in service.earlier[0].editions}
        assert before == {"Reps’ course 1.0", "Stewards’ course 1.0"}


def test_what_rests_on_it_are_pages_runs_accreditations_and_certificates(writing, a_rep, in_context):
    with writing():
        a_rep()
        coming = make.a_run(snapshot=law.changed())
        ref = coming.ref
    with in_context():
        line = next(each for each in lines(TODAY) if each.statement.slug == "service")
        assert (line.accreditations, line.otherwise, line.certificates) == (1, 1, 0)
        assert [(run.ref, run.version) for run in line.runs] == [("RC-26-01", "1.0"), (ref, "1.1")]
        other = next(each for each in lines(TODAY) if each.statement.slug == "companion")
        assert (other.accreditations, other.otherwise) == (1, 0)


def test_a_page_that_cites_it_is_found_by_the_box_and_by_a_link(writing, in_context):
    with writing():
        make.a_programme()  # its pages link to “companion”
    with in_context():
        line = next(each for each in lines(TODAY) if each.statement.slug == "companion")
        assert line.cited and {each.programme for each in line.cited} == {"Reps’ course"}
        assert all(each.module for each in line.cited)


def test_what_has_ended_or_expired_rests_on_nothing(writing, a_rep, in_context):
    with writing() as session:
        _rep, administrator = a_rep()
        given = session.query(Accreditation).one()
        end_accreditation(given, reason="Stood down", actor=administrator, now=make.NOW)
    with in_context():
        assert not resting_on(register(), TODAY).accreditations


def test_the_list_takes_as_many_statements_with_many_reps_as_with_one(writing, in_context, queries):
    counts = []
    with writing():
        run = law.a_run_with(law.published("1.0", law.SERVICE, law.COMPANION))
        region = make.a_region("Wales")
        cases.a_trainee(run, region)
        law.changed()
        ids = run.id, region.id
    for more in (0, 3):
        with writing() as session:
            for _ in range(more):
                cases.a_trainee(session.get(Run, ids[0]), session.get(Region, ids[1]))
        with in_context():
            lines(TODAY)  # what a process reads once
            with queries() as seen:
                lines(TODAY)
            counts.append(len(seen))
    assert counts[0] == counts[1] <= 4
