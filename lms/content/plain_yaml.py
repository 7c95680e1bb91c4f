"""YAML without its surprises: no key twice, no references, nothing but texts, numbers, days and lists."""

import re

import yaml

UNSHOWN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")  # no page or table takes them


class NotReadable(Exception):
    """The text is no YAML that we take; `where` names the line, the message says why."""

    def __init__(self, words: str, mark=None):
        super().__init__(words)
        self.where = f"line {mark.line + 1}" if mark else "the file"


class _Loader(yaml.SafeLoader):
    def compose_node(self, parent, index):
        if self.check_event(yaml.AliasEvent):
            raise NotReadable("references (*name) can't be used here", self.peek_event().start_mark)
        return super().compose_node(parent, index)

    def compose_scalar_node(self, anchor):
        node = super().compose_scalar_node(anchor)
        if UNSHOWN.search(node.value):
            raise NotReadable("there is a sign in it that can't be shown", node.start_mark)
        return node

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
        raise NotReadable(f"not readable as YAML ({reason})", getattr(problem, "problem_mark", None)) from None
    except (ValueError, ArithmeticError) as problem:
        raise NotReadable(f"a value can't be read ({problem})") from None
    except RecursionError:
        raise NotReadable("too deeply nested") from None
