"""What is chosen and ticked when members are imported."""

from marshmallow import fields, validate

from lms.web import Plain


class Upload(Plain):
    file = fields.Raw(required=True, metadata={"label": "The file", "hint": "CSV, at most 25 MB.", "kind": "file"})


class Confirm(Plain):
    complete = fields.Boolean(metadata={
        "label": "This is the complete list",
        "hint": "Whoever is missing from it becomes “left”. Nothing of hers is deleted.",
    })
    leaving = fields.Integer(load_default=None, metadata={
        "label": "How many members leave", "hint": "Only where they are many: type their number.", "width": "s",
        "inputmode": "numeric",
    })


class Decide(Plain):
    decision = fields.String(required=True, validate=validate.OneOf(["taken", "kept"]))
