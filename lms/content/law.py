"""Statements of law, each written once, with what decides it, where it stands and how sure it is."""

from dataclasses import dataclass, field
from datetime import date

from lms.content.trying import MARKDOWN

IN_FORCE = "in_force"
STATUSES = {
    IN_FORCE: "in force",
    "made": "made, and not yet in force",
    "announced": "announced, and not known to be in force",
    "unverified": "not confirmed",
}
JURISDICTIONS = ("United Kingdom", "Great Britain", "England and Wales", "Scotland", "Northern Ireland")


@dataclass(frozen=True)
class Rule:
    """What holds for an event on these days; the first and the last of them count."""

    applies: str  # "Job ended by 31 December 2026"
    text: str = field(metadata=MARKDOWN)
    begins: date | None = None
    ends: date | None = None
    status: str = ""  # where it differs from the statement's


@dataclass(frozen=True)
class Law:
    """A statement of law. Only one that is in force is shown as a fact."""

    slug: str
    title: str
    jurisdiction: str
    provision: str
    status: str
    text: str = field(metadata=MARKDOWN)
    source: str
    checked_on: date
    next_check: date
    decided_by: str = ""  # the event whose day decides between the rules
    rules: tuple[Rule, ...] = ()
    update: str = field(default="", metadata=MARKDOWN)  # what changed, for those who learned it as it was
    corrected: date | None = None  # on this day only words were put right: nobody has to read it again

    @property
    def certain(self) -> bool:
        return self.status == IN_FORCE

    @property
    def standing(self) -> str:
        """"in force", "not confirmed" …"""
        return STATUSES[self.status]

    def standing_of(self, rule: Rule) -> str:
        return STATUSES[rule.status or self.status]

    def corrects(self, before: "Law") -> bool:
        """It puts right only words of the one that was published before it, and says so with a new day.

        A day that stood there already says nothing of this change; nor can a change of the dates, of the status
        or of where it holds be one of words. In doubt, reps are told.
        """
        is_new = self.corrected is not None and (before.corrected is None or before.corrected < self.corrected)
        return is_new and self._frame == before._frame

    @property
    def _frame(self) -> tuple:
        return self.jurisdiction, self.status, tuple((rule.begins, rule.ends, rule.status) for rule in self.rules)

    @property
    def says(self) -> tuple:
        """What it says, whenever that was checked: two versions with the same are no change of the law."""
        return (
            self.title, self.jurisdiction, self.provision, self.status, str(self.text), self.decided_by,
            tuple((rule.applies, str(rule.text), rule.begins, rule.ends, rule.status) for rule in self.rules),
        )
