"""Figures as a Markdown table."""

from collections.abc import Iterable
from statistics import median


def table(rows: list[list[str]]) -> str:
    """Write rows, the first of which is the head: names to the left, figures to the right."""
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    lines = [[row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])] for row in [rows[0], rule, *rows[1:]]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def middle(values: Iterable[float | None], digits: int = 2) -> str:
    """Write the median of what was measured, a dash if nothing was."""
    known = [value for value in values if value is not None]
    return f"{median(known):.{digits}f}" if known else "-"


def megabytes(size: float | None) -> float | None:
    """Give bytes in millions."""
    return None if size is None else size / 1e6
