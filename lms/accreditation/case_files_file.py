"""The case files of a run as a file: how each stands, and each of its conditions."""

from lms import audit, clock
from lms.accreditation.files import CaseFile
from lms.accreditation.lookups import case_files_of
from lms.accreditation.views import pages, run_of_staff
from lms.db import db
from lms.web import asking, role
from lms.web.exports import file_of


@pages.post("/runs/<ref>/case-files.<any(csv, xlsx):kind>")
@role("administrator", "facilitator")
def case_files_file(ref: str, kind: str):
    run, now = run_of_staff(ref), clock.now()
    columns, rows = _table(case_files_of(run, now))
    audit.record("downloaded the case files", asking(), run, now, kind=kind, rows=len(rows))
    db.session.commit()
    return file_of(kind, f"{run.ref}-case-files", columns, [rows])


def _table(files: list[CaseFile]) -> tuple[list[str], list[list]]:
    """A column for each condition that the programme asks for; all on one run are asked for the same."""
    titles = {line.code: line.title for file in files for line in file.conditions}
    rows = []
    for file in files:
        lines, open_ = file.conditions, file.in_the_way
        states = {line.code: line.state.capitalize() for line in lines}
        rows.append([
            file.person.name, state_said(file), len(lines) - len(open_), len(lines),
            ", ".join(line.title for line in open_), *(states.get(code, "") for code in titles),
        ])
    return ["Name", "State", "Met", "Of", "Still in the way", *titles.values()], rows


def state_said(file: CaseFile) -> str:
    """The word that the list shows."""
    return file.shown[1]
