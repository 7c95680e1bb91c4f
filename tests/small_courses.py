"""Courses as small as they can be: what most tests need of course material."""

from datetime import UTC, date, datetime

from lms.audit import Program
from lms.content import shapes
from lms.content.law import Law, Rule
from lms.content.operations import latest, publish
from lms.content.trying import Answer, Check, Choice, Criterion, Plan, Practice, Reflection, Scene, Shown, Step

MODULES = {
    "role": "The role of reps", "representing": "Representing members", "negotiating": "Negotiating with employers",
    "chairing": "Chairing meetings", "partnership": "Working in partnership forums",
    "rights": "Employment rights", "dismissal": "Unfair dismissal",
}
CASES = {"2A": ("representing", "Tuesday at ten"), "3A": ("negotiating", "On call"), "7A": ("dismissal", "Ten years")}


def a_programme(**over):
    """A published snapshot of a small reps' course: seven modules of two pages, three case studies."""
    standard = shapes.Standard(
        version="1", conditions=tuple(f"Q{number}" for number in range(1, 11)),
        required_case_studies=tuple(CASES), companion_case_study="2A",
    )
    return _published({
        "slug": "a-reps-course", "title": "Reps’ course", "version": "1.0", "kind": "dated", "ref_prefix": "RC",
        "summary": "Two days.", "hours": 12, "standard": standard, "rep_kind": "rep", "modules": _modules(MODULES),
        "law": LAW,
    } | over)


def a_basic_course(**over):
    """A published snapshot of a link members' basic course, done by reading it."""
    return _published({
        "slug": "a-basic-course", "title": "Link members’ basic course", "version": "1.0", "kind": "open",
        "ref_prefix": "LM", "summary": "About an hour.", "hours": 1, "makes_link_member": True,
        "standard": shapes.Standard(version="1", conditions=("Q1", "read")),
        "modules": _modules({"being-a-link-member": "Being a link member"}),
    } | over)


def a_stewards_course(**over):
    """A published snapshot of another rep kind's course: two modules of the reps' course, and one of its own."""
    standard = shapes.Standard(
        version="stewards 1", conditions=tuple(f"Q{number}" for number in range(1, 11)),
        required_case_studies=("2A",), companion_case_study="2A",
    )
    titles = {slug: MODULES[slug] for slug in ("role", "representing")} | {"agreements": "Agreements"}
    return _published({
        "slug": "a-stewards-course", "title": "Stewards’ course", "version": "1.0", "kind": "dated",
        "ref_prefix": "SC", "summary": "A day.", "hours": 6, "standard": standard, "rep_kind": "steward",
        "modules": _modules(titles),
    } | over)


def a_refresher(**over):
    """A published snapshot of the reps' refresher: half a day on what has changed."""
    return _published({
        "slug": "a-refresher", "title": "Reps’ refresher", "version": "1.0", "kind": "dated", "ref_prefix": "RF",
        "summary": "Half a day.", "hours": 3, "refreshes": "rep",
        "standard": shapes.Standard(version="refresher 1", conditions=("Q1", "Q3", "Q10"), validity_years=5),
        "modules": _modules({"what-changed": "What has changed"}),
    } | over)


def a_training_day(**over):
    """A published snapshot of a day that leads to nothing but its own completion."""
    return _published({
        "slug": "a-training-day", "title": "A day on pensions", "version": "1.0", "kind": "dated", "ref_prefix": "TD",
        "summary": "A day.", "hours": 6, "standard": shapes.Standard(version="day 1", conditions=("Q1", "Q3")),
        "modules": _modules({"pensions": "Pensions"}),
    } | over)


def _modules(titles):
    return tuple(shapes.Module(
        slug=slug, title=title, summary=f"{title}.", outcomes=("Say what it is.",),
        pages=tuple(shapes.Page(page, page.capitalize(), f"<p>The {page} page.</p>{WRITTEN.get((slug, page), '')}", 2)
                    for page in ("first", "last")),
        case_studies=tuple(_case(code) for code, (module, _) in CASES.items() if module == slug),
        **(_more() if slug == "role" else {}),
    ) for slug, title in titles.items())


def _more():
    """What the first module has besides its pages."""
    return {
        "plan": Plan("The aim", (Step(20, "Arrive", "<p>For the facilitator’s eye.</p>"),), ("a roll of brown paper",)),
        "practices": (a_practice(),), "keep": "<p>Ring your officer before you promise.</p>",
        "reflections": (
            Reflection("who", "Who is who", "<p>Who looks after whom? Leave out names.</p>"),
            Reflection("where", "Where you meet", "<p>Where can you talk? Leave out names.</p>"),
        ),
        "checks": (
            Check("chooses", "<p>Who chooses the companion?</p>", (
                Answer("The member", "<p>The choice is hers.</p>", right=True),
                Answer("Her manager", "<p>He may be asked for nothing.</p>"), Answer("You", "<p>You may say no.</p>"),
            )),
            Check("may", "<p>What may a companion do?</p>", (
                Answer("Put her case", "<p>She may.</p>", right=True), Answer("Sum up", "<p>That too.</p>", right=True),
                Answer("Answer for her", "<p>That she may not.</p>"),
            )),
        ),
    }


WRITTEN = {
    ("role", "last"): '<dl class="definition"><dt>Companion</dt><dd><p>Who goes with a worker.</p></dd></dl>'
                      '<p>See <a href="law:companion">the right</a> and <a href="page:rights/first">rights</a>.</p>',
    ("rights", "first"): '<h2>Naïve promises</h2><p>A promise &amp; a <em>hope</em> differ.</p>'
                         '<dl class="definition"><dt>Mandate</dt><dd><p>What members have agreed.</p></dd></dl>',
}
LAW = (
    Law("companion", "When a worker may bring a companion", "Great Britain",
        "Employment Relations Act 1999, section 10", "in_force", "<p>To a hearing she may bring one.</p>",
        "legislation.gov.uk", date(2026, 11, 20), date(2027, 1, 4)),
    Law("service", "How long she must have worked", "Great Britain", "Employment Rights Act 1996, section 108",
        "announced", "<p>The service that is needed.</p>", "the Government’s plan", date(2026, 11, 20),
        date(2027, 1, 4), "the day on which the job ended", (
            Rule("Job ended by 31 December 2026", "<p>Two years.</p>", ends=date(2026, 12, 31)),
            Rule("Job ended from 1 January 2027", "<p>Six months.</p>", begins=date(2027, 1, 1)))),
)


def a_practice(**over):
    """Two choices at most, two criteria, three endings."""
    kind, hasty = Shown("kind", 2), Shown("kind", 0)
    scenes = (
        Scene("door", "At the door", "<p>She stands at the door.</p>", choices=(
            Choice("“Come in.”", "<p>She sits down.</p>", "<p>She needs time.</p>", "chair", (kind,)),
            Choice("“Not now.”", "<p>She goes.</p>", "<p>She came for help.</p>", "gone", (hasty, Shown("rights", 0))),
        )),
        Scene("chair", "In the chair", "<p>She shows you a letter.</p>", choices=(
            Choice("“I ring the officer.”", "<p>You ring.</p>", "<p>A clock runs.</p>", "rung", (Shown("rights", 2),)),
            Choice("“It will be fine.”", "<p>She believes it.</p>", "<p>Promise nothing.</p>", "waited",
                   (Shown("rights", 1), hasty)),
        )),
        Scene("gone", "She went", "<p>She did not come again.</p>", ending="Nobody helped her"),
        Scene("rung", "In good time", "<p>The officer was in time.</p>", ending="She keeps her job"),
        Scene("waited", "Too late", "<p>A day too late.</p>", ending="A warning"),
    )
    criteria = (Criterion("kind", "Kind", "Begins with her."), Criterion("rights", "Rights", "Knows them.", True))
    return Practice(**{
        "slug": "at-the-door", "title": "At the door", "summary": "She comes to you.", "minutes": 3,
        "starts_at": "door", "criteria": criteria, "scenes": scenes,
    } | over)


def _case(code):
    module, title = CASES[code]
    criteria = tuple(shapes.Criterion(f"C{n}", f"Criterion {n}", "What it asks.", starred=n == 1) for n in range(1, 5))
    return shapes.CaseStudy(
        code=code, title=title, module=module, brief="<p>What happened.</p>", task="<p>What would you do?</p>",
        words_from=100, words_to=400, checklist=("Is it kind?",), criteria=criteria, notes="<p>What is good.</p>",
        discussion="<p>Discuss how it went.</p>",
        sheets=(shapes.Sheet("Human resources", "<p>What they hold back.</p>"),),
    )


def _published(given):
    at = given.pop("published_at", datetime(2026, 11, 20, tzinfo=UTC))
    programme = shapes.Programme(**{"module_slugs": tuple(module.slug for module in given["modules"])} | given)
    material = shapes.Material(union=None, programmes=(programme,))
    publish(material, actor=Program("the tests"), now=at)
    return latest(programme.slug)
