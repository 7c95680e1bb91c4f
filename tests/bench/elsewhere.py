"""The pages that aren't the main ones: how many statements and bytes each takes, on few runs and on many."""

from dataclasses import dataclass

from flask import Flask

from tests.bench.asking import Asking, cookie_of, statements
from tests.bench.floor import measured_app
from tests.bench.page_costs import Union, fetched
from tests.bench.pages import Page, pages_of


@dataclass(frozen=True)
class Count:
    """Statements on few runs and on many, and the bytes of HTML on many."""

    name: str
    kind: str
    few: int
    many: int
    html: int


def counts(few: Union, many: Union) -> list[Count]:
    """Of every page, the main ones too."""
    apps = [measured_app(DATA=each.folder, DATABASE_URL=each.url) for each in (few, many)]
    found = []
    for pages in zip(*[pages_of(app) for app in apps], strict=True):
        (first, _), (second, html) = [count(app, page) for app, page in zip(apps, pages, strict=True)]
        found.append(Count(pages[1].name, pages[1].kind, first, second, html))
    return found


def count(app: Flask, page: Page) -> tuple[int, int]:
    """The statements of a page that has been seen once, and its bytes."""
    ask = Asking(app, page.address, cookie_of(app, page.who), accepted="identity")
    fetched(ask, page.address)
    with statements(app) as seen:
        answer = fetched(ask, page.address)
    return len(seen), len(answer.body)
