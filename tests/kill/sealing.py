"""The `lms` command of a house whose worker waits for ever at one certificate, so that it can be killed there.

HOLD names the certificate and the moment: "2 before" its document is begun, "2 after" it is kept.
"""

from lms import app
from lms.certificates import jobs
from tests.kill.counting import hold

make_document = jobs.make_document


def held_at_one(certificate_id: int) -> None:
    hold(f"{certificate_id} before")
    make_document(certificate_id)
    hold(f"{certificate_id} after")


jobs.make_document = held_at_one

if __name__ == "__main__":
    app.main()
