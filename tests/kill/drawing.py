"""The `lms` command of a house whose worker waits for ever at a file, so that it can be killed there.

HOLD names the moment: "paper before" it is drawn, "paper after" it is kept.
"""

from lms import app
from lms.papers import jobs
from tests.kill.counting import hold

make_paper = jobs.make_paper


def held(paper_id: int) -> None:
    hold("paper before")
    make_paper(paper_id)
    hold("paper after")


jobs.make_paper = held

if __name__ == "__main__":
    app.main()
