"""What changed between two versions, in words and word by word."""

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.content.building import build, plain
from lms.content.differences import differences, groups, in_short
from lms.content.passages import passages_of, side_by_side, tally
from lms.content.reading import read
from lms.content.shapes import Page, Programme
from tests.content import small


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    """As a snapshot has it: the Markdown is gone."""
    folder = small.write(tmp_path_factory.mktemp("before"), **small.RICH)
    return build(Programme, json.loads(json.dumps(plain(read(folder).programmes[0]))), "snapshot", [])


def said(before, tmp_path, **changes):
    folder = small.write(tmp_path, **small.RICH | changes)
    return [str(change) for change in differences(before, read(folder).programmes[0])]


def test_the_same_again_differs_in_nothing(before, tmp_path):
    assert said(before, tmp_path) == []


@pytest.mark.parametrize("file, was, now, words", [
    ("modules/hearings/01-before.md", "twice", "three times",
     "Hearings, page “Before the hearing”: 1 paragraph changed"),
    ("modules/hearings/01-before.md", "**twice**.", "**twice**.\n\nAnd once more.",
     "Hearings, page “Before the hearing”: 1 paragraph added"),
    ("modules/hearings/01-before.md", "# Before the hearing", "# The day before",
     "Hearings, page “The day before”: title was “Before the hearing”, is “The day before”"),
    ("modules/hearings/02-the-right.md", "(page:hearings/before)", "(page:hearings)",
     "Hearings, page “The right”: a drawing or a link changed"),
    ("modules/hearings/figures/chain.svg", 'x="5"', 'x="9"', "Hearings, page “The right”: a drawing or a link changed"),
    ("modules/hearings/keep.md", "Ring", "Call", "Hearings: the page to keep: 1 paragraph changed"),
    ("modules/hearings/checks.yaml", "The Act leaves", "Section 10 leaves",
     "Hearings, knowledge check “Who chooses the companion?”, answer “The member”: reason"),
    ("modules/hearings/plan.yaml", "minutes: 25", "minutes: 30",
     "Hearings, plan for the room, step “Try it”: minutes was 25, is 30"),
    ("modules/hearings/practice/at-nine.yaml", "points: 2", "points: 1",
     "choice ““Tell me what you need.””, points for “rights”: points was 2, is 1"),
    ("modules/hearings/case-studies/1a.yaml", "Records", "Papers",
     "criterion “Papers”: title was “Records”, is “Papers”"),
    ("programmes/reps.yaml", "[Q1, Q5, Q6]", "[Q1, Q6, Q9]", "standard: conditions: “Q9” added, “Q5” taken out"),
    ("programmes/reps.yaml", "hours: 12", "hours: 13", "hours was 12, is 13"),
    ("wordings/completion.yaml", "completed it", "did it", "wording “completion”: sentences: “{name} did it.” added"),
    ("law/service.yaml", "next_check: 2027-01-04", "next_check: 2027-02-04",
     "statement of law “Service needed”: next check was 4 January 2027, is 4 February 2027"),
    ("law/service.yaml", "Six months.", "Half a year.",
     "statement of law “Service needed”, rule “Ended from 1 January 2027”: 1 paragraph changed"),
])
def test_each_change_is_named_where_it_stands(before, tmp_path, file, was, now, words):
    completion = small.WORDING.format(id="C", kind="completion", sentence="{name} completed it.")
    written = {"modules/hearings/01-before.md": small.PAGE, "modules/hearings/case-studies/1a.yaml": small.CASE,
               "programmes/reps.yaml": small.PROGRAMME, "wordings/completion.yaml": completion} | small.RICH
    assert was in written[file]
    found = said(before, tmp_path, **{file: written[file].replace(was, now)})
    assert any(words in each for each in found), found


def test_what_comes_and_what_goes_is_said(before, tmp_path):
    right = small.RICH["modules/hearings/02-the-right.md"].replace("(page:hearings/before)", "(page:hearings)")
    found = said(before, tmp_path, **{
        "modules/hearings/01-before.md": None, "modules/hearings/03-after.md": "# After\n\nHave tea.",
        "modules/hearings/02-the-right.md": right,
    })
    assert "Hearings, page “After”: new" in found
    assert "Hearings, page “Before the hearing”: taken out" in found


def test_another_order_is_a_change(before):
    [module] = before.modules
    other = replace(before, modules=(replace(module, pages=module.pages[::-1]),))
    assert [str(each) for each in differences(before, other)] == ["Hearings: the pages stand in another order"]


def test_a_new_programme_is_one_change_and_a_long_list_is_cut(before):
    assert [str(each) for each in differences(None, before)] == ["new, with 1 module"]
    [module] = before.modules
    pages = tuple(Page(f"p{n}", f"Page {n}", "<p>x</p>", 1) for n in range(9))
    changes = differences(before, replace(before, hours=1, modules=(replace(module, pages=module.pages + pages),)))
    assert in_short(changes, most=2).endswith("; and 8 more")
    assert list(groups(changes)) == ["", "Hearings"]


def test_a_page_that_is_only_drawn_otherwise_says_the_same():
    assert tally("<p>One <b>two</b>.</p>", '<div class="new"><p>One\n two.</p></div>') is None
    assert str(tally("<p>a</p><p>b</p>", "<p>a</p><p>c</p><p>d</p>")) == "1 paragraph changed, 1 added"


def test_the_words_that_differ_are_marked_and_the_rest_is_left_out():
    was = "".join(f"<p>The {n} stays.</p>" for n in range(5)) + "<p>You may speak for her.</p>"
    shown = side_by_side(was, was.replace("may speak", "may not speak &lt;script&gt;"))
    assert shown == (
        '<p class="quiet">…</p><p>The 4 stays.</p>'
        "<p>You may <ins>not </ins>speak<ins> &lt;script&gt;</ins> for her.</p>"
    )


texts = st.lists(st.text("ab c<>&\n", max_size=12), max_size=8).map(lambda parts: "".join(f"<p>{p}</p>" for p in parts))


@given(texts, texts)
def test_both_texts_can_be_had_back_from_what_is_shown(before, after):
    """All passages that aren't left out stand there as they were: `del` as before, `ins` as after."""
    shown = side_by_side(before, after, around=99)
    if not shown:
        assert passages_of(before) == passages_of(after)
        return
    for tag, text in (("ins", before), ("del", after)):
        one_side = re.sub(rf"<{tag}>.*?</{tag}>", "", shown, flags=re.DOTALL)
        assert passages_of(re.sub("</?(ins|del)>", "", one_side)) == passages_of(text)


def test_texts_without_end_are_compared_as_a_whole():
    words = " ".join(str(n) for n in range(3000))
    assert side_by_side(f"<p>{words}</p>", f"<p>{words} more</p>").startswith("<p><del>0 1")
