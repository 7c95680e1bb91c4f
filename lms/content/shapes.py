"""What course material is made of, once it has been read and checked; frozen, and strict about its fields.

Texts that were written in Markdown are here as HTML that has been made safe. Published snapshots are
made of these shapes: a new field needs a default, and none is taken away.
"""

from dataclasses import dataclass, field
from datetime import date

from lms.content.law import Law
from lms.content.trying import MARKDOWN, Check, Criterion, Plan, Practice, Reflection


@dataclass(frozen=True)
class Signatory:
    """Who signs certificates; `drawing` names the drawn signature, `region_officer` stands for hers."""

    name: str
    office: str
    drawing: str


@dataclass(frozen=True)
class RepKind:
    slug: str
    title: str  # "Accredited Representative", as on the certificate
    plain: str  # "accredited rep", in a sentence


@dataclass(frozen=True)
class Union:
    """The union that runs the programme: its name, whom to ask, what it states publicly."""

    name: str
    short_name: str
    strapline: str
    contact_name: str
    contact_email: str
    contact_phone: str
    number_prefix: str  # certificate numbers begin with it
    signatories: tuple[Signatory, ...]
    rep_kinds: tuple[RepKind, ...]
    privacy: str = ""
    accessibility: str = ""

    def rep_kind(self, slug: str) -> RepKind:
        return next(kind for kind in self.rep_kinds if kind.slug == slug)


@dataclass(frozen=True)
class Standard:
    """What the programme asks before it is completed and before it accredits."""

    version: str
    conditions: tuple[str, ...]  # of "Q1" … "Q10", and "read" for an open course
    grace_minutes: int = 15
    min_attended_share: float = 0.5
    required_case_studies: tuple[str, ...] = ()
    companion_case_study: str | None = None
    validity_years: int = 5
    case_studies_of_choice: int = 0  # so many of the others have to meet as well


@dataclass(frozen=True)
class MarkingScale:
    """When a marked answer meets: no zero on a starred criterion, so many elsewhere, so many points."""

    zeros_allowed: int = 1
    points_needed: int = 4


@dataclass(frozen=True)
class Sheet:
    """A sheet that a facilitator hands to one side of a role-play."""

    title: str
    text: str = field(metadata=MARKDOWN)


@dataclass(frozen=True)
class CaseStudy:
    code: str  # "2A"
    title: str
    module: str
    brief: str = field(metadata=MARKDOWN)
    task: str = field(metadata=MARKDOWN)
    words_from: int
    words_to: int
    checklist: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    notes: str = field(metadata=MARKDOWN)  # what a good answer covers: facilitators only
    scale: MarkingScale = field(default_factory=MarkingScale)
    discussion: str = field(default="", metadata=MARKDOWN)  # how to talk about it in the room: facilitators only
    sheets: tuple[Sheet, ...] = ()


@dataclass(frozen=True)
class Page:
    slug: str
    title: str
    html: str
    minutes: int = field(metadata={"derived": True})


@dataclass(frozen=True)
class Module:
    slug: str
    title: str
    summary: str
    outcomes: tuple[str, ...]
    pages: tuple[Page, ...] = ()
    case_studies: tuple[CaseStudy, ...] = ()
    reflections: tuple[Reflection, ...] = ()
    keep: str = field(default="", metadata=MARKDOWN)  # the one-page summary
    checks: tuple[Check, ...] = ()
    practices: tuple[Practice, ...] = ()
    plan: Plan | None = None  # facilitators only

    @property
    def minutes(self) -> int:
        return sum(page.minutes for page in self.pages)

    def page(self, slug: str) -> Page | None:
        return next((page for page in self.pages if page.slug == slug), None)

    def practice(self, slug: str) -> Practice | None:
        return next((practice for practice in self.practices if practice.slug == slug), None)


@dataclass(frozen=True)
class Question:
    """One question of the feedback form; "modules" asks once for each module of the programme."""

    id: str
    kind: str  # "modules", "scale", "before and after", "text"
    label: str
    hint: str = ""
    low: str = ""  # what 1 means
    high: str = ""  # what 5 means


@dataclass(frozen=True)
class Wording:
    """The text of a certificate as data; a specimen until somebody has approved it."""

    id: str
    version: str
    kind: str  # "completion", "accreditation", "companion" (the s.10 sentence)
    title: str
    sentences: tuple[str, ...]  # with {name}, {employer}, {appointed_on} …
    jurisdictions: tuple[str, ...] = ()
    approved_by: str = ""
    approved_on: date | None = None

    @property
    def approved(self) -> bool:
        return bool(self.approved_by and self.approved_on)

    @property
    def label(self) -> str:
        return f"{self.id} {self.version}"


@dataclass(frozen=True)
class Programme:
    """The syllabus that leads to a completion and, where `rep_kind` is named, to an accreditation."""

    slug: str
    title: str
    version: str  # MAJOR.MINOR
    kind: str  # "dated" or "open"
    ref_prefix: str
    summary: str
    hours: int
    standard: Standard
    module_slugs: tuple[str, ...]
    rep_kind: str | None = None
    makes_link_member: bool = False
    refreshes: str | None = None  # the rep kind whose accreditation completing it can renew
    approved_by: str = ""  # whose approval of the syllabus a request for release can name
    due_days: int = 14  # case studies are due so many days after the last session
    resubmission_days: int = 14
    feedback: tuple[Question, ...] = ()
    modules: tuple[Module, ...] = ()
    wordings: tuple[Wording, ...] = ()
    law: tuple[Law, ...] = ()  # the statements that its modules cite

    @property
    def major(self) -> int:
        return int(self.version.partition(".")[0])

    @property
    def case_studies(self) -> tuple[CaseStudy, ...]:
        return tuple(case for module in self.modules for case in module.case_studies)

    def module(self, slug: str) -> Module | None:
        return next((module for module in self.modules if module.slug == slug), None)

    def case_study(self, code: str) -> CaseStudy | None:
        return next((case for case in self.case_studies if case.code == code), None)

    def statement(self, slug: str) -> Law | None:
        return next((law for law in self.law if law.slug == slug), None)

    def wording(self, kind: str, jurisdiction: str = "") -> Wording | None:
        """The wording of that kind for a jurisdiction; one without jurisdictions fits all."""
        for wording in self.wordings:
            if wording.kind == kind and (not wording.jurisdictions or jurisdiction in wording.jurisdictions):
                return wording
        return None


@dataclass(frozen=True)
class Material:
    """A whole folder of course material."""

    union: Union
    programmes: tuple[Programme, ...]
    modules: tuple[Module, ...] = ()
    laws: tuple[Law, ...] = ()
    wordings: tuple[Wording, ...] = ()
