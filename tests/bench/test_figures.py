"""Figures are what was read and nothing else; where nothing was read, that is what is said."""

import json

import pytest

from tests.bench import figures, load, table
from tests.bench.asking import Asking, cookie_of, statements
from tests.bench.first_visit import bytes_of_first_visit
from tests.bench.floor import EMPTY_PAGE, PLAIN_TEXT
from tests.bench.page_costs import cpu_turn_by_turn, fetched
from tests.bench.pages import ADMINISTRATOR

on_sqlite = pytest.mark.parametrize("small_union", ["sqlite"], indirect=True)
WRK = """Running 1s test @ http://127.0.0.1:40125/people
  Latency Distribution
     50%   {p50}
     75%  201.44ms
     90%  221.49ms
     99%  {p99}
  45 requests in 1.00s, 120.10KB read
{failed}Requests/sec:     44.82
Transfer/sec:    119.81KB
"""


def test_a_figure_is_the_middle_of_its_readings():
    figure = figures.of([3.0, 1.0, 2.5])
    assert (figure.middle, figure.least, figure.most) == (2.5, 1.0, 3.0)
    assert figure.spread == pytest.approx(0.4)


def test_no_reading_is_no_figure():
    with pytest.raises(ValueError, match="nothing was measured"):
        figures.of([])


@pytest.mark.parametrize(("p50", "p99", "read"), [
    ("168.12ms", "221.49ms", (168.12, 221.49)), ("640.00us", "1.07s", (0.64, 1070.0)),
])
def test_the_load_generators_words_are_read(p50, p99, read):
    found = load.read(WRK.format(p50=p50, p99=p99, failed=""), 8)
    assert (found.connections, found.a_second, found.p50_ms, found.p99_ms) == (8, 44.82, *read)


@pytest.mark.parametrize("failed", [
    "  Non-2xx or 3xx responses: 12\n", "  Socket errors: connect 0, read 3, write 0, timeout 0\n",
])
def test_a_load_in_which_requests_failed_is_no_measurement(failed):
    with pytest.raises(RuntimeError, match="not all requests were answered"):
        load.read(WRK.format(p50="1ms", p99="2ms", failed=failed), 1)


@on_sqlite
def test_a_page_that_does_not_answer_is_not_measured(small_union):
    with pytest.raises(RuntimeError, match="/nowhere answers 404"):
        fetched(Asking(small_union, "/nowhere"), "/nowhere")


@on_sqlite
def test_the_floor_asks_nothing_and_the_empty_page_who_is_asking(small_union):
    with statements(small_union) as seen:
        assert Asking(small_union, PLAIN_TEXT)().body == b"Nothing to see.\n"
    assert seen == []
    ask = Asking(small_union, EMPTY_PAGE, cookie_of(small_union, ADMINISTRATOR), accepted="identity")
    with statements(small_union) as seen:
        assert "<h1>Empty</h1>" in ask().body.decode()
    assert len(seen) == 1


@on_sqlite
def test_a_first_visit_is_more_than_its_page(small_union):
    cookie = cookie_of(small_union, ADMINISTRATOR)
    page = len(Asking(small_union, EMPTY_PAGE, cookie)().body)
    whole = bytes_of_first_visit(small_union, EMPTY_PAGE, cookie)
    style = len(Asking(small_union, _style(small_union, cookie), cookie)().body)
    assert whole > page + style
    assert style < 10_000  # as it is sent: compressed


def _style(app, cookie):
    html = Asking(app, EMPTY_PAGE, cookie, accepted="identity")().body.decode()
    return next(part.partition('"')[0] for part in html.split('href="') if ".css" in part.partition('"')[0])


def test_what_takes_longer_shows_longer():
    def idle(count):
        return lambda: sum(range(count))

    short, long = cpu_turn_by_turn([idle(20_000), idle(200_000)], 3)
    assert 4 < long.middle / short.middle < 25


def _cost(queries, cpu):
    return {"queries": queries, "html": 52_000, "html_sent": 4000, "first_visit": 70_000,
            "cpu_ms": {"middle": cpu, "least": cpu - 0.5, "most": cpu + 0.5}}


FOUND = {
    "machine": {"commit": "abc1234-dirty", "python": "3.11.7", "processors": 2, "at": "2026-11-26T09:00:00+00:00",
                "load_before": 1.7, "load_after": 1.1},
    "size": {"members": 60_000, "few": 10, "many": 1000},
    "engines": {"sqlite": {
        "pages": [{"name": "standing (case file)", "kind": "main", "few_runs": _cost(9, 4.0), "ratio": 3.0,
                   "many_runs": _cost(12, 12.0), "missed": ["queries", "html", "cpu_ms", "ratio"]}],
        "load": None, "load_missing": load.WHAT_TO_INSTALL,
        "elsewhere": [{"name": "admin /runs", "kind": "elsewhere", "few": 9, "many": 16, "html": 91_000}],
        "drafts": {"two processes": {"a_second": {"middle": 90.0, "least": 80.0, "most": 95.0}, "longest_ms": 41.0}},
        "import": {"rows": 60_000, "seconds": None, "a_second": None, "patience": 90, "written": 34_000},
    }},
    "memory": {0: 146.0, 2000: 151.0}, "seconds": 432,
}


def test_the_table_fits_and_marks_what_is_missed():
    lines = table.lines_of(FOUND)
    said = "\n".join(lines)
    assert max(map(len, lines)) <= 120
    marked = ("!9→12", "!52.0", "!12.00", "!3.00", "! admin /runs")
    for words in (*marked, "34000 written within 90 s", "was busy", "7 min 12 s"):
        assert words in said


def test_without_a_load_generator_the_table_says_what_to_install():
    lines = table.lines_of(FOUND)
    assert next(line for line in lines if line.startswith("standing")).count("not measured") == 2
    assert load.WHAT_TO_INSTALL in lines


def test_a_quiet_machine_is_not_warned_about():
    quiet = FOUND | {"machine": FOUND["machine"] | {"load_before": 0.2}}
    assert "was busy" not in "\n".join(table.lines_of(quiet))


def test_the_figures_are_plain_values_for_a_machine():
    assert json.loads(json.dumps(FOUND))["engines"]["sqlite"]["pages"][0]["many_runs"]["queries"] == 12
