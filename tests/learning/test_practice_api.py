"""A practice played by a program."""

import pytest

from tests import make

DOOR = "modules/role/practice/at-the-door"


@pytest.fixture
def course(writing):
    with writing():
        run = make.a_run(state="confirmed")
        return run.ref, make.a_confirmed_trainee(run)


def test_a_program_plays_it_to_its_end(course, by_program):
    ref, trainee = course
    hers, at = by_program(trainee), f"/my-course/{ref}/{DOOR}"
    told = hers.get(at).json
    assert (told["title"], told["endings"], told["ways"]) == ("At the door", 3, [])
    assert [each["starred"] for each in told["criteria"]] == [False, True]
    for _ in range(2):
        begun = hers.post(f"{at}/1").json
        assert (begun["now"]["title"], begun["now"]["choices"]) == ("At the door", ["“Come in.”", "“Not now.”"])
        assert "She sits down" not in str(begun)
    for _ in range(2):
        assert hers.post(f"{at}/1/1", json={"choice": 0}).json["now"]["number"] == 2
    ended = hers.post(f"{at}/1/2", json={"choice": 1}).json
    assert (ended["ending"], ended["choices"], ended["now"]["choices"]) == ("A warning", 2, [])
    assert [(each["shows"], each["starred"]) for each in ended["debrief"]] == [("meets", False), ("meets", True)]
    assert ended["debrief"][1]["moments"][0]["instead"] == ["“I ring the officer.”"]
    assert hers.get(f"{at}/1").json == ended
    assert hers.get(at).json["ways"][0]["ending"] == "A warning"


def test_what_cannot_be_chosen_is_refused(course, by_program):
    ref, trainee = course
    hers, at = by_program(trainee), f"/my-course/{ref}/{DOOR}"
    assert hers.get(f"{at}/1").status_code == 404
    assert hers.post(f"{at}/2").json["code"] == "stale"
    hers.post(f"{at}/1")
    assert hers.post(f"{at}/1/1", json={}).status_code == 422
    assert hers.post(f"{at}/1/1", json={"choice": 5}).json["errors"][0]["field"] == "body.choice"
    hers.post(f"{at}/1/1", json={"choice": 1})
    for step, choice in ((1, 0), (2, 0)):
        again = hers.post(f"{at}/1/{step}", json={"choice": choice})
        assert (again.status_code, again.json["code"]) == (422, "stale")


def test_a_strangers_program_finds_nothing(course, by_program, writing):
    ref, trainee = course
    by_program(trainee).post(f"/my-course/{ref}/{DOOR}/1")
    with writing():
        stranger = make.a_link_member()
    theirs = by_program(stranger)
    for url in ("", "/1"):
        assert theirs.get(f"/my-course/{ref}/{DOOR}{url}").status_code == 404
    assert theirs.post(f"/my-course/{ref}/{DOOR}/1/1", json={"choice": 0}).status_code == 404
