"""That what a text names within the course is there: statements, pages, case studies, practice."""

from collections.abc import Iterator

from lms.content.building import Problem
from lms.content.consistency.twice import twice
from lms.content.shapes import Material, Module, Programme
from lms.content.texts import links_in, terms_defined, texts_in


def link_problems(material: Material) -> list[Problem]:
    laws = {law.slug for law in material.laws}
    modules = {module.slug: module for module in material.modules}
    cases = {case.code for module in material.modules for case in module.case_studies}
    found = []
    for text in texts_in(material):
        for kind, name in links_in(text):
            there = name in laws if kind == "law" else name in cases if kind == "case" else _in(modules, kind, name)
            if not there:
                found.append(Problem(*text.at, f"the link {kind}:{name} leads nowhere"))
    for programme in material.programmes:
        found += [Problem(f"programmes/{programme.slug}.yaml", *wrong) for wrong in _within(programme)]
    return list(dict.fromkeys(found))


def _in(modules: dict[str, Module], kind: str, name: str) -> bool:
    slug, _, rest = name.partition("/")
    module = modules.get(slug)
    if module is None:
        return False
    if kind == "practice":
        return module.practice(rest) is not None
    has = {"": True, "keep": bool(module.keep), "checks": bool(module.checks), "reflections": bool(module.reflections)}
    return has.get(rest, False) or module.page(rest) is not None


def _within(programme: Programme) -> Iterator[tuple[str, str]]:
    """A trainee's links stay within her course, and a word has one meaning in it."""
    terms = [term.casefold() for text in texts_in(programme.modules) for term in terms_defined(text)]
    for term in twice(terms):
        yield "module_slugs", f"two of its pages define “{term}”"
