"""The domain says no, in a sentence that a trainee can read."""


class Refusal(Exception):
    """An act that the rules don't allow.

    `sentence` is shown as it stands; `field` names the form field that it belongs beside, if any;
    `code` is a stable word for programs.
    """

    def __init__(self, sentence: str, *, field: str | None = None, code: str = "refused"):
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
        self.code = code
