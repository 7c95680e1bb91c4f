"""The figures for a person: narrow enough for 120 columns, each beside its aim, a mark where it is missed."""

from tests.bench import aims
from tests.bench.figures import NOT_MEASURED
from tests.bench.load import CONNECTIONS
from tests.bench.project import BUSY

LEGEND = (
    "Sent: the HTML compressed. First: all bytes of a first visit, with styles, scripts and preloaded fonts.",
    "CPU: a request, in the process, with the spread of its readings; to few: many runs held against few.",
    "a s: requests a second, by two gunicorn workers; p50, p99: milliseconds within which half and 99 % were answered.",
)


def lines_of(found: dict) -> list[str]:
    """The whole table, line by line."""
    lines = _heading(found["machine"], found["size"])
    for engine, sections in found["engines"].items():
        if "pages" in sections:
            lines += _pages(engine, sections, found["size"])
        if "elsewhere" in sections:
            lines += _elsewhere(sections["elsewhere"])
    if any("pages" in sections for sections in found["engines"].values()):
        lines += ["", *LEGEND]
    lines += _others(found)
    took = found.get("seconds")
    return lines + ([f"Measured in {took // 60:.0f} min {took % 60:.0f} s."] if took else [])


def _heading(machine: dict, size: dict) -> list[str]:
    lines = [
        f"Tolpuddle {machine['commit']}, Python {machine['python']}, {machine['processors']} processors, "
        f"{machine['at']}",
        f"{size['members']} members; {size['few']} finished runs held against {size['many']}. "
        f"Load before {machine['load_before']}, after {machine['load_after']}. {aims.MISSED} marks a missed aim.",
    ]
    if size["members"] < 60_000:
        lines.append("This is a small union: the figures show that the bench works, and nothing else.")
    if machine["load_before"] > BUSY * machine["processors"]:
        lines.append("The machine was busy when this began: times are too long, and requests a second too few. "
                     "Counts and bytes hold.")
    return lines


def _pages(engine: str, sections: dict, size: dict) -> list[str]:
    names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
    about = "" if engine == "sqlite" else " (CPU of the app; the database's own isn't in it)"
    one, eight = CONNECTIONS
    lines = ["", f"{names[engine]}, {size['many']} finished runs{about}",
             f"{'':28}{'queries':>8}{'HTML':>8}{'sent':>7}{'first':>7}{'CPU':>8}{'':>6}{'ratio':>7}"
             f"{f'{one} connection':>20}{f'{eight} connections':>20}",
             f"{'':28}{'':>8}{'kB':>8}{'kB':>7}{'kB':>7}{'ms':>8}{'±':>6}{'to few':>7}{'a s':>8}{'p50':>6}{'p99':>6}"
             f"{'a s':>8}{'p50':>6}{'p99':>6}",
             f"{'aim':28}{'8':>8}{'40':>8}{'':>7}{'':>7}{'3' if engine == 'sqlite' else '':>8}{'':>6}{'1.25':>7}"]
    loads = sections.get("load") or {}
    lines += [_page(page, loads.get(page["name"])) for page in sections["pages"]]
    return [*lines, sections["load_missing"]] if sections.get("load_missing") else lines


def _page(page: dict, loads: list[dict] | None) -> str:
    few, many, missed = page["few_runs"], page["many_runs"], page["missed"]
    queries = str(many["queries"]) if few["queries"] == many["queries"] else f"{few['queries']}→{many['queries']}"
    cpu = many["cpu_ms"]
    shown = {"queries": queries, "html": f"{many['html'] / 1000:.1f}", "cpu_ms": f"{cpu['middle']:.2f}",
             "ratio": f"{page['ratio']:.2f}"}
    marked = {name: _marked(text, name in missed) for name, text in shown.items()}
    line = (
        f"{page['name']:28}{marked['queries']:>8}{marked['html']:>8}{many['html_sent'] / 1000:>7.1f}"
        f"{many['first_visit'] / 1000:>7.1f}{marked['cpu_ms']:>8}{_spread(cpu):>6.0%}{marked['ratio']:>7}"
    )
    if loads is None:
        return f"{line}{NOT_MEASURED:>20}{NOT_MEASURED:>20}"
    return line + "".join(f"{each['a_second']:>8.0f}{each['p50_ms']:>6.0f}{each['p99_ms']:>6.0f}" for each in loads)


def _marked(text: str, missed: bool) -> str:
    return f"{aims.MISSED}{text}" if missed else text


def _elsewhere(counts: list[dict]) -> list[str]:
    """The other pages that miss their aim."""
    pages = [each for each in counts if each["kind"] == "elsewhere"]
    over = [each for each in pages if aims.QUERIES_ELSEWHERE.missed(each["many"])
            or aims.HTML_ELSEWHERE.missed(each["html"]) or each["few"] != each["many"]]
    lines = [f"Elsewhere (aim: 15 queries, 80 kB, no growth): {len(pages)} pages, {len(over)} miss it."]
    return lines + [f"  {aims.MISSED} {each['name']:50}{each['few']:>4}→{each['many']:<4}{each['html'] / 1000:>7.1f} kB"
                    for each in over]


def _others(found: dict) -> list[str]:
    lines = ["", f"{'Besides':44}{'figure':>12}{'±':>6}  {'aim':>8}"]
    engines = found["engines"].items()
    for name, figure in found.get("certificates", {}).items():
        lines.append(_row(f"certificates a second a core, {name}", figure))
    for many, megabytes in found.get("memory", {}).items():
        lines.append(f"{f'memory after {many} certificates, MB':44}{megabytes:>12.0f}")
    for engine, sections in engines:
        if "import" in sections:
            lines.append(_imported(engine, sections["import"]))
    for engine, sections in engines:
        for name, saved in sections.get("drafts", {}).items():
            lines.append(f"{_row(f'drafts a second, {engine}, {name}', saved['a_second'])}"
                         f"    longest {saved['longest_ms']:.0f} ms")
    if "passwords" in found:
        lines.append(_row("password checks a second a core", found["passwords"]))
    for name, figure in found.get("starting", {}).items():
        lines.append(_row(f"start, {name}, s", figure, digits=2))
    return lines if len(lines) > 2 else []


def _row(name: str, figure: dict, digits: int = 1) -> str:
    return f"{name:44}{figure['middle']:>12.{digits}f}{_spread(figure):>6.0%}"


def _spread(figure: dict) -> float:
    return (figure["most"] - figure["least"]) / 2 / figure["middle"]


def _imported(engine: str, said: dict) -> str:
    name, aim = f"rows a second, import of {said['rows']}, {engine}", aims.IMPORT if engine == "sqlite" else None
    if said["a_second"] is None:
        how_far = f"{said['written']} written within {said['patience']:.0f} s"
        return f"{name:44}{NOT_MEASURED:>12}{'':>6}  {how_far}"
    missed = aim is not None and aim.missed(said["a_second"])
    shown = _marked(f"{said['a_second']:.0f}", missed)
    return f"{name:44}{shown:>12}{'':>6}  {f'{aim.bound:.0f}' if aim else '':>8}"
