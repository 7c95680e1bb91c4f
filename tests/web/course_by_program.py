"""The course itself, as the walk by programs goes through it: reading, trying, noting, a practice."""

from lms.content.operations import latest, programme_of


def done(answer):
    """What an act answered; it went well."""
    assert answer.status_code < 300, answer.text
    return answer.json


def she_reads(walk) -> None:
    modules = done(walk.rhiannon.get(f"/my-course/{walk.ref}/modules"))
    first = (modules["items"] if isinstance(modules, dict) else modules)[0]
    module = done(walk.rhiannon.get(f"/my-course/{walk.ref}/modules/{first['slug']}"))
    page = module["pages"][0]["slug"]
    assert "<p>" in done(walk.rhiannon.get(f"/my-course/{walk.ref}/modules/{first['slug']}/{page}"))["html"]
    done(walk.rhiannon.post(f"/my-course/{walk.ref}/modules/{first['slug']}/{page}"))
    assert done(walk.rhiannon.get(f"/my-course/{walk.ref}/modules/{first['slug']}"))["pages"][0]["read"]
    she_tries_and_notes(walk, f"/my-course/{walk.ref}", f"/my-course/{walk.ref}/modules/{first['slug']}", page)


def she_tries_and_notes(walk, course: str, module: str, page: str) -> None:
    """She answers a question, keeps a note and a reflection, looks something up, and is where she was."""
    hers = walk.rhiannon
    question = done(hers.get(f"{module}/checks"))["items"][0]
    done(hers.post(f"{module}/checks", json={"answers": {question["id"]: [0]}}))
    reflection = done(hers.get(module))["reflections"][0]["id"]
    for path in (f"{module}/notes/{page}", f"{module}/reflections/{reflection}"):
        tag = hers.get(path).headers["ETag"]
        done(hers.put(path, json={"text": "Ask Catrin on Thursday."}, headers={"If-Match": tag}))
    assert len(done(hers.get(f"{course}/notes"))["items"]) == 2
    done(hers.put(f"{course}/place", json={"module": module.rpartition("/")[2], "page": page, "down": 4}))
    assert done(hers.get(f"{course}/place"))["down"] == 4
    assert done(hers.get(f"{course}/search?q=officer"))["items"]
    assert done(hers.get(f"{course}/glossary"))["items"] and done(hers.get(f"{course}/law"))["items"]


def she_practises(walk) -> None:
    """The first choice each time, to whatever ending it leads; the facilitator sees the way."""
    with walk.app.app_context():
        module, practice = next(
            (module.slug, each.slug) for module in programme_of(latest("reps")).modules for each in module.practices)
    path = f"/my-course/{walk.ref}/modules/{module}/practice/{practice}"
    assert done(walk.rhiannon.get(path))["ways"] == []
    way = done(walk.rhiannon.post(f"{path}/1"))
    while way["now"]["choices"]:
        way = done(walk.rhiannon.post(f"{path}/1/{way['now']['number']}", json={"choice": 0}))
    assert done(walk.rhiannon.get(f"{path}/1")) == way and way["ending"] and way["debrief"]
    seen = done(walk.morag.get(f"/runs/{walk.ref}/room/{module}"))["ways"]
    assert [(each["person_id"], each["ending"]) for each in seen] == [(walk.rhiannon_id, way["ending"])]
    assert done(walk.denise.get(f"/runs/{walk.ref}/room/{module}"))["ways"] == []
