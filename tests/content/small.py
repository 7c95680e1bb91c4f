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
