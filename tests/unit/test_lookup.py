"""Of several candidates, the one in the nearest folder is meant, if there is one nearest."""

import pytest

from praxis_build.model.names import SourcePath
from praxis_build.stages.resolve.lookup import nearest


@pytest.mark.parametrize(
    ("origin", "paths", "meant"),
    [
        ("notes/a.md", (), ()),
        ("notes/a.md", ("x/b.md",), ("x/b.md",)),
        ("notes/a.md", ("notes/b.md", "notes/x/b.md"), ("notes/b.md",)),
        ("notes/x/a.md", ("notes/b.md", "notes/x/b.md"), ("notes/x/b.md",)),
        ("notes/x/a.md", ("notes/y/b.md", "notes/z/b.md"), ("notes/y/b.md", "notes/z/b.md")),
        ("notes/x/a.md", ("notes/y/z/b.md", "notes/w/b.md"), ("notes/w/b.md",)),
        ("a.md", ("b.md", "x/b.md"), ("b.md",)),
    ],
)
def test_the_nearest(origin: str, paths: tuple[str, ...], meant: tuple[str, ...]) -> None:
    """Distance counts the folders to go up and down; equals are all kept."""
    assert nearest(SourcePath(origin), tuple(map(SourcePath, paths))) == meant
