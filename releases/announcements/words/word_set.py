"""Sets of words, written as a line of text."""


def word_set(*lines: str, separator: str | None = None) -> frozenset[str]:
    """The words of some lines, parted by spaces unless another separator is given."""
    return frozenset(word for line in lines for word in line.split(separator) if word)
