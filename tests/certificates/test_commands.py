"""The commands: issue and say so, export, verify."""

import json
import os

import pytest
from sqlalchemy import func, select

from lms import demo_mark
from lms.certificates.models import Certificate
from lms.db import db
from lms.jobs import run_jobs_now
from tests.make import a_finished_run, a_trainee_who_completed, an_accredited_rep

pytestmark = pytest.mark.parametrize("house", ["sqlite"], indirect=True)


@pytest.fixture
def ref(writing):
    with writing():
        demo_mark.mark_as_demo()
        run = a_finished_run()
        an_accredited_rep(run, name="Rhiannon Prŷs")
        a_trainee_who_completed(run, name="Delyth Prosser", decided=False)
        return run.ref


@pytest.fixture
def run(app):
    """`run("issue", "--run", ref)` is what the command printed, and its exit status."""
    runner = app.test_cli_runner()

    def command(*words):
        result = runner.invoke(args=["certificates", *map(str, words)])
        return result.output, result.exit_code

    return command


def test_the_dry_run_says_who_gets_what_and_issues_nothing(run, ref, in_context):
    said, status = run("issue", "--run", ref, "--dry-run")
    assert status == 0
    assert "Rhiannon Prŷs: accreditation and completion. Ten of ten met." in said
    assert "Delyth Prosser: nothing." in said
    assert "2 certificates would be issued. Nothing has been issued." in said
    told, _ = run("issue", "--run", ref, "--dry-run", "--json")
    assert {each["person"]: each["gets"] for each in json.loads(told)["persons"]} == {
        "Rhiannon Prŷs": ["accreditation", "completion"], "Delyth Prosser": [],
    }  # fmt: skip
    with in_context():
        assert db.session.scalar(select(func.count(Certificate.id))) == 0


def test_issuing_says_how_it_goes_on_where_no_worker_runs_and_never_issues_twice(run, ref):
    said, status = run("issue", "--run", ref)
    assert status == 0 and "2 certificates issued: HMT-A-2026-0001, HMT-C-2026-0001" in said
    assert "worker" in said
    said, status = run("issue", "--run", ref)
    assert status == 1 and said.strip() == "Nothing is left to issue for this run."
    said, status = run("issue", "--run", "RC-99-99")
    assert status == 1 and said.strip() == "There is no run RC-99-99."


def test_the_files_are_exported_by_number_and_verified(run, ref, in_context, tmp_path):
    run("issue", "--run", ref)
    with in_context():
        run_jobs_now()
    folder = tmp_path / "out"
    said, status = run("export", folder)
    assert status == 0 and said.strip() == f"2 certificates written to {folder}."
    assert sorted(os.listdir(folder)) == ["HMT-A-2026-0001.pdf", "HMT-C-2026-0001.pdf"]
    file = folder / "HMT-A-2026-0001.pdf"
    said, status = run("verify", file)
    assert status == 0 and said.startswith("Valid: ") and "HMT-A-2026-0001: Genuine, and in force today." in said
    told, _ = run("verify", file, "--json")
    assert json.loads(told)["number"] == "HMT-A-2026-0001"
    pdf = bytearray(file.read_bytes())
    pdf[len(pdf) // 2] ^= 1
    file.write_bytes(pdf)
    said, status = run("verify", file)
    assert status == 1 and said.startswith("Not valid: ")
    told, status = run("verify", file, "--json")
    assert status == 1 and json.loads(told)["changed"] is True
    (folder / "letter.pdf").write_bytes(b"Dear all")
    said, status = run("verify", folder / "letter.pdf")
    assert status == 1 and "no seal" in said


def test_only_one_runs_files_are_exported_where_it_is_named(run, ref, writing, tmp_path):
    with writing():
        other = a_finished_run().ref
    said, status = run("export", tmp_path / "out", "--run", other, "--json")
    assert status == 0 and json.loads(said)["written"] == []


def test_a_folder_that_cannot_be_written_is_a_sentence(run, ref, tmp_path):
    (tmp_path / "file").write_text("")
    said, status = run("export", tmp_path / "file" / "out")
    assert status == 1 and "can't be written" in said and "Traceback" not in said
