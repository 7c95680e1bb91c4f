"""The files of a folder of course material, and the list of what is wrong with them."""

import dataclasses
from pathlib import Path

from lms.content import prose
from lms.content.building import Problem, Wrong, build
from lms.content.plain_yaml import CANT_BE_SHOWN, UNSHOWN, NotReadable, load
from lms.content.sources import LARGEST

LONGEST = 5000  # letters of a line; five times our longest, and what takes long to read is all in one line


class Files:
    def __init__(self, folder: Path):
        self.folder = folder
        self.problems: list[Problem] = []

    def wrong(self, file: Path, field: str, words: str) -> None:
        self.problems.append(Problem(file.relative_to(self.folder).as_posix(), field, words))

    def text(self, path: Path) -> str | None:
        """What the file says, if it is a text that can be used."""
        if not path.is_file():
            return self.wrong(path, "file", "missing")
        try:
            if path.stat().st_size > LARGEST:
                return self.wrong(path, "size", f"larger than {LARGEST // 1000} kB")
            data = path.read_bytes()
        except OSError as problem:
            return self.wrong(path, "file", f"can't be opened ({problem.strerror})")
        try:
            text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as problem:
            line = data.count(b"\n", 0, problem.start) + 1
            return self.wrong(path, f"line {line}", "not UTF-8; save it as UTF-8")
        if unshown := UNSHOWN.search(text):
            return self.wrong(path, f"line {text.count(chr(10), 0, unshown.start()) + 1}", CANT_BE_SHOWN)
        long = next((number for number, line in enumerate(text.split("\n"), 1) if len(line) > LONGEST), None)
        if long and path.suffix != ".svg":
            return self.wrong(path, f"line {long}", f"longer than {LONGEST:,} letters; begin a new line in it")
        return text

    def thing(self, kind, path: Path, given: dict, elsewhere: tuple[str, ...] = ()):
        """A dataclass from a YAML file. `given` is known from where the file lies; `elsewhere` is
        written in other files, so neither may stand in this one."""
        text = self.text(path)
        if text is None:
            return None
        try:
            value = load(text)
        except NotReadable as problem:
            return self.wrong(path, problem.where, str(problem))
        if isinstance(value, dict):
            for name in [name for name in (*given, *elsewhere) if name in value]:
                self.wrong(path, name, "leave it out; it is known from the files' names and places")
            value |= given
        try:
            file = path.relative_to(self.folder).as_posix()
            return build(kind, value, file, self.problems, unsaid=(*given, *elsewhere))
        except Wrong:
            return None

    def html(self, path: Path, field: str, text: str, shelf: prose.Shelf | None = None) -> prose.Html:
        """Markdown as safe HTML; what can't be shown is noted."""
        html, mistakes = prose.written(text, shelf, (path.relative_to(self.folder).as_posix(), field))
        for words in mistakes:
            self.wrong(path, field, words)
        return html

    def shown(self, thing, path: Path, shelf: prose.Shelf | None = None, at: str = ""):
        """The same dataclass, with all that was written in Markdown as safe HTML."""
        changed = {}
        for shape in dataclasses.fields(thing):
            value, field = getattr(thing, shape.name), f"{at}.{shape.name}" if at else shape.name
            if shape.metadata.get("markdown"):
                changed[shape.name] = self.html(path, field, value, shelf) if value else value
            elif isinstance(value, tuple) and value and dataclasses.is_dataclass(value[0]):
                changed[shape.name] = tuple(
                    self.shown(item, path, shelf, f"{field}[{number}]") for number, item in enumerate(value, 1)
                )
        return dataclasses.replace(thing, **changed)

    def listed(self, folder: Path, ending: str, *, also: tuple[str, ...] = ()) -> list[Path]:
        """The files with this ending, by name; anything else that lies there is noted."""
        if not folder.is_dir():
            return []
        entries = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
        for path in entries:
            if path.suffix != ending and path.name not in also:
                self.wrong(path, "name", f"what lies here must end in {ending}")
        return [path for path in entries if path.suffix == ending and path.name not in also]
