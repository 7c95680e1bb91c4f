"""Room packs and modules on paper, by a program."""

import pytest

from tests import make
from tests.staging import staged

pytestmark = pytest.mark.usefixtures("quick_press")


@pytest.fixture
@staged
def course(writing):
    with writing():
        run = make.a_run(state="confirmed", minimum=1)
        return run, make.a_confirmed_trainee(run), make.a_link_member()


def test_a_program_has_a_pack_made_and_takes_it(course, by_program, worked):
    run, trainee, stranger = course
    hers, at = by_program(run.facilitators[0].person), f"/runs/{run.ref}/pack"
    assert hers.get(at).json == {"state": "none", "made_at": None, "size": None, "kept_days": 7}
    assert hers.post(f"{at}/file").json["code"] == "changed"
    assert hers.post(at).json["state"] == hers.post(at).json["state"] == "being made"
    worked()
    ready = hers.get(at).json
    taken = hers.post(f"{at}/file")
    assert (ready["state"], len(taken.data), taken.mimetype) == ("ready", ready["size"], "application/pdf")
    for person in (trainee, stranger):
        for answer in (by_program(person).get(at), by_program(person).post(at), by_program(person).post(f"{at}/file")):
            assert answer.status_code == 404


def test_a_course_without_days_has_no_pack(by_program, writing):
    with writing():
        run, administrator = make.an_open_run(), make.an_administrator()
    assert by_program(administrator).post(f"/runs/{run.ref}/pack").json["code"] == "mode"


def test_programs_take_a_module_on_paper(course, by_program, worked):
    run, trainee, stranger = course
    hers, at = by_program(trainee), f"/my-course/{run.ref}/modules/role/paper"
    theirs, staffs = by_program(run.facilitators[0].person), f"/runs/{run.ref}/room/role/paper"
    assert hers.get(at).json["state"] == "none"
    assert hers.get(f"{at}/document").status_code == 404
    assert hers.post(at).json["state"] == theirs.post(staffs).json["state"] == "being made"
    worked()
    assert hers.get(at).json["state"] == theirs.get(staffs).json["state"] == "ready"
    assert hers.get(f"{at}/document").data == theirs.get(f"{staffs}/document").data
    for path in (at, f"{at}/document", staffs, f"{staffs}/document"):
        assert by_program(stranger).get(path).status_code == 404
