"""What a check says beside the mistakes that reading finds: hints, warnings, and what is published or planned."""

from datetime import date

import pytest

from lms import create_app
from lms.audit import Program
from lms.content import publications
from lms.content.checking import against_published, check_folder
from lms.content.hints import nearest
from lms.content.operations import latest
from lms.content.readability import reading_age, syllables
from tests import make
from tests.content import small

TODAY = date(2026, 11, 26)
LONG = "The accreditation committee considers representations concerning organisational responsibilities. "


def checked(folder, **changes):
    return check_folder(small.write(folder, **small.RICH | changes), TODAY)


def said(problems) -> list[str]:
    return [f"{each.file}: {each.field}: {each.words}" for each in problems]


WITH_HINTS = [
    ({"programmes/reps.yaml": small.PROGRAMME.replace("summary:", "sumary:")}, "unknown; known are",
     "Did you mean “summary”?"),
    ({"programmes/reps.yaml": small.PROGRAMME.replace("hours: 12\n", "")}, "hours: missing",
     "Add a line that begins with “hours:”."),
    ({"programmes/reps.yaml": small.PROGRAMME.replace("[hearings]", "[hearing]")}, "there is no module hearing",
     "Did you mean “hearings”?"),
    ({"modules/hearings/03-x.md": "# X\n\n::: law when-a-companian\n:::\n"}, "no statement of law called",
     "Did you mean “when-a-companion”?"),
    ({"modules/hearings/03-x.md": "# X\n\n[y](page:hearings/befor)\n"}, "leads nowhere",
     "Did you mean “hearings/before”?"),
    ({"modules/hearings/03-x.md": "# X\n\n[y](case:1a)\n"}, "leads nowhere",
     "It is written “1A”: capitals and small letters count."),
    ({"modules/hearings/03-x.md": '# X\n\n![w](chian.svg "c")\n'}, "there is no drawing", "Did you mean “chain.svg”?"),
    ({"union.yaml": None}, "union.yaml: file: missing", "Make the file union.yaml."),
    ({"modules/hearings/case-studies/1a.yaml": small.CASE.replace(", starred: true", "")}, "star at least one",
     "Add “starred: true” to the criterion that nobody may fail."),
    ({"programmes/reps.yaml": small.PROGRAMME.replace('"1.0"', "1.0")}, "put it in quotes",
     'Write it as "…", with quotes around it.'),
]


@pytest.mark.parametrize("changes, words, hint", WITH_HINTS)
def test_a_mistake_comes_with_a_hint(tmp_path, changes, words, hint):
    found = [each for each in checked(tmp_path, **changes).problems if words in f"{each}"]
    assert hint in [each.hint for each in found]


def test_where_nothing_is_near_what_there_is_is_named():
    assert nearest("zzz", ["hearings", "before"]) == "There are: before, hearings."
    assert nearest("zzz", []) == nearest("zzz", [str(n) for n in range(99)]) == ""


PAGE_LONG = small.PAGE + "\n\n" + "Go on. " * 500
WARNED = [
    ({"law/when-a-companion.yaml": small.LAW.replace("2027-05-01", "2026-11-25")},
     "law/when-a-companion.yaml: next_check: it was to be looked at again by 2026-11-25"),
    ({"law/when-a-companion.yaml":
      small.LAW.replace("in_force", "unverified").replace("2026-11-22", "2026-03-01")},
     "law/when-a-companion.yaml: status: not confirmed since 2026-03-01"),
    ({"law/when-a-companion.yaml": small.LAW + "corrected: 2026-12-01\n"},
     "law/when-a-companion.yaml: corrected: 2026-12-01 is still to come"),
    ({"law/extra.yaml": small.LAW.replace("title: When", "title: Where")},
     "law/extra.yaml: law: no page of a programme cites it"),
    ({"modules/hearings/01-before.md": PAGE_LONG}, "modules/hearings/01-before.md: length: 1004 words"),
    ({f"modules/hearings/1{number}-p{number}.md": PAGE_LONG.replace("hearing", str(number)) for number in range(4)},
     "modules/hearings/module.yaml: length: 4"),
    ({"modules/hearings/01-before.md": "# Before\n\n" + LONG * 15}, "01-before.md: reading age: a reader of"),
    ({"modules/hearings/keep.md": None}, "modules/hearings/keep.md: missing: the page to keep is missing"),
    ({"modules/hearings/plan.yaml": None}, "modules/hearings/plan.yaml: missing: no plan for the room"),
    ({}, "modules/hearings/practice/at-nine.yaml: criteria.rights: there is a way to “Afterwards” that shows nothing"),
    ({"modules/spare/module.yaml": small.MODULE, "modules/spare/01-a.md": small.PAGE},
     "modules/spare/module.yaml: module: no programme has it"),
    ({"modules/spare/module.yaml": small.MODULE, "modules/spare/01-a.md": small.PAGE,
      "modules/hearings/01-before.md": small.PAGE + "\n[elsewhere](page:spare/a)\n"},
     "modules/hearings/01-before.md: text: the link page:spare/a leads out of Reps’ course"),
]


@pytest.mark.parametrize("changes, words", WARNED)
def test_what_is_worth_a_look_is_a_warning_and_no_mistake(tmp_path, changes, words):
    report = checked(tmp_path, **changes)
    assert not report.problems and report.folder
    assert any(words in each for each in said(report.warnings)), said(report.warnings)
    assert all(each.hint for each in report.warnings)


def test_plain_words_are_for_younger_readers_and_law_does_not_count():
    plain = "<p>" + "You sit with her. You ask for a break. " * 20 + "</p>"
    hard = "<p>" + LONG * 20 + "</p>"
    assert reading_age(plain) < 8 < 18 < reading_age(hard)
    assert reading_age(plain + f'<div class="law"><div class="law-body">{hard}</div></div>') == reading_age(plain)
    assert reading_age("<p>Too short to say.</p>") is None
    assert [syllables(word) for word in ("the", "named", "wanted", "table", "representative")] == [1, 1, 2, 2, 5]


def test_a_session_of_a_planned_run_that_covers_what_is_gone_is_said(tmp_path, app, writing):
    folder = small.write(tmp_path / "a", **small.RICH)
    with writing():
        publications.publish_folder(publications.take(folder), actor=Program("x"), now=make.NOW)
        run = make.a_run(snapshot=latest("reps"))
    renamed = {name.replace("modules/hearings", "modules/sittings"): text.replace("hearings", "sittings")
               for name, text in small.RICH.items()}
    other = small.write(tmp_path / "b", **renamed | {
        "programmes/reps.yaml": small.PROGRAMME.replace("[hearings]", "[sittings]").replace('"1.0"', '"1.1"'),
        "modules/sittings/module.yaml": small.MODULE, "modules/sittings/01-before.md": small.PAGE,
        "modules/sittings/case-studies/1a.yaml": small.CASE, "modules/hearings/case-studies/1a.yaml": None,
        "modules/hearings/module.yaml": None, "modules/hearings/01-before.md": None,
    })
    with app.app_context():
        report = against_published(check_folder(other, TODAY))
    assert not report.problems
    assert (f"programmes/reps.yaml: module_slugs: the morning session of {run.ref}, day 1, covers “hearings”, which "
            "it no longer has") in said(report.warnings)


def test_without_a_database_the_check_says_what_it_can_and_makes_none(tmp_path):
    app, folder = create_app({"DATA": tmp_path / "data"}), small.write(tmp_path / "material")
    result = app.test_cli_runner().invoke(args=["content", "check", str(folder)])
    assert result.exit_code == 0 and "No mistakes" in result.output
    assert not (tmp_path / "data" / "tolpuddle.db").exists()


TWO_ALIKE = [
    ({"law/other.yaml": small.LAW}, "law: title: two statements are called “When a worker may bring a companion”"),
    ({"modules/hearings/03-again.md": small.PAGE},
     "modules/hearings: pages: two pages are called “Before the hearing”"),
    ({"programmes/other.yaml": small.PROGRAMME.replace("RC", "OC")},
     "programmes: title: two programmes are called “Reps’ course”"),
    ({"programmes/reps.yaml": small.PROGRAMME.replace("[hearings]", "[hearings, spare]"),
      "modules/spare/module.yaml": small.MODULE, "modules/spare/01-a.md": "# A\n\nWords."},
     "programmes/reps.yaml: module_slugs: two of its modules are called “Hearings”"),
]


@pytest.mark.parametrize("changes, words", TWO_ALIKE)
def test_two_things_with_one_title_are_a_mistake(tmp_path, changes, words):
    assert words in said(checked(tmp_path, **changes).problems)
