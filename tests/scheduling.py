"""Which worker runs which tests, where several share them."""

from xdist.scheduler import LoadScopeScheduling

APART = ("tests/browser/", "tests/kill/", "tests/web/test_generated_")  # long ones, a few to a file


class FilesByEngine(LoadScopeScheduling):
    """A file's tests on one engine stay together: what they begin with is made by one worker only."""

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(APART):
            return nodeid
        file, _, test = nodeid.partition("::")
        return f"{file} {'postgresql' in test.partition('[')[2]}"
