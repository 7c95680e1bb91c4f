"""The material is read whole, or every mistake in it is named."""

import dataclasses

import pytest

from lms.content.reading import Mistakes, read, read_union
from tests.content import small


def mistakes(folder) -> list[str]:
    with pytest.raises(Mistakes) as caught:
        read(folder)
    return [str(problem) for problem in caught.value.problems]


def test_sound_material_is_read_whole(tmp_path):
    material = read(small.write(tmp_path))
    programme = material.programmes[0]
    assert (programme.slug, programme.major, programme.case_study("1A").module) == ("reps", 1, "hearings")
    page = programme.module("hearings").page("before")
    assert (page.title, page.minutes) == ("Before the hearing", 1)
    assert page.html == "<p>Read the letter <strong>twice</strong>.</p>"
    assert material.union.privacy == "<p>We hold little.</p>"


def test_the_union_can_be_read_by_itself(tmp_path):
    folder = small.write(tmp_path, **{"programmes/reps.yaml": "broken: ["})
    assert read_union(folder).short_name == "ASU"


def test_nothing_read_can_be_changed(tmp_path):
    page = read(small.write(tmp_path)).programmes[0].modules[0].pages[0]
    with pytest.raises(dataclasses.FrozenInstanceError):
        page.title = "Another"


def test_all_mistakes_are_named_at_once(tmp_path):
    found = mistakes(small.write(tmp_path, **{
        "union.yaml": small.UNION.replace("reps@small.example", "nobody"),
        "programmes/reps.yaml": small.PROGRAMME.replace("hours: 12", "hours: twelve"),
        "modules/hearings/02-after.md": "No title here.\n\nText.",
        "modules/hearings/case-studies/1a.yaml": small.CASE.replace(", starred: true", ""),
    }))
    assert found == [
        "modules/hearings/02-after.md: title: the first line must be the title: # Some words",
        "programmes/reps.yaml: hours: it must be a whole number",
        "modules/hearings/case-studies/1a.yaml: criteria: star at least one that must be met",
        "union.yaml: contact_email: that is no e-mail address",
    ]


PAGE, CASE = "modules/hearings/01-before.md", "modules/hearings/case-studies/1a.yaml"
IN_A_FILE = [
    ("union.yaml", small.UNION + "motto: Onwards\n", "union.yaml: motto: unknown; known are name"),
    ("programmes/reps.yaml", small.PROGRAMME + "motto: x\n",
     "motto: unknown; known are title, version, kind, ref_prefix, summary, hours, standard, module_slugs"),
    ("union.yaml", small.UNION.replace("strapline: Together\n", ""), "union.yaml: strapline: missing"),
    ("union.yaml", small.UNION.replace("Together", '" "'), "union.yaml: strapline: empty"),
    ("union.yaml", small.UNION + "name: Another\n", "union.yaml: line 10: name stands there twice"),
    ("union.yaml", small.UNION + "privacy: None\n", "union.yaml: privacy: leave it out"),
    ("union.yaml", "- a\n- list\n", "union.yaml: the file: there must be names and values here"),
    ("union.yaml", "", "union.yaml: the file: there must be names and values here"),
    ("union.yaml", "name: &n HMT\nshort_name: *n\n", "union.yaml: line 1: a text that begins with one of * &"),
    ("union.yaml", "name: [\n", "union.yaml: line 2: not readable as YAML"),
    ("union.yaml", "name: \x00\n", "union.yaml: line 1: there is a sign in it that can't be shown"),
    ("union.yaml", "name: 2026-13-45\n", "union.yaml: line 1: 2026-13-45 is no number and no day"),
    ("union.yaml", "[" * 5000, "union.yaml: the file: too deeply nested"),
    ("union.yaml", "name: !!python/name:os.system\n", "union.yaml: line 1: a text that begins with one of"),
    ("union.yaml", "name: x\nhours: !!bool x\n", "union.yaml: line 2: a text that begins with one of"),
    ("union.yaml", "name: *bold* words\n", "line 1: not readable as YAML: a text that begins with one of"),
    ("union.yaml", "name: a\n\tb: c\n", "union.yaml: line 2: not readable as YAML: there is a tab in it"),
    ("union.yaml", "name: The rota: who\n", "union.yaml: line 1: not readable as YAML: there is a colon more"),
    ("union.yaml", 'name: x\nstrapline: "Together\nand on\n', "line 2: not readable as YAML: a quotation mark is"),
    ("union.yaml", "name: x\n---\nname: y\n", "line 2: not readable as YAML: --- begins a second document"),
    ("union.yaml", b"name: x\nstrapline: Si\xe2n\n", "union.yaml: line 2: not UTF-8; save it as UTF-8"),
    ("union.yaml", small.UNION.encode("utf-16"), "union.yaml: line 1: not UTF-8; save it as UTF-8"),
    ("union.yaml", None, "union.yaml: file: missing"),
    ("union/privacy.md", None, "union/privacy.md: file: missing"),
    (PAGE, "# Before\n" + "a " * 500_001, "01-before.md: size: larger than 100 kB"),
    (PAGE, "# Before\n\nA\n\n" + "[" * 5001, "01-before.md: line 5: longer than 5,000 letters"),
    ("union.yaml", "name: x\nhours: " + "1:" * 5000 + "1\n", "union.yaml: line 2: longer than 5,000 letters"),
    (PAGE, "# Before\n\nA\x07b\n", "01-before.md: line 3: there is a sign in it that can't be shown"),
    ("modules/hearings/module.yaml", small.MODULE.replace("Hearings", '"a\\ud800"'),
     "line 1: not readable as YAML: there is a sign in it that"),
    ("modules/hearings/module.yaml", small.MODULE.replace("Hearings", '"a\\0"'), "line 1: there is a sign in it that"),
    ("wordings/completion.yaml", small.WORDING.format(id=60 * "C", kind="completion", sentence="{name}"),
     "is longer than 40 letters"),
    (PAGE, "# Before\n\n", "01-before.md: text: the page is empty"),
    (PAGE, None, "modules/hearings: pages: there is no page"),
    (PAGE, "# Before\n\n# Again\n", "01-before.md: text: a heading inside the page"),
    (PAGE, "# Before\n\n<b>Now</b>\n", "01-before.md: text: HTML isn't shown"),
    (PAGE, "# Before\n\n![x](y.png)\n", "01-before.md: text: y.png can't be shown; drawings are SVG"),
    (PAGE, "# Before\n\n![x](y.svg \"z\")\n", "01-before.md: text: there is no drawing y.svg in the module’s folder"),
    (PAGE, "# Before\n\n![](y.svg)\n", "the drawing y.svg needs its alternative text"),
    (PAGE, "# Before\n\n![x](y.svg)\n", "the drawing y.svg needs a caption"),
    (PAGE, "# Before\n\nA ![x](y.svg \"z\") here\n", "the drawing y.svg must be alone in a paragraph"),
    (PAGE, "# A\n\n::: law\n:::\n", "a law box names a statement of the folder law"),
    (PAGE, "# A\n\n::: law the-right\n:::\n", "there is no statement of law called the-right"),
    (PAGE, "# A\n\n::: law the-right\nIt is so.\n:::\n", "the law box the-right has nothing inside"),
    (PAGE, "# A\n\n[s](law:right)\n", "01-before.md: text: the link law:right leads nowhere"),
    (PAGE, "# A\n\n[s](page:hearings/after)\n", "the link page:hearings/after leads nowhere"),
    (PAGE, "# A\n\n[s](case:9Z)\n", "the link case:9Z leads nowhere"),
    (PAGE, "# A\n\n[s](practice:hearings/at-ten)\n", "the link practice:hearings/at-ten leads nowhere"),
    ("modules/hearings/02-keep.md", small.PAGE, "02-keep.md: name: keep is taken"),
    ("modules/hearings/02-paper.md", small.PAGE, "02-paper.md: name: paper is taken"),
    (PAGE, "# A\n\n[s](02-after.md)\n", "the link 02-after.md can't be followed here; a link begins with https://"),
    (PAGE, "# A\n\n[s](javascript:alert(1))\n", "the link javascript:alert(1 can't be followed here"),
    (PAGE, "# A\n\n[s](//bad.example)\n", "the link //bad.example can't be followed here"),
    (PAGE, "# A\n\n- see [s](http://plain.example)\n", "the link http://plain.example can't be followed here"),
    (PAGE, "# A\n\n::: callout Ring\nNow.\n", "must end with :::"),
    (PAGE, "# A\n\n::: advice Ring\nNow.\n:::\n", "there is no box called advice"),
    ("modules/hearings/after.md", small.PAGE, "modules/hearings/after.md: name: a page is called 01-some-words.md"),
    ("modules/hearings/01-after.md", small.PAGE, "has the same number"),
    ("modules/hearings/02-before.md", small.PAGE, "02-before.md: name: another page of this module has the same name"),
    ("modules/hearings/03-after.txt", small.PAGE, "03-after.txt: name: what lies here must end in .md"),
    ("modules/Hearings Too/module.yaml", small.MODULE, "modules/Hearings Too: name: small letters"),
    ("modules/hearings/case-studies/1b.yaml", small.CASE, "1b.yaml: code: the file of 1A is called 1a.yaml"),
    (CASE, small.CASE.replace("id: records", "id: rights"), "two criteria are called"),
    (CASE, small.CASE.replace("words_to: 300", "words_to: 30"), "words_from: it must"),
    (CASE, small.CASE + "scale: {points_needed: 9}\n", "between 0 and 4"),
    (CASE, small.CASE.replace("starred: true", "starred: 'yes'"),
     "criteria[1].starred: it must be true or false"),
    ("wordings/accreditation.yaml", small.WORDING.format(id="C", kind="accreditation", sentence="{name}"),
     "wordings: id: two wordings are called C"),
    ("wordings/accreditation.yaml", small.WORDING.format(id="A", kind="accreditation", sentence="{shoe_size}"),
     "wordings: A.sentences: nothing is known to put into {shoe_size}"),
    ("wordings/completion.yaml", small.WORDING.format(id="C", kind="completion", sentence="{appointed_on}"),
     "wordings: C.sentences: nothing is known to put into {appointed_on}"),
    ("wordings/completion.yaml", small.WORDING.format(id="C", kind="diploma", sentence="{name}"), "C.kind: it must be"),
    ("wordings/accreditation.yaml", small.WORDING.format(id="A", kind="accreditation", sentence="{name}")
     + "approved_by: Huw Price\n", "A.approved_by: who approved it and on which day go together"),
    ("wordings/accreditation.yaml", None, "programmes/reps.yaml: wordings: no wording of kind accreditation fits it"),
]


@pytest.mark.parametrize("file, text, said", IN_A_FILE)
def test_a_mistake_in_a_file_is_named(tmp_path, file, text, said):
    found = mistakes(small.write(tmp_path, **{file: text}))
    assert any(said in each for each in found), found


IN_THE_PROGRAMME = [
    ('version: "1.0"', "version: 1.0", "version: it must be a text (put it in quotes)"),
    ('version: "1.0"', 'version: "1"', "version: it must be MAJOR.MINOR"),
    ("kind: dated", "kind: weekly", "kind: it must be dated or open"),
    ("kind: dated", "kind: open", None),
    ("[Q1, Q5, Q6]", "[Q1, Q11]", "standard.conditions: Q11 is not a condition"),
    ("[Q1, Q5, Q6]", "[Q1, Q1, Q5, Q6]", "standard.conditions: Q1 stands there twice"),
    ("[hearings]", "[hearings, hearings]", "module_slugs: hearings stands there twice"),
    ("[hearings]", "[meetings]", "module_slugs: there is no module meetings"),
    ("[hearings]", "[]", "module_slugs: a programme needs a module"),
    ("rep_kind: rep", "rep_kind: safety-rep", "rep_kind: union.yaml has no rep kind safety-rep"),
    ("required_case_studies: [1A]", "required_case_studies: [1A, 9Z]", "no module of it has the case study 9Z"),
    ("companion_case_study: 1A", "companion_case_study: 2A", "it must be one of the required case studies"),
    ("  companion_case_study: 1A\n", "", "standard.companion_case_study: Q6 needs it"),
    ("reps 1\n", "reps 1\n  min_attended_share: 1.5\n", "min_attended_share: it must lie between 0 and 1"),
    ("reps 1\n", "reps 1\n  min_attended_share: .nan\n", "min_attended_share: it must lie between 0 and 1"),
    ("reps 1\n", "reps 1\n  grace_minutes: true\n", "standard.grace_minutes: it must be a whole number"),
    ("kind: scale", "kind: stars", "feedback.pace: the kind must be one of"),
    ("title: Reps’ course", "title: Reps’ course\nslug: other", "slug: leave it out"),
    ("hours: 12", "hours: 0", "hours: it must be at least 1"),
    ("hours: 12", "hours: 12\ndue_days: 99999999", "due_days: it must be at least 1 and at most 365"),
    ("reps 1\n", "reps 1\n  validity_years: 99999\n", "standard.validity_years: it must be at least 1 and at most 50"),
    ('"1.0"', f'"1.{30 * "9"}"', "version: it is longer than 20 letters"),
    ("version: reps 1\n", f"version: {50 * 'r'}\n", "standard.version: it is longer than 40 letters"),
]


@pytest.mark.parametrize("before, after, said", IN_THE_PROGRAMME)
def test_a_mistake_in_the_programme_is_named(tmp_path, before, after, said):
    assert before in small.PROGRAMME
    folder = small.write(tmp_path, **{"programmes/reps.yaml": small.PROGRAMME.replace(before, after)})
    if said is None:
        read(folder)
    else:
        assert any(each.startswith("programmes/reps.yaml") and said in each for each in mistakes(folder))


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path):
    assert mistakes(tmp_path / "nowhere") == [f"{tmp_path / 'nowhere'}: folder: there is no such folder"]


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(tmp_path):
    plain = read(small.write(tmp_path / "a"))
    other = read(small.write(tmp_path / "b", **{
        "modules/hearings/01-before.md": b"\xef\xbb\xbf" + small.PAGE.replace("\n", "\r\n").encode(),
    }))
    assert plain == other
