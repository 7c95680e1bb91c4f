"""Which worker runs which tests, where several share them."""

from xdist.scheduler import LoadScopeScheduling

APART = ("tests/browser/", "tests/kill/", "tests/web/test_generated_")  # long ones, a few to a file
TOGETHER = "tests/browser/test_every_page."  # one demo union is enough for all of them
# Few tests that take long: at the end, the other workers would wait for them.
FIRST = (
    TOGETHER, "tests/browser/test_the_whole_way.", "tests/web/test_generated_", "tests/kill/", "tests/browser/",
    "tests/bench/", "tests/demo/", "tests/test_preview.", "tests/test_first_run.", "tests/papers/test_documents.",
    "tests/house/test_migrations.", "tests/house/test_access", "tests/certificates/test_signing.",
    "tests/certificates/test_document.", "tests/test_pdf.", "tests/desk/test_exports.",
)


class FilesByEngine(LoadScopeScheduling):
    """A file's tests on one engine stay together: what they begin with is made by one worker only."""

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(APART) and not nodeid.startswith(TOGETHER):
            return nodeid
        file, _, test = nodeid.partition("::")
        return f"{file} {'postgresql' in test.partition('[')[2]}"

    def _assign_work_unit(self, node) -> None:
        for first in FIRST:
            if scope := next((each for each in self.workqueue if each.startswith(first)), None):
                self.workqueue.move_to_end(scope, last=False)
                break
        super()._assign_work_unit(node)
