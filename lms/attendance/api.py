"""For programs: the registers of a run, marking names, signing, and what was made up."""

from lms import clock
from lms.attendance import operations, schemas
from lms.attendance.lines import RegisterLine, Signed
from lms.attendance.lookups import marked_on, register_of, signatures_of
from lms.attendance.views import dated_run, session_on, trainee_on
from lms.db import db
from lms.runs.models import Session
from lms.web import asking, role
from lms.web.api import Door, read

api = Door("Registers", __name__, "Who was there, session by session.")
STAFF = ("administrator", "facilitator")


def _in_short(session: Session, trainees: int, marked: int, signed: Signed | None) -> dict:
    return {
        "session_id": session.id, "day": session.day, "title": session.title, "starts_at": session.starts_at,
        "ends_at": session.ends_at, "opens_at": session.starts_at - operations.OPENS_BEFORE,
        "modules": [each.module_slug for each in session.covers], "trainees": trainees, "marked": marked,
        "signed_by": signed and signed.signed_by, "signed_at": signed and signed.signed_at,
    }


def _line(line: RegisterLine) -> dict:
    tap, make_up = line.tap, line.make_up
    return {
        "person_id": line.person.id, "name": line.person.name, "employer": line.employer,
        "state": tap and tap.state, "minutes_missed": tap and tap.minutes_missed,
        "recorded_at": tap and tap.recorded_at, "made_up": make_up and make_up.task,
        "made_up_accepted_by": make_up and make_up.accepted_by,
    }


def _shown(session: Session) -> dict:
    lines, signed = register_of(session), signatures_of([session.id]).get(session.id)
    marked = sum(line.tap is not None for line in lines)
    return _in_short(session, len(lines), marked, signed) | {"lines": [_line(line) for line in lines]}


@api.get("/runs/<ref>/register")
@role(*STAFF)
@api.gives_list(schemas.RegisterInShort)
def registers(ref):
    """The registers of a run, one a session; all of them at once."""
    run = dated_run(ref)
    trainees, marked = marked_on(run)
    signed = signatures_of([each.id for each in run.sessions])
    items = [_in_short(each, trainees, marked[each.id], signed.get(each.id)) for each in run.sessions]
    return {"items": items, "next": None}


@api.get("/runs/<ref>/register/<int:session_id>")
@role(*STAFF)
@api.gives(200, schemas.RegisterShown, tagged=True)
def register(ref, session_id):
    """One session's register: everybody with a confirmed place, by name."""
    return _shown(session_on(ref, session_id))


@api.post("/runs/<ref>/register/<int:session_id>/taps")
@role(*STAFF)
@api.takes(schemas.TapSchema)
@api.gives(200, schemas.TapShown)
def tap(ref, session_id):
    """Mark one name.

    Each tap has an id of its own, so that one that is sent again, from wherever it was kept, does no harm;
    the latest counts. Once the register is signed, a reason is needed.
    """
    session, typed = session_on(ref, session_id), read()
    person = trainee_on(session, typed)
    kept = operations.record_tap(
        session, person, tap_id=str(typed["tap_id"]), state=typed["state"], minutes_missed=typed["minutes_missed"],
        reason=typed["reason"], actor=asking(), now=clock.now(),
    )
    db.session.commit()
    return kept


@api.post("/runs/<ref>/register/<int:session_id>/rest")
@role(*STAFF)
@api.gives(200, schemas.RegisterShown)
def rest(ref, session_id):
    """Mark everybody present who isn't marked yet."""
    session = session_on(ref, session_id)
    operations.mark_rest_present(session, actor=asking(), now=clock.now())
    db.session.commit()
    return _shown(session)


@api.post("/runs/<ref>/register/<int:session_id>/signature")
@role(*STAFF)
@api.gives(200, schemas.RegisterShown)
def signature(ref, session_id):
    """Sign a register on which every name is marked; after that, a change needs a reason."""
    session = session_on(ref, session_id)
    operations.sign_register(session, actor=asking(), now=clock.now())
    db.session.commit()
    return _shown(session)


@api.post("/runs/<ref>/register/<int:session_id>/make-up")
@role(*STAFF)
@api.takes(schemas.MakeUpSchema)
@api.gives(200, schemas.RegisterShown)
def make_up(ref, session_id):
    """Accept a task in place of a session that somebody missed."""
    session, typed = session_on(ref, session_id), read()
    person = trainee_on(session, typed)
    operations.accept_make_up(session, person, task=typed["task"], actor=asking(), now=clock.now())
    db.session.commit()
    return _shown(session)
