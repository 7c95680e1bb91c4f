"""How pages look on this device: light or dark, how large, in which face. A cookie keeps it, with or without script."""

from dataclasses import astuple, dataclass, fields

from flask import Flask, after_this_request, current_app, request

COOKIE = "looks"
LASTS = 60 * 60 * 24 * 365


@dataclass(frozen=True)
class Looks:
    """What was chosen; the first of each is what nobody has to choose."""

    theme: str = "device"
    size: str = "usual"
    face: str = "usual"

    @property
    def attributes(self) -> dict[str, str]:
        """What the page's first tag says of it, for the stylesheets."""
        return {f"data-{name}": value for name, value in vars(self).items() if value != CHOICES[name][0]}

    @property
    def needs_styles(self) -> bool:
        return (self.size, self.face) != (Looks.size, Looks.face)


CHOICES = {
    "theme": ("device", "light", "dark"),
    "size": ("usual", "large", "larger", "largest"),
    "face": ("usual", "lexend"),
}
_ORDER = [field.name for field in fields(Looks)]


def init_looks(app: Flask) -> None:
    app.context_processor(lambda: {"looks": looks_here()})


def looks_here() -> Looks:
    """What this device has chosen; what can't be read is as if nothing had been."""
    said = dict(zip(_ORDER, request.cookies.get(COOKIE, "").split("."), strict=False))
    return Looks(**{name: value for name, value in said.items() if value in CHOICES[name]})


def keep_looks(response, looks: Looks, *, for_this_sitting: bool):
    """Have the device remember: for a year, or until its browser is closed."""
    response.set_cookie(
        COOKIE, ".".join(astuple(looks)), max_age=None if for_this_sitting else LASTS, samesite="Lax",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )
    return response


def looks_for_this_sitting() -> None:
    """On a shared computer, what was chosen before lasts no longer than the browser is open."""
    if COOKIE in request.cookies:
        after_this_request(lambda answer: keep_looks(answer, looks_here(), for_this_sitting=True))


def forget_looks(response):
    response.delete_cookie(COOKIE)
    return response
