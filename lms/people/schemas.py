"""What is typed at sign-in, about an account, and to invite somebody."""

from marshmallow import Schema, fields, validate

from lms.people.invitations import INVITED_AS
from lms.people.rules import LONGEST
from lms.people.tokens import LASTS
from lms.web import Plain
from lms.web.looks import CHOICES

_NEW_PASSWORD = {
    "kind": "password", "autocomplete": "new-password",
    "hint": "At least 10 characters. Three words that don't belong together are good.",
}


def _email(label: str, hint: str = "", autocomplete: str = "email") -> fields.Email:
    return fields.Email(
        required=True, validate=validate.Length(max=254),
        metadata={"label": label, "hint": hint, "autocomplete": autocomplete, "inputmode": "email"},
    )


def _password(label: str, **metadata) -> fields.String:
    told = {"label": label, "kind": "password"} | metadata
    return fields.String(required=True, validate=validate.Length(max=LONGEST), metadata=told)


def _shared() -> fields.Boolean:
    return fields.Boolean(load_default=False, metadata={
        "label": "This is a shared computer",
        "hint": "Nothing is kept on it, and closing its browser signs you out. Tick this in a library, an office, at a "
                "friend’s.",
    })


class SignIn(Plain):
    email = _email("E-mail address", "The one the union writes to.", "username")
    password = _password("Password", autocomplete="current-password")
    shared = _shared()


class AskLink(Plain):
    email = _email("E-mail address", "The one the union writes to.", "username")


class ChoosePassword(Plain):
    password = _password("Password", **_NEW_PASSWORD)
    shared = _shared()


class FirstAdministrator(Plain):
    name = fields.String(
        required=True, validate=validate.Length(min=2, max=120),
        metadata={"label": "Your name", "autocomplete": "name"},
    )
    email = _email("Your e-mail address", "You sign in with it.", "username")
    password = _password("Password", **_NEW_PASSWORD)


class ChangePassword(Plain):
    current = _password("Your password now", autocomplete="current-password")
    password = _password("The new password", **_NEW_PASSWORD)


class ChangeAddress(Plain):
    email = _email("The new e-mail address", "We send a link there. The change counts once you have opened it.")
    current = _password("Your password", autocomplete="current-password")


class ChooseLooks(Plain):
    size = fields.String(
        required=True, validate=validate.OneOf(CHOICES["size"], error="Choose one of these"),
        metadata={"label": "Text size", "kind": "radios", "choices": [
            ("usual", "Usual"), ("large", "Large"), ("larger", "Larger"), ("largest", "Largest"),
        ]},
    )
    theme = fields.String(
        required=True, validate=validate.OneOf(CHOICES["theme"], error="Choose one of these"),
        metadata={"label": "Colours", "kind": "radios", "choices": [
            ("device", "As this device has it"), ("light", "Light"), ("dark", "Dark"),
        ]},
    )
    face = fields.String(
        required=True, validate=validate.OneOf(CHOICES["face"], error="Choose one of these"),
        metadata={"label": "Letters", "kind": "radios", "choices": [
            ("usual", "Atkinson Hyperlegible", "Drawn so that no two letters are taken for each other."),
            ("lexend", "Lexend", "Wider letters, and more room between words and lines. Some people with dyslexia read "
                                 "it more easily."),
        ]},
    )


class NewToken(Plain):
    name = fields.String(required=True, validate=validate.Length(max=60), metadata={
        "label": "What it is for", "hint": "For example: nightly member list.", "width": "m"})
    rights = fields.String(
        required=True, validate=validate.OneOf(["read", "all"], error="Choose one of these"),
        metadata={"label": "What it may do", "kind": "radios", "choices": [
            ("read", "Only read", "See what you can see, and change nothing."),
            ("all", "All that you may do", "Everything, in your name. Keep it as safe as your password."),
        ]},
    )
    days = fields.Integer(
        required=True, validate=validate.OneOf(list(LASTS), error="Choose one of these"),
        metadata={"label": "How long it works", "kind": "radios", "choices": list(LASTS.items())},
    )
    current = _password("Your password", autocomplete="current-password")


class Invite(Plain):
    email = _email("E-mail address", autocomplete="off")
    name = fields.String(
        load_default="", validate=validate.Length(max=120),
        metadata={"label": "Name", "hint": "Needed if the union doesn't know the address yet."},
    )
    role = fields.String(
        required=True, validate=validate.OneOf(list(INVITED_AS), error="Choose one of these"),
        metadata={"label": "Invited as", "kind": "radios", "choices": [
            ("facilitator", "Facilitator", "Leads courses and marks. Put her on a run afterwards."),
            ("officer", "Officer", "Looks after reps. Name her region afterwards."),
            ("author", "Author", "Writes the course material, and sees no members."),
            ("administrator", "Administrator", "Runs the programme, and sees all of it."),
        ]},
    )


class MeShown(Schema):
    """The person whose token asks."""

    id = fields.Integer(required=True)
    name = fields.String(required=True)
    known_as = fields.String(required=True)
    email = fields.String(required=True, allow_none=True)
    membership_number = fields.String(required=True, allow_none=True)
    membership_status = fields.String(required=True)
    roles = fields.List(fields.String(), required=True, metadata={
        "description": "Of administrator, author, facilitator, officer and trainee, what she is today."})


class StaffShown(Schema):
    """Somebody who runs the programme, or is invited to."""

    person_id = fields.Integer(required=True)
    name = fields.String(required=True)
    email = fields.String(required=True, allow_none=True)
    administrator = fields.Boolean(required=True)
    author = fields.Boolean(required=True, metadata={"description": "She writes the course material."})
    invited_until = fields.AwareDateTime(required=True, allow_none=True, metadata={
        "description": "Until when the link of her invitation works; null where there is none to be used."})


class StaffList(Schema):
    """Everybody who runs the programme, in one answer."""

    items = fields.List(fields.Nested(StaffShown), required=True)


class MailShown(Schema):
    """A mail that the site wrote; what it says is for whoever it was written to."""

    id = fields.Integer(required=True)
    subject = fields.String(required=True)
    to_label = fields.String(required=True)
    to_address = fields.String(required=True)
    created_at = fields.AwareDateTime(required=True)
    state = fields.String(required=True, validate=validate.OneOf(["waiting", "kept", "sending", "sent", "failed"]))
