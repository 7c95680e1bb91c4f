"""YAML without its surprises: no key twice, no references, nothing but texts, numbers, days and lists."""

import re

import yaml
from yaml.composer import Composer
from yaml.constructor import SafeConstructor
from yaml.cyaml import CParser
from yaml.resolver import Resolver

UNSHOWN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")  # no page or table takes them
CANT_BE_SHOWN = "there is a sign in it that can't be shown"
BEGINS_WITH_A_SIGN = "a text that begins with one of * & ! % @ ` needs quotes around it"
_SAID = (  # what YAML says, and what an author can do with
    ("mapping values are not allowed", "there is a colon more than this line can have; a text with a colon in it needs "
     "quotes around it"),
    ("tab character", "there is a tab in it; set the line in with spaces"),
    ("cannot start any token|alphabetic or numeric character", BEGINS_WITH_A_SIGN),
    ("are not allowed in this context", "a text that begins with - or ? needs quotes around it"),
    ("expected comment or line break", "after | or > the text begins on the next line, set in"),
    ("unexpected end of stream", "a quotation mark is opened here and never closed"),
    ("did not find expected key|expected '-' indicator|expected <document start>", "this line doesn't fit what stands "
     "above it: look how far both are set in, and at quotation marks"),
    ("expected ',' or|expected node content", "a bracket that is opened is never closed"),
    ("character escape|control characters", CANT_BE_SHOWN),
    ("another document", "--- begins a second document, and a file holds one"),
    ("unhashable key", "the name of a value must be a plain word"),
)


class NotReadable(Exception):
    """The text is no YAML that we take; `where` names the line, the message says why."""

    def __init__(self, words: str, mark=None):
        super().__init__(words)
        self.where = f"line {mark.line + 1}" if mark else "the file"


class _Loader(Composer, CParser, SafeConstructor, Resolver):
    """Parsed by libyaml, which is several times quicker, and composed here."""

    def __init__(self, text: str):
        CParser.__init__(self, text)
        Composer.__init__(self)
        SafeConstructor.__init__(self)
        Resolver.__init__(self)

    def compose_node(self, parent, index):
        event = self.peek_event()
        if any(getattr(event, name, None) is not None for name in ("anchor", "tag")):
            raise NotReadable(BEGINS_WITH_A_SIGN, event.start_mark)
        return super().compose_node(parent, index)

    def compose_scalar_node(self, anchor):
        node = super().compose_scalar_node(anchor)
        if UNSHOWN.search(node.value):
            raise NotReadable(CANT_BE_SHOWN, node.start_mark)
        return node

    def construct_object(self, node, deep=False):
        try:
            return super().construct_object(node, deep)
        except (ValueError, ArithmeticError):
            raise NotReadable(f"{node.value[:30]} is no number and no day that there is", node.start_mark) from None

    def construct_mapping(self, node, deep=False):
        seen = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                raise NotReadable(f"{key.value} stands there twice", key.start_mark)
            if isinstance(key, yaml.ScalarNode):
                seen.add(key.value)
        return super().construct_mapping(node, deep)


def load(text: str):
    """What the text says; raises NotReadable."""
    try:
        return yaml.load(text, _Loader)
    except yaml.YAMLError as problem:
        reason = getattr(problem, "problem", None) or getattr(problem, "reason", None) or "broken"
        mark = getattr(problem, "problem_mark", None)
        if "unexpected end of stream" in reason:
            mark = problem.context_mark
        said = next((words for signs, words in _SAID if re.search(signs, reason)), reason)
        raise NotReadable(f"not readable as YAML: {said}", mark) from None
    except RecursionError:
        raise NotReadable("too deeply nested") from None
