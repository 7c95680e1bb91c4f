"""Markdown becomes HTML that can be shown, and nothing else gets through."""

import time

import pytest

from lms.content.prose import mistakes_in, to_html, words_in
from lms.content.texts import laws_cited, terms_defined


@pytest.mark.parametrize("nasty", [
    "<script>alert(1)</script>", "[x](javascript:alert(1))", "![x](https://evil.example/x.png)",
    "<img src=x onerror=alert(1)>", "::: callout <script>alert(1)</script>\nText\n:::",
    "::: confirm <img src=x onerror=y>\n<b onclick=z>s</b>\n:::", "[x](data:text/html,hello)",
    "::: definition <iframe>\n<style>p{}</style>\n:::",
])
def test_nothing_that_acts_gets_into_a_page(nasty):
    html = to_html(nasty)
    for sign in ("<script", "<img", "<iframe", "<style", "<b ", 'href="javascript', 'href="data'):
        assert sign not in html


def test_what_looks_like_a_template_is_shown_as_it_was_written():
    assert to_html("{{ config }} {% raw %}") == "<p>{{ config }} {% raw %}</p>"


def test_what_is_not_sure_never_looks_like_law():
    html = to_html("::: confirm Three or six?\nAsk.\n\n= Before\nThree.\n\n= After\nAsk.\n\nDo.\n:::")
    assert "To be confirmed with your officer" in html and "Law as at" not in html
    assert html.count('<dl class="sides">') == 1 and html.count('<div class="side">') == 2
    assert html.index("Ask.") < html.index("Before") < html.index("After") < html.index("Do.")


def test_text_after_a_box_is_text_again():
    assert to_html("::: officer\nRing.\n:::\n\nGo on.").endswith("</div><p>Go on.</p>")


def test_words_are_counted_without_the_marks():
    assert words_in(to_html("## A heading\n\nTwo **words** [here](https://example.org).")) == 5


def test_sound_text_has_no_mistakes():
    sound = "## Heading\n\n| a | b |\n|---|---|\n| 1 < 2 | b > a |\n\n> Said.\n\n::: officer\nRing.\n:::"
    assert not list(mistakes_in(sound))


def test_a_list_with_brackets_is_a_check_list():
    html = to_html("- [ ] I have *rung*.\n- [ ] I wrote.\n\nText.\n\n- Not [ ] this.")
    assert '<ul class="checks">\n<li>I have <em>rung</em>.</li>\n<li>I wrote.</li>' in html
    assert html.count("checks") == 1 and "Not [ ] this" in html


def test_signs_that_keep_a_drawing_s_place_are_taken_from_the_text():
    assert to_html("\ue0000\ue001") == "<p>0</p>"
    assert to_html("&#xE000;7&#xE001;") == ""


@pytest.mark.parametrize("text", [
    "::: confirm A\n= " + 98_000 * " " + "x\n:::\n", "::: definition x" + 98_000 * " " + "y\nz\n:::\n",
    "::: law x" + 98_000 * " " + "y\nz\n:::\n", 33_000 * "<a ", ":::" + 98_000 * " " + "!\n", 20_000 * "](   ",
], ids=["side", "definition", "law", "tags", "box", "links"])
def test_a_text_that_was_made_to_take_long_is_read_within_moments(text):
    began = time.thread_time()
    html = to_html(text)
    terms_defined(html), laws_cited(html)
    assert time.thread_time() - began < 5


def test_what_stands_side_by_side_has_a_head_and_words():
    html = to_html("::: confirm A\n=  Before the new year \nAs it was,\nand is.\n\n= \nNo head.\n\n= No words\n:::")
    assert "<dt>Before the new year</dt><dd>As it was,\nand is.</dd>" in html and html.count("<dt>") == 1
