"""What an author may publish alone, and what is for an administrator, who answers for certificates."""

from dataclasses import replace

import pytest

from lms.content.reading import read
from lms.content.shapes import MarkingScale
from lms.content.trying import Criterion
from lms.content.weight import weighty_changes
from tests.content import small


@pytest.fixture
def programme(tmp_path):
    return read(small.write(tmp_path, **small.RICH)).programmes[0]


def case_changed(programme, **over):
    module = programme.modules[0]
    cases = tuple(replace(case, **over) for case in module.case_studies)
    return replace(programme, modules=(replace(module, case_studies=cases),))


def said(before, after):
    return weighty_changes({before.slug: before}, (after,))


def test_what_is_taught_is_an_authors_to_change(programme):
    module = programme.modules[0]
    page = replace(module.pages[0], html="<p>Otherwise.</p>")
    assert said(programme, programme) == []
    assert said(programme, replace(programme, version="1.1", modules=(replace(module, pages=(page,)),))) == []
    assert said(programme, case_changed(programme, brief="<p>She writes to you.</p>")) == []
    assert said(programme, replace(programme, modules=(replace(module, case_studies=()),))) == []


@pytest.mark.parametrize("over", [
    {"module_slugs": ()}, {"kind": "open"}, {"hours": 40}, {"rep_kind": None}, {"refreshes": "rep"}, {"wordings": ()},
    {"title": "Diploma"}, {"approved_by": "Somebody"}, {"version": "2.0"},
])
def test_what_it_is_worth_is_an_administrators(programme, over):
    assert said(programme, replace(programme, **over))


def test_so_is_when_an_answer_meets(programme):
    words = [f"{programme.title}: when an answer to 1A meets"]
    assert said(programme, case_changed(programme, scale=MarkingScale(zeros_allowed=2, points_needed=0))) == words
    easier = (*programme.case_studies[0].criteria, Criterion("kind", "Kind", "Is kind."))
    assert said(programme, case_changed(programme, criteria=easier)) == words
    unstarred = tuple(replace(each, starred=False) for each in programme.case_studies[0].criteria)
    assert said(programme, case_changed(programme, criteria=unstarred)) == words


def test_so_is_a_case_study_that_can_stand_for_another(programme):
    module, case = programme.modules[0], programme.case_studies[0]
    more = replace(module, case_studies=(case, replace(case, code="1B")))
    assert said(programme, replace(programme, modules=(more,))) == []
    choice = replace(programme, standard=replace(programme.standard, case_studies_of_choice=1))
    assert said(choice, replace(choice, modules=(more,))) == [f"{programme.title}: when an answer to 1B meets"]


def test_so_is_what_a_module_is_called(programme):
    renamed = replace(programme, modules=(replace(programme.modules[0], title="Law"),))
    assert said(programme, renamed) == [f"{programme.title}: the name of “Law”, which certificates state"]


def test_a_new_programme_is_an_administrators_as_a_whole(programme):
    assert weighty_changes({}, (programme,)) == [f"{programme.title} is a new programme"]
