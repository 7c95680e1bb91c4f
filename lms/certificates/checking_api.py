"""For programs: the check of a code, for anybody; never whose certificate it is."""

from lms import clock
from lms.certificates import answers, lookups, rules, schemas
from lms.certificates import api_schemas as shapes
from lms.certificates.api import api
from lms.certificates.checking import PRIVATE, count_check, count_comparison
from lms.certificates.codes import normalise, printed
from lms.certificates.models import Certificate
from lms.web import public
from lms.web.api import read


def _checked(code: str, found: Certificate | None) -> dict:
    """What the page says, in the same words."""
    answer, known = lookups.answer_for(found, clock.now()), normalise(code)
    return {
        "state": answer.state, "sentence": answer.sentence, "code": printed(known) if known else None,
        "certifies": answer.certifies if found else None, "issuer": answers.issuer() if found else None,
        "issued_on": found and found.issued_on, "valid_until": found and found.valid_until,
        "ended_on": answer.ended_on, "specimen": bool(found and found.specimen), "checked_at": answer.checked_at,
    }


@api.get("/verify/<code>")
@public
@api.gives(200, shapes.CheckedShown)
def verify(code):
    """Whether a code is one of ours, and whether its certificate holds today."""
    count_check()
    return _checked(code, lookups.certificate_by_code(code)), 200, PRIVATE


@api.post("/verify/<code>")
@public
@api.takes(schemas.NameSchema)
@api.gives(200, shapes.ComparedShown)
@api.leaves_no_trace
def compare(code):
    """Whether a name is the one that is printed; accents and capitals are not compared."""
    count_comparison(code)
    found = lookups.certificate_by_code(code)
    name = read()["name"]
    matches = rules.names_match(found.name, name) if found else None
    return _checked(code, found) | {"matches": matches}, 200, PRIVATE
