"""What the server does with the course material when it starts."""

import pytest
from sqlalchemy import func, select

from lms.content.models import Publication
from lms.content.operations import latest, programme_of
from lms.content.sources import gather
from lms.first_run import CantStart, publish_content
from tests.content import small

BROKEN = {"modules/hearings/01-before.md": "No title.\n"}


@pytest.fixture
def start(app, in_context):
    def started(folder):
        app.config["CONTENT"] = folder
        with in_context():
            publish_content()

    return started


def test_new_material_is_published(tmp_path, start, in_context):
    start(small.write(tmp_path))
    with in_context():
        assert latest("reps").version == "1.0"


def test_without_anything_to_show_a_mistake_stops_the_start_with_a_sentence(tmp_path, start):
    with pytest.raises(CantStart, match="01-before.md: title: the first line must be the title"):
        start(small.write(tmp_path, **BROKEN))


@pytest.mark.parametrize("changes, said", [
    (BROKEN, "01-before.md: title"),
    ({"modules/hearings/01-before.md": small.PAGE + "\nMore.\n"}, "version 1.0 is published already"),
])
def test_what_was_published_stays_when_the_files_have_a_mistake(tmp_path, start, in_context, capsys, changes, said):
    start(small.write(tmp_path))
    start(small.write(tmp_path, **changes))
    assert said in capsys.readouterr().out
    with in_context():
        assert "twice" in programme_of(latest("reps")).module("hearings").page("before").html


def test_a_union_that_nobody_can_read_stops_the_start(tmp_path, start):
    start(small.write(tmp_path / "sound"))
    with pytest.raises(CantStart, match="union.yaml: line 2"):
        start(small.write(tmp_path / "broken", **{"union.yaml": "name: [\n"}))


def newer(version: str) -> dict:
    return {"programmes/reps.yaml": small.PROGRAMME.replace('"1.0"', f'"{version}"')}


def test_the_files_are_kept_with_what_is_published_and_kept_once(tmp_path, start, in_context):
    folder = small.write(tmp_path)
    start(folder), start(folder)
    with in_context() as session:
        [kept] = session.scalars(select(Publication))
        assert kept.versions == {"reps": "1.0"} and kept.archive.digest == gather(folder).digest


def test_an_older_folder_does_not_bring_the_old_back(tmp_path, start, in_context, capsys):
    start(small.write(tmp_path / "browser", **newer("1.1")))
    start(small.write(tmp_path / "server"))
    assert "is older than what is published, which stays. It has reps 1.0, and reps 1.1" in capsys.readouterr().out
    other = {"programmes/reps.yaml": None, "programmes/stewards.yaml": small.PROGRAMME}
    start(small.write(tmp_path / "other", **other))
    assert "It has no programme “reps”" in capsys.readouterr().out
    with in_context() as session:
        assert latest("reps").version == "1.1" and latest("stewards") is None
        assert session.scalar(select(func.count()).select_from(Publication)) == 1


def test_a_newer_folder_is_published(tmp_path, start, in_context):
    start(small.write(tmp_path / "old"))
    start(small.write(tmp_path / "new", **newer("1.1")))
    with in_context():
        assert latest("reps").version == "1.1"


BAD_FILES = [
    ({"programmes/reps.yaml": "title: [\n"}, "programmes/reps.yaml: line"),
    ({"modules/hearings/01-before.md": "# Long\n\n" + "word " * 1_000_001}, "01-before.md: size: larger than 100 kB"),
    ({"modules/hearings/01-before.md": "# Bad\n\n<script>alert(1)</script>"}, "01-before.md: text: HTML isn't shown"),
    ({"modules/hearings/figures/x.svg": b"\x89PNG\r\n"}, "figures/x.svg"),
    ({"modules/hearings/figures/x.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
      "<script>alert(1)</script></svg>"}, "<script> can't be used in a drawing"),
    ({"modules/hearings/module.yaml": small.MODULE + "slug: other\n"}, "module.yaml: slug: leave it out"),
    (newer("1.1") | {"programmes/reps.yaml": small.PROGRAMME.replace("[hearings]", "[hearings, hearings]")},
     "module_slugs: hearings stands there twice"),
    ({"programmes/reps.yaml": ""}, "programmes/reps.yaml"),
    ({"programmes/reps.yaml": small.PROGRAMME.replace("[hearings]", "[]")}, "a programme needs a module"),
    ({"modules/hearings/01-before.md": None}, "pages: there is no page"),
]


@pytest.mark.parametrize("changes, said", BAD_FILES)
def test_whatever_is_wrong_is_said_nothing_is_published_and_the_site_goes_on(
    tmp_path, start, client, in_context, capsys, changes, said,
):
    start(small.write(tmp_path / "sound"))
    capsys.readouterr()
    start(small.write(tmp_path / "bad", **changes))
    told = capsys.readouterr().out
    assert said in told and "what was published before stays" in told
    assert client.get("/api/v1/programmes").json["items"][0]["title"] == "Reps’ course"
    with in_context() as session:
        assert session.scalar(select(func.count()).select_from(Publication)) == 1
        assert "twice" in programme_of(latest("reps")).module("hearings").page("before").html
