"""What six trainees said when the finished run asked them."""

MODULES = ("role-of-reps", "representing-members", "negotiating", "chairing-meetings", "partnership-forums",
           "employment-rights", "unfair-dismissal")
KEYS = (*(f"outcomes-{slug}" for slug in MODULES), "materials", "networking", "facilitation", "confidence-before",
        "confidence-after")
# One line a person: a figure for each of the above, then what to change and what to keep.
SAID = (
    ("5543345 454 2 4", "More time for the employment rights. We were still asking when the bus came.",
     "The phone call with Daniel. I have thought of it every day since."),
    ("4554434 555 3 4", "", "Two facilitators who don’t always agree, and say so."),
    ("5534254 545 1 4", "Send the case studies a week earlier: I wrote mine on a train.", "Working in pairs."),
    ("4443345 434 2 3", "The room was cold on the first day.", ""),
    ("5555435 555 3 5", "A third day, in the spring, to come back and compare notes.",
     "Keep the hour in which we only listened to one another’s questions."),
    ("4534345 454 2 4", "", "The list of things that a rep does not do. It is stuck to my desk."),
)
FEEDBACK = tuple(
    dict(zip(KEYS, figures.replace(" ", ""), strict=True)) | {"change": change, "keep": keep}
    for figures, change, keep in SAID
)
