"""For programs: which programmes there are, and what each asks and teaches."""

from flask import abort

from lms.content import schemas
from lms.content.models import Snapshot
from lms.content.operations import latest, newest, programme_of, published
from lms.web import public, signed_in
from lms.web.api import Door, Listing, listed
from lms.web.paging import read_slice

api = Door("Programmes", __name__, "What is taught, and what completing it asks.")


def _line(snapshot: Snapshot) -> dict:
    programme = programme_of(snapshot)
    return {"modules": [module.title for module in programme.modules]} | {
        name: getattr(programme, name) for name in ("slug", "title", "version", "kind", "summary", "hours")
    }


@api.get("/programmes")
@public
@api.asks(Listing)
@api.gives_list(schemas.ProgrammeLine)
def programmes(asked):
    """The latest version of each programme, by its slug."""
    return listed(read_slice(
        newest(), [Snapshot.programme_slug], lambda snapshot: (snapshot.programme_slug,), of="programmes",
        after=asked["after"], most=asked["limit"],
    ), _line)


@api.get("/programmes/<programme>")
@signed_in
@api.asks(schemas.Version)
@api.gives(200, schemas.ProgrammeShown, tagged=True)
def programme(asked, programme):
    """One programme: its standard, its modules, its case studies.

    A run keeps the version that it was planned with: ask for that one by `version`.
    """
    wanted = asked["version"]
    snapshot = (published(programme, wanted) if wanted else latest(programme)) or abort(404)
    found = programme_of(snapshot)
    return vars(found) | {
        "modules": [vars(module) | {
            "minutes": module.minutes, "case_studies": [case.code for case in module.case_studies],
        } for module in found.modules],
        "case_studies": found.case_studies,
    }


from lms.content import material_api  # noqa: E402, F401  (its views hang on `api`)
