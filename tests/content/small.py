"""A small folder of course material without a mistake, for tests that then make one."""

from pathlib import Path

UNION = """\
name: A Small Union
short_name: ASU
strapline: Together
contact_name: Mair Rees
contact_email: reps@small.example
contact_phone: 01632 960123
number_prefix: ASU
signatories: [{name: Mair Rees, office: Secretary, drawing: mair}]
rep_kinds: [{slug: rep, title: Accredited Representative, plain: accredited rep}]
"""
PROGRAMME = """\
title: Reps’ course
version: "1.0"
kind: dated
ref_prefix: RC
summary: Two days.
hours: 12
rep_kind: rep
module_slugs: [hearings]
standard:
  version: reps 1
  conditions: [Q1, Q5, Q6]
  required_case_studies: [1A]
  companion_case_study: 1A
feedback:
  - {id: pace, kind: scale, label: The pace was right}
"""
MODULE = """\
title: Hearings
summary: Beside her.
outcomes: [Sit beside her.]
"""
PAGE = """\
# Before the hearing

Read the letter **twice**.
"""
CASE = """\
code: 1A
title: Monday at nine
brief: She rings you.
task: What do you do?
words_from: 100
words_to: 300
checklist: [It is kind]
criteria:
  - {id: rights, title: Rights, description: States them., starred: true}
  - {id: records, title: Records, description: Keeps them.}
notes: Ring the officer.
"""
LAW = """\
title: When a worker may bring a companion
jurisdiction: Great Britain
provision: An Act, section 10
status: in_force
text: She may bring *one*.
source: The Act, text read
checked_on: 2026-11-22
next_check: 2027-05-01
"""
BY_DATE = """\
title: Service needed
jurisdiction: Great Britain
provision: An Act, section 108
status: in_force
text: It goes by the day.
decided_by: the day on which the job ended
rules:
  - {applies: Ended by 31 December 2026, ends: 2026-12-31, text: Two years.}
  - {applies: Ended from 1 January 2027, begins: 2027-01-01, status: made, text: Six months.}
source: The Act, text read
checked_on: 2026-11-22
next_check: 2027-01-04
"""
CHECKS = """\
questions:
  - id: who-chooses
    ask: Who **chooses** the companion?
    answers:
      - {text: The member, right: true, why: The Act leaves it to her.}
      - {text: Her manager, why: "No: it is *her* choice."}
"""
PLAN = """\
aim: Everybody has practised it once.
needs: [flip chart]
steps:
  - {minutes: 10, title: Begin, text: Ask who has been **there**.}
  - {minutes: 25, title: Try it, text: In threes.}
"""
PRACTICE = """\
title: At nine
summary: A hearing, from the corridor to the door.
minutes: 5
starts_at: corridor
criteria:
  - {id: rights, title: Rights, description: States them., starred: true}
scenes:
  - id: corridor
    title: In the corridor
    text: She is pale.
    choices:
      - say: “Tell me what you need.”
        then: She tells you.
        because: Listening comes first.
        to: end
        shows: [{criterion: rights, points: 2}]
      - {say: "“You’ll be fine.”", then: She is silent., because: Nobody knows that., to: room}
  - id: room
    title: In the room
    text: They begin.
    choices:
      - {say: "“May we have the papers?”", then: You get them., because: They are hers., to: end}
      - {say: "“Go ahead.”", then: They do., because: It is late to ask., to: end}
  - {id: end, title: Afterwards, text: You go for tea., ending: A warning}
"""
FIGURE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300">
  <title>Not read</title>
  <defs><marker id="tip" viewBox="0 0 8 8" markerWidth="8" markerHeight="8"><path d="M0 0L8 4L0 8z"/></marker></defs>
  <g class="line-ink"><path d="M10 10H90" marker-end="url(#tip)"/><text class="strong" x="5" y="20">A &amp; B</text></g>
</svg>
"""
# A module with everything that a module can have.
RICH = {
    "law/when-a-companion.yaml": LAW, "law/service.yaml": BY_DATE,
    "modules/hearings/02-the-right.md": """\
# The right

::: law when-a-companion
:::

See [how long](law:service), [before](page:hearings/before), [at nine](practice:hearings/at-nine) and [1A](case:1A).

![The chain from member to officer](chain.svg "Member, rep, officer")

- [ ] I have *rung*.
- [ ] I have written.

::: definition Companion
Who sits beside her.
:::
""",
    "modules/hearings/keep.md": "Ring **first**.", "modules/hearings/checks.yaml": CHECKS,
    "modules/hearings/plan.yaml": PLAN, "modules/hearings/practice/at-nine.yaml": PRACTICE,
    "modules/hearings/figures/chain.svg": FIGURE,
}
WORDING = """\
id: {id}
version: "1"
kind: {kind}
title: {kind}
sentences: ["{sentence}"]
"""


def write(folder: Path, **changes: str) -> Path:
    """The folder, with files replaced or added: `write(folder, **{"union.yaml": "…"})`; None leaves one out."""
    files = {
        "union.yaml": UNION, "union/privacy.md": "We hold little.", "union/accessibility.md": "Tell us.",
        "programmes/reps.yaml": PROGRAMME, "modules/hearings/module.yaml": MODULE,
        "modules/hearings/01-before.md": PAGE, "modules/hearings/case-studies/1a.yaml": CASE,
        "wordings/completion.yaml": WORDING.format(id="C", kind="completion", sentence="{name} completed it."),
        "wordings/accreditation.yaml": WORDING.format(id="A", kind="accreditation", sentence="{name} is one."),
    } | changes
    for name, text in files.items():
        if text is not None:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder
