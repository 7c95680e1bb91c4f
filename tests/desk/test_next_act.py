"""The one next thing, in each state of a trainee's way."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from types import SimpleNamespace as Some

import pytest

from lms.casework.lookups import choice_of
from lms.desk.next_act import next_act
from lms.learning.lookups import Spot
from tests import make

NOW = make.NOW
DAY = timedelta(days=1)


@dataclass
class Situation:
    """A way with nothing left to do on it, unless a test says what there is."""

    state: str = "confirmed"
    mode: str = "in person"
    sessions: list = field(default_factory=list)
    tasks: list = field(default_factory=list)
    unread: bool = False
    feedback: bool = False
    completed: bool = False
    standing: object = None
    open: dict = field(default_factory=dict)  # code -> what is known
    status: str = "current"
    rep_kind: str | None = "rep"
    refreshes: str | None = None
    of_choice: int = 0
    stopped: bool = False  # in the middle of a page

    def way(self):
        page = Some(title="In the room", minutes=1, slug="in-the-room")
        module = Some(slug="representing", title="Representing members", pages=[page])
        run = Some(ref="RC-26-04", mode=self.mode, venue="Weavers’ Hall, Leeds", place="Leeds", sessions=self.sessions)
        lines = [Some(code=code, known=known) for code, known in self.open.items()]
        return Some(
            booking=Some(state=self.state, offered_until=NOW + DAY), run=run, now=NOW, tasks=self.tasks,
            programme=Some(modules=[module], rep_kind=self.rep_kind, refreshes=self.refreshes,
                           makes_link_member=self.mode == "open"),
            choice=choice_of(self.tasks, Some(standard=Some(
                required_case_studies=(), case_studies_of_choice=self.of_choice))),
            resume=Spot(module, page, 3) if self.stopped else None, feedback_waits=self.feedback,
            completed=self.completed,
            progress={"representing": Some(done=not self.unread, next_page=page if self.unread else None, read=0,
                                           total=2)},
            next_session=next((each for each in self.sessions if each.ends_at > NOW), None), standing=self.standing,
            file=Some(in_the_way=lines, record=Some(status_today=self.status, officer="Catrin Beddoe")),
        )


def session(starts):
    return Some(title="Morning session", starts_at=starts, ends_at=starts + timedelta(hours=3))


def task(state, due=None, draft=None, **over):
    study = Some(code="3A", title="On call", words_from=100, words_to=400)
    given = {"case_study": study, "state": state, "required": True, "due_on": due, "until": due, "draft": draft,
             "is_late": state == "to write" and due is not None and due < NOW.date()}
    return Some(**given | over)


PAST, SOON, FAR = [session(NOW - 7 * DAY)], [session(NOW + 5 * DAY)], [session(NOW + 60 * DAY)]
DRAFT = Some(text="I would ring", saved_at=NOW)
REP = Some(current=True, words="Accredited until 26 November 2031")
SUSPENDED = Some(current=False, words="Suspended: membership arrears")
MET = task("meets")
LATE = task("to write", date(2026, 11, 20))
SITUATIONS = [
    ({"state": "waiting"}, "You are on the waiting list", "See your application"),
    ({"state": "provisional"}, "A place is kept for you", "See your application"),
    ({"state": "offered"}, "A place is yours to take", "Answer the offer"),
    ({"sessions": [session(NOW + timedelta(hours=1))], "tasks": [LATE]}, "Today: Morning session",
     "Read the joining notes"),
    ({"sessions": [session(NOW - timedelta(hours=1))]}, "Today: Morning session", "Read the joining notes"),
    ({"sessions": [session(NOW + DAY)], "unread": True}, "Tomorrow: Morning session", "Read the joining notes"),
    ({"sessions": SOON, "tasks": [task("not yet", date(2026, 12, 3)), LATE]}, "Read what came back on “On call”",
     "Read it and go on"),
    ({"sessions": SOON, "tasks": [LATE]}, "Write “On call”", "Begin writing"),
    ({"sessions": PAST, "tasks": [task("to write", date(2026, 11, 20), DRAFT)]}, "Finish “On call”", "Go on writing"),
    ({"sessions": SOON, "tasks": [task("to write", date(2026, 12, 1))], "unread": True}, "Write “On call”",
     "Begin writing"),
    ({"sessions": FAR, "tasks": [task("to write", date(2027, 2, 1))], "unread": True}, "Read “In the room”",
     "Begin reading"),
    ({"sessions": FAR, "unread": True, "stopped": True}, "Go on where you were: “In the room”", "Go on reading"),
    ({"sessions": FAR, "stopped": True}, "Come on Monday 25 January", "Read the joining notes"),
    ({"sessions": FAR, "tasks": [task("to write", date(2027, 2, 1))]}, "Come on Monday 25 January",
     "Read the joining notes"),
    ({"sessions": PAST, "tasks": [task("to write")], "unread": True}, "Write “On call”", "Begin writing"),
    ({"sessions": PAST, "tasks": [MET, task("to write", required=False)], "of_choice": 1},
     "Choose one more case study", "See them"),
    ({"sessions": PAST, "tasks": [MET, task("to write", None, DRAFT, required=False)], "of_choice": 1},
     "Finish “On call”", "Go on writing"),
    ({"sessions": PAST, "tasks": [MET, task("sent", required=False), task("to write", required=False)], "of_choice": 1},
     "You have done your part", "See what is still open"),
    ({"sessions": PAST, "tasks": [MET, task("not yet", date(2026, 12, 3), required=False)]},
     "You have done your part", "See what is still open"),
    ({"sessions": PAST, "tasks": [MET, task("not yet", date(2026, 12, 3), required=False)], "of_choice": 1},
     "Read what came back on “On call”", "Read it and go on"),
    ({"sessions": FAR, "tasks": [MET, task("to write", date(2027, 2, 1), required=False)], "of_choice": 1},
     "Come on Monday 25 January", "Read the joining notes"),
    ({"sessions": PAST, "tasks": [task("closed")]}, "“On call” is not met on this course", "Read what came back"),
    ({"sessions": PAST, "open": {"Q1": "Today: in arrears."}, "status": "arrears"}, "Put your membership right",
     "See what is still open"),
    ({"sessions": PAST, "feedback": True, "completed": True}, "Tell us what the course was like", "Give feedback"),
    ({"sessions": PAST, "open": {"Q3": "Missed: Day 1, morning."}}, "Make up for what you missed",
     "See the next courses"),
    ({"sessions": PAST, "unread": True}, "You have done your part", "See what is still open"),
    ({"sessions": PAST, "completed": True, "open": {"Q8": "", "Q9": ""}}, "Ask to be appointed",
     "See what is still open"),
    ({"sessions": PAST, "completed": True, "open": {"Q9": ""}}, "You have completed the course",
     "See what is still open"),
    ({"sessions": PAST, "completed": True, "standing": REP}, "You are an accredited rep", "Open my certificates"),
    ({"sessions": PAST, "completed": True, "standing": SUSPENDED}, "Your accreditation is not current",
     "See what is still open"),
    ({"sessions": PAST, "completed": True, "rep_kind": None}, "You have completed the course",
     "See what the course asked"),
    ({"sessions": PAST, "completed": True, "rep_kind": None, "refreshes": "rep"}, "You have completed the course",
     "See what is still open"),
    ({"sessions": PAST, "completed": True, "standing": REP, "rep_kind": None, "refreshes": "rep"},
     "Your accreditation is renewed", "Open my certificates"),
    ({"mode": "open", "rep_kind": None, "unread": True}, "Read “In the room”", "Begin reading"),
    ({"mode": "open", "rep_kind": None}, "You have read every page", "Finish the course"),
    ({"mode": "open", "rep_kind": None, "completed": True}, "You have finished this course", "See the next courses"),
    ({"mode": "open", "completed": True, "open": {"Q8": ""}}, "Ask to be appointed", "See what is still open"),
]


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("given", "title", "label"), SITUATIONS, ids=range(len(SITUATIONS)))
def test_the_next_act(app, given, title, label):
    with app.test_request_context():
        act = next_act(Situation(**given).way())
    assert (act.title, act.label) == (title, label)
    assert act.url.startswith("/") and act.words.endswith((".", "!")) and "None" not in act.words
    assert act.post == (label == "Finish the course")
