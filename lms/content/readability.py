"""How old a reader has to be for a text: Flesch and Kincaid's grade, and five years more.

grade = 0.39 × words a sentence + 11.8 × syllables a word − 15.59 (Kincaid and others, 1975); a pupil of
grade 9 is about 14. Syllables are counted by groups of vowels, which is right for nine words in ten and
for a page as a whole to within half a year. Law boxes are left out: their words are the statute's.
"""

import re

SYLLABLES = re.compile(r"[aeiouy]+")
SILENT = re.compile(r"(?:[^laeiouy]e|[^aeiouytd]ed|[^aeiouyscxzgh]es)$")
_LAW = re.compile(r'<div class="(?:law|notice warn)">.*?</div></div>', re.DOTALL)
_ENDS = re.compile(r"</(?:p|h2|h3|h4|li|td|th|dt|dd|figcaption|blockquote)>")
_DRAWN = re.compile(r"<svg.*?</svg>", re.DOTALL)
FEWEST = 100  # words below which a figure says nothing


def reading_age(html: str) -> float | None:
    """In years; None for a text that is too short to say."""
    plain = re.sub(r"<[^>]+>", " ", _ENDS.sub(". ", _DRAWN.sub(" ", _LAW.sub(" ", html))))
    sentences = [words for part in re.split(r"[.!?…]+[\s”’\")]", plain + " ") if (words := _words(part))]
    words = [word for sentence in sentences for word in sentence]
    if len(words) < FEWEST:
        return None
    a_word = sum(map(syllables, words)) / len(words)
    return round(0.39 * len(words) / len(sentences) + 11.8 * a_word - 15.59 + 5, 1)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-zà-ÿ]+(?:[’'][a-z]+)?", text.lower())


def syllables(word: str) -> int:
    """At least one; a silent e at the end is none."""
    count = len(SYLLABLES.findall(word))
    return max(1, count - bool(SILENT.search(word)))
