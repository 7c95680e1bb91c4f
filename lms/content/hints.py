"""What an author can do about a mistake, where its words don't say so already."""

import dataclasses
import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from pathlib import Path

from lms.content.building import Problem

MOST = 500  # hints; to look for what may have been meant takes long
Names = dict[str, list[str]]  # what there is, by kind: "modules", "laws" …


def hinted(problems: Iterable[Problem], folder: Path) -> list[Problem]:
    """The same problems, the first of them with hints; the folder says what may have been meant."""
    names = names_in(folder)
    return [dataclasses.replace(each, hint=each.hint or _hint(each, names)) if number < MOST else each
            for number, each in enumerate(problems)]


def names_in(folder: Path) -> Names:
    """What the texts can name, by the names of files."""

    def found(pattern: str) -> list[Path]:
        return sorted(folder.glob(pattern))

    pages = [f"{path.parent.name}/{re.sub(r'^[0-9]+-', '', path.stem)}" for path in found("modules/*/*.md")]
    return {
        "modules": [path.parent.name for path in found("modules/*/module.yaml")],
        "laws": [path.stem for path in found("law/*.yaml")],
        "pages": pages,
        "cases": [path.stem.upper() for path in found("modules/*/case-studies/*.yaml")],
        "practices": [f"{path.parent.parent.name}/{path.stem}" for path in found("modules/*/practice/*.yaml")],
        "drawings": [f"{path.parent.parent.name}/{path.name}" for path in found("modules/*/figures/*.svg")],
    }


def _hint(problem: Problem, names: Names) -> str:
    for pattern, make in HINTS:
        if match := re.search(pattern, problem.words):
            return make(match, problem, names)
    return ""


def nearest(word: str, known: Iterable[str]) -> str:
    """ "Did you mean title?", or what there is, or nothing."""
    known = list(known)
    folded = {each.lower(): each for each in known}
    if word.lower() in folded and folded[word.lower()] != word:
        return f"It is written “{folded[word.lower()]}”: capitals and small letters count."
    close = get_close_matches(word.lower(), list(folded), n=1, cutoff=0.6)
    if close:
        return f"Did you mean “{folded[close[0]]}”?"
    return f"There are: {', '.join(sorted(known))}." if 0 < len(known) <= 12 else ""


def _unknown_key(match: re.Match, problem: Problem, _names: Names) -> str:
    key = problem.field.rpartition(".")[2]
    close = get_close_matches(key.lower(), match[1].split(", "), n=1, cutoff=0.6)
    if close:
        return f"Did you mean “{close[0]}”?"
    return "Take the line out, or look into README.md for what may stand here."


def _missing(_match: re.Match, problem: Problem, _names: Names) -> str:
    key = problem.field.rpartition(".")[2]
    return f"Make the file {problem.file}." if key == "file" else f"Add a line that begins with “{key}:”."


def _near(kind: str) -> Callable[[re.Match, Problem, Names], str]:
    return lambda match, _problem, names: nearest(match[1], names[kind])


def _link(match: re.Match, _problem: Problem, names: Names) -> str:
    kind = {"page": "pages", "law": "laws", "case": "cases", "practice": "practices"}[match[1]]
    known = names[kind] + (names["modules"] if kind == "pages" else [])
    return nearest(match[2], known)


def _drawing(match: re.Match, problem: Problem, names: Names) -> str:
    module = problem.file.split("/")[1] if "/" in problem.file else ""
    here = [name.partition("/")[2] for name in names["drawings"] if name.startswith(f"{module}/")]
    return nearest(match[1], here) or "Put the file into the folder “figures” of this module."


def _say(words: str) -> Callable[[re.Match, Problem, Names], str]:
    return lambda _match, _problem, _names: words


HINTS: list[tuple[str, Callable[[re.Match, Problem, Names], str]]] = [
    (r"^unknown; known are (.*)$", _unknown_key),
    (r"^missing$", _missing),
    (r"^empty$", _say("Write something after the colon, or take the whole line out.")),
    (r"^there is no module (\S+)$", _near("modules")),
    (r"^there is no statement of law called (\S+)$", _near("laws")),
    (r"^the link (page|law|case|practice):(.*) leads nowhere$", _link),
    (r"^no module of it has the case study (\S+)$", _near("cases")),
    (r"^there is no drawing (\S+)", _drawing),
    (r"^larger than 100 kB$", _say("Divide it into several pages; what isn’t text or a drawing stays outside.")),
    (r"^there is no page", _say("A module needs at least one page, called 01-some-words.md.")),
    (r"^longer than [0-9,]+ letters; ", _say("In YAML, “name: |” begins a text of many lines.")),
    (r"^the first line must be the title", _say("Begin the file with a line such as: # Before the hearing")),
    (r"^HTML isn't shown", _say("Take the tags out. **bold**, *slanted* and lists need none of them.")),
    (r"^star at least one", _say("Add “starred: true” to the criterion that nobody may fail.")),
    (r"^a case study needs its criteria$", _say(
        "Give it four, each with id, title and description; star one at least.")),
    (r"^no choice leads here$", _say("Let a choice have “to:” with this id, or take the scene out.")),
    (r"^no ending can be reached from here$", _say("Lead one of its choices on, until a scene with an “ending:”.")),
    (r"^no choice shows anything against it$", _say("Let a choice on each way have “shows:” with this criterion.")),
    (r"^what lies here must end in (\S+)$", _say("Move the file elsewhere, or give it that ending.")),
    (r"^not UTF-8", _say(
        "Where you save it, choose the encoding UTF-8. The line named has the first sign that isn’t.")),
    (r"^there is a sign in it that can't be shown", _say("Delete the line, and type it anew.")),
    (r"^there must be names and values here$", _say("Write lines such as “title: Some words”; see README.md.")),
    (r"picture and no SVG drawing$", _say("Draw it as SVG: a photograph or a screenshot can’t be shown.")),
    (r"^a page is called", _say("The figures give the order: 01-before-the-hearing.md")),
    (r"MAJOR\.MINOR", _say("“1.1” after “1.0” for a correction, “2.0” for a new course.")),
    (r"^a programme needs a module$", _say("List the folders of its modules under “module_slugs:”.")),
    (r"^two of its pages define", _say("Keep one definition, and link to its page from the other.")),
    (r"put it in quotes", _say('Write it as "…", with quotes around it.')),
]
