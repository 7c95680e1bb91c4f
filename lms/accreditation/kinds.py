"""What the union calls its kinds of rep, in a sentence."""

from lms.content.operations import union


def a_kind(slug: str | None) -> str:
    """ "an accredited rep"; a kind that union.yaml no longer names is just "accredited"."""
    plain = next((kind.plain for kind in union().rep_kinds if kind.slug == slug), "")
    return f"{'an' if plain[:1].lower() in 'aeiou' else 'a'} {plain}" if plain else "accredited"
