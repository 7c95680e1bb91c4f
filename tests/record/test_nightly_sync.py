"""The nightly sync of the README, run as it stands there, against this house instead of a site."""

import re
import sys
import types
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from lms import jobs
from tests import make

SCRIPT = re.search(r"```python\n(.*?)```", (Path(__file__).parents[2] / "README.md").read_text(), re.S)[1]


class Session:
    """As much of a requests.Session as the script needs; the answers come from the application."""

    def __init__(self, app):
        self.client, self.headers = app.test_client(use_cookies=False), {}

    def request(self, method, url, timeout=0, headers=None, files=None, json=None):
        body = {"data": {name: (file, "members.csv") for name, file in files.items()}} if files else {}
        answer = self.client.open(
            urlsplit(url).path, method=method, headers=self.headers | (headers or {}),
            **body, **({} if json is None else {"json": json}),
        )
        return types.SimpleNamespace(ok=answer.status_code < 400, json=lambda: answer.json)


@pytest.fixture
def sync(app, writing, by_program, tmp_path, monkeypatch, capsys):
    """`sync(text)` runs the script over this list; what it printed."""
    with writing():
        make.a_region("Wales")
        administrator = make.an_administrator()
    token = by_program(administrator).token

    def work_meanwhile():
        with app.app_context():
            jobs.run_jobs_now()

    def run(text: str) -> str:
        (tmp_path / "members.csv").write_text(text)
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("TOKEN", token)
        monkeypatch.setitem(sys.modules, "requests", types.SimpleNamespace(Session=lambda: Session(app)))
        exec(SCRIPT.replace("time.sleep(5)", "work_meanwhile()"), {"work_meanwhile": work_meanwhile})
        return capsys.readouterr().out

    return run


HEAD = "Membership number,Name,Employer,Region\n"


def test_it_is_about_twenty_lines_long():
    assert len([line for line in SCRIPT.splitlines() if line.strip()]) <= 20


def test_it_brings_the_members_up_to_date(sync, in_context):
    assert sync(f"{HEAD}501,Ọlá Adé,Pellow Bay Health Board,Wales\n502,名 太郎,,\n") == "2 members are up to date\n"
    assert sync(f"{HEAD}502,名 太郎,,\n") == "1 members are up to date\n"  # 501 has left


def test_it_stops_where_a_line_can_not_be_written(sync):
    with pytest.raises(SystemExit, match="Have a look at list 1"):
        sync(f"{HEAD},Nobody,,\n")


def test_it_says_what_the_site_said(sync):
    with pytest.raises(SystemExit, match="/members/imports: "):
        sync("")
