"""That no two things which readers tell apart by their title have the same one."""

from collections.abc import Iterator

from lms.content.building import Problem
from lms.content.consistency.twice import twice
from lms.content.shapes import Material


def title_problems(material: Material) -> Iterator[Problem]:
    for title in twice(law.title for law in material.laws):
        yield Problem("law", "title", f"two statements are called “{title}”")
    for module in material.modules:
        for title in twice(page.title for page in module.pages):
            yield Problem(f"modules/{module.slug}", "pages", f"two pages are called “{title}”")
    for programme in material.programmes:
        file = f"programmes/{programme.slug}.yaml"
        for title in twice(module.title for module in programme.modules):
            yield Problem(file, "module_slugs", f"two of its modules are called “{title}”")
    for title in twice(programme.title for programme in material.programmes):
        yield Problem("programmes", "title", f"two programmes are called “{title}”")
