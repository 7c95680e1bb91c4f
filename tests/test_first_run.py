"""The first minutes of an installation: settings, folders, the database, the port, the backup."""

import logging
import os
import socket
import sqlite3
import stat
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from lms import create_app, demo_mark, first_run, keys, settings
from lms.app import main
from lms.db import begin_writing, db

LMS = str(Path(sys.executable).with_name("lms"))
on_sqlite = pytest.mark.parametrize("house", ["sqlite"], indirect=True)


def run(*words, **environ):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("LMS_")}
    return subprocess.run([LMS, *words], env=clean | environ, capture_output=True, text=True, timeout=180)


@pytest.fixture
def command(monkeypatch, capsys):
    """`command("db", "upgrade", LMS_DATA=…)` as `run` has it, but in this process: what it ended with, and said."""

    def ran(*words, **environ):
        level = logging.getLogger("lms").level
        with monkeypatch.context() as here, pytest.raises(SystemExit) as ended:
            here.setattr(sys, "argv", ["lms", *words])
            for name, value in environ.items():
                here.setenv(name, value)
            main()
        logging.getLogger("lms").setLevel(level)
        said, code = capsys.readouterr(), ended.value.code
        refused = isinstance(code, str)
        said_last = code if refused else ""
        return subprocess.CompletedProcess(words, 1 if refused else code, said.out, said.err + said_last)

    return ran


@pytest.mark.parametrize(("name", "value", "said"), [
    ("LMS_DATABASE_URL", "mysql://host/name", "postgresql://"),
    ("LMS_DATABASE_URL", "not a url", "LMS_DATABASE_URL"),
    ("LMS_BASE_URL", "courses.example.org", "https://"),
    ("LMS_SECRET_KEY", "short", "32 characters"),
    ("LMS_SMTP_URL", "mail.example.org", "smtp://"),
    ("LMS_DEMO_PASSWORD", "short", "10 characters"),
    ("LMS_SIGNING_KEY", "/no/such/file", "no such file"),
    ("LMS_DATABSE_URL", "sqlite://", "not a setting"),
])
def test_a_wrong_setting_is_refused_by_name(name, value, said):
    with pytest.raises(settings.WrongSetting) as refused:
        settings.load({name: value})
    assert name in str(refused.value)
    assert said in str(refused.value)


def test_key_and_certificate_go_together(tmp_path):
    key = tmp_path / "key.pem"
    key.touch()
    with pytest.raises(settings.WrongSetting, match="go together"):
        settings.load({"LMS_SIGNING_KEY": str(key)})


def test_a_wrong_setting_at_the_command_is_a_sentence():
    answer = run("jobs", "list", LMS_BASE_URL="nonsense")
    assert answer.returncode == 1
    assert answer.stderr.startswith("lms: LMS_BASE_URL can't be used")
    assert "Traceback" not in answer.stderr


def test_the_data_folder_and_its_keys_are_for_this_account_only(tmp_path):
    data = tmp_path / "data"
    keys.prepare_folder(data)
    keys.secret_key(data)
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert stat.S_IMODE((data / "keys").stat().st_mode) == 0o700
    assert stat.S_IMODE((data / "keys" / "secret").stat().st_mode) == 0o600


def test_a_key_is_made_once_and_everybody_gets_the_same(tmp_path):
    keys.prepare_folder(tmp_path)
    assert keys.secret_key(tmp_path) == keys.secret_key(tmp_path)
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["secret"]


def test_a_data_folder_that_cannot_be_is_a_sentence(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="LMS_DATA") as refused:
        keys.prepare_folder(tmp_path / "file" / "data")
    assert "can't be written" in str(refused.value)


def test_a_new_database_is_made_and_a_second_time_left_alone(tmp_path):
    app = create_app({"DATA": tmp_path})
    with app.app_context():
        assert first_run.bring_up_to_date(app) is True
        assert first_run.bring_up_to_date(app) is False


def test_a_database_that_is_newer_than_the_code_is_refused(tmp_path, command):
    app = create_app({"DATA": tmp_path})
    with app.app_context():
        first_run.bring_up_to_date(app)
    with sqlite3.connect(tmp_path / "tolpuddle.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    answer = command("db", "upgrade", LMS_DATA=str(tmp_path))
    assert answer.returncode == 1
    assert "newer version of Tolpuddle" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_port_in_use_is_a_sentence(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = run("serve", LMS_DATA=str(tmp_path), PORT=str(port))
    assert answer.returncode == 1
    assert f"Port {port} is in use" in answer.stderr


def test_a_demo_that_was_interrupted_is_said_and_not_served(tmp_path):
    app = create_app({"DATA": tmp_path})
    with app.app_context():
        first_run.bring_up_to_date(app)
        begin_writing()
        demo_mark.mark_as_demo()
        db.session.commit()
        with pytest.raises(first_run.CantStart, match="interrupted"):
            first_run.check_demo(wanted=True)
        begin_writing()
        demo_mark.mark_as_whole()
        db.session.commit()
        first_run.check_demo(wanted=True)


def test_the_demo_password_is_made_once_and_kept(tmp_path):
    app = create_app({"DATA": tmp_path})
    assert first_run.demo_password(app) == first_run.demo_password(app)
    app.config["DEMO_PASSWORD"] = "seven quiet otters"
    assert first_run.demo_password(app) == "seven quiet otters"


def test_an_empty_union_starts_with_a_link_for_its_first_administrator(tmp_path):
    app = create_app({"DATA": tmp_path, "BASE_URL": "http://localhost:8000"})
    with app.app_context():
        first_run.bring_up_to_date(app)
        lines = first_run.welcome(app)
    link = next(line.strip() for line in lines if "/link/" in line)
    assert app.test_client().get(link.removeprefix("http://localhost:8000")).status_code == 200


def test_a_backup_holds_the_database_and_the_keys_and_overwrites_nothing(tmp_path, command):
    data, file = tmp_path / "data", tmp_path / "backup.tar.gz"
    assert command("db", "upgrade", LMS_DATA=str(data)).returncode == 0
    answer = command("backup", str(file), LMS_DATA=str(data))
    assert answer.returncode == 0, answer.stderr
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with tarfile.open(file) as archive:
        assert {"tolpuddle.db", "keys", "keys/secret"} <= set(archive.getnames())
        (tmp_path / "tolpuddle.db").write_bytes(archive.extractfile("tolpuddle.db").read())
    with sqlite3.connect(tmp_path / "tolpuddle.db") as copy:
        assert copy.execute("SELECT version_num FROM alembic_version").fetchone()
    again = command("backup", str(file), LMS_DATA=str(data))
    assert again.returncode == 1
    assert "never overwrites" in again.stderr
