"""Strict building of dataclasses from YAML values, and back: every mistake is collected, none is guessed away."""

import dataclasses
import types
import typing
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Problem:
    """A mistake in the material: which file, which field, what is wrong with it; and what to do, where that helps."""

    file: str
    field: str
    words: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.file}: {self.field}: {self.words}"


class Wrong(Exception):
    """The value has a mistake, which has been noted."""


def build(kind, value, file: str, problems: list[Problem], at: str = "", unsaid: tuple[str, ...] = ()):
    """An instance of `kind` (a dataclass, or a plain type) from a YAML value; `unsaid` are names of it not to suggest.

    Notes each mistake in `problems` and raises Wrong at the end, so that one reading finds all of them.
    """
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        if value is None:
            return None
        return build(next(k for k in typing.get_args(kind) if k is not type(None)), value, file, problems, at)
    if origin is tuple:
        return _list_of(typing.get_args(kind)[0], value, file, problems, at)
    if dataclasses.is_dataclass(kind):
        return _object(kind, value, file, problems, at, unsaid)
    return _plain(kind, value, file, problems, at)


def _object(kind, value, file, problems, at, unsaid):
    if not isinstance(value, dict):
        _note(problems, file, at or "the file", "there must be names and values here")
    hints, shapes = typing.get_type_hints(kind), {shape.name: shape for shape in dataclasses.fields(kind)}
    wrong, known = False, ", ".join(name for name in shapes if name not in unsaid)
    for key in value:
        if key not in shapes:
            problems.append(Problem(file, _path(at, key), f"unknown; known are {known}"))
            wrong = True
    built = {}
    for name, shape in shapes.items():
        if name not in value:
            if shape.default is dataclasses.MISSING and shape.default_factory is dataclasses.MISSING:
                problems.append(Problem(file, _path(at, name), "missing"))
                wrong = True
            continue
        if shape.default is dataclasses.MISSING and isinstance(value[name], str) and not value[name].strip():
            problems.append(Problem(file, _path(at, name), "empty"))
            wrong = True
            continue
        try:
            built[name] = build(hints[name], value[name], file, problems, _path(at, name))
        except Wrong:
            wrong = True
    if wrong:
        raise Wrong
    return kind(**built)


def _list_of(kind, value, file, problems, at):
    if not isinstance(value, (list, tuple)):
        _note(problems, file, at, "there must be a list here")
    built, wrong = [], False
    for number, item in enumerate(value, 1):
        try:
            built.append(build(kind, item, file, problems, f"{at}[{number}]"))
        except Wrong:
            wrong = True
    if wrong:
        raise Wrong
    return tuple(built)


def _plain(kind, value, file, problems, at):
    if kind is float and type(value) is int:
        return float(value)
    if kind is date and isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            _note(problems, file, at, "it must be a date such as 2026-11-22")
    if type(value) is not kind:
        said = {str: "a text (put it in quotes)", int: "a whole number", float: "a number", bool: "true or false",
                date: "a date such as 2026-11-22"}[kind]
        _note(problems, file, at, f"it must be {said}")
    return value.strip() if kind is str else value


def _note(problems: list[Problem], file: str, at: str, words: str) -> typing.NoReturn:
    problems.append(Problem(file, at, words))
    raise Wrong


def _path(at: str, name: str) -> str:
    return f"{at}.{name}" if at else str(name)


def plain(thing):
    """A dataclass as values that JSON can hold; `build` makes the same dataclass of them again."""
    if dataclasses.is_dataclass(thing):
        return {shape.name: plain(getattr(thing, shape.name)) for shape in dataclasses.fields(thing)}
    if isinstance(thing, tuple):
        return [plain(item) for item in thing]
    if isinstance(thing, str):
        return str(thing)  # of a text that knows its source, the text
    return thing.isoformat() if isinstance(thing, date) else thing


def as_written(thing):
    """What its author wrote, and nothing else: a new version of ours, with a field more or its HTML
    drawn otherwise, leaves it the same."""
    if dataclasses.is_dataclass(thing):
        return {
            shape.name: as_written(getattr(thing, shape.name)) for shape in dataclasses.fields(thing)
            if not shape.metadata.get("derived") and getattr(thing, shape.name) != _default(shape)
        }
    if isinstance(thing, tuple):
        return [as_written(item) for item in thing]
    return getattr(thing, "source", plain(thing))


def _default(shape: dataclasses.Field):
    return shape.default if shape.default_factory is dataclasses.MISSING else shape.default_factory()
