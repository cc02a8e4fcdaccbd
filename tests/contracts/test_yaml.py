"""Contract: front matter read by its lines is what libyaml says, place by place; else it is left to libyaml."""

import pytest
import yaml as pyyaml
from hypothesis import given, settings
from hypothesis import strategies as st
from laws.grammar import LAW, LINES

from praxis_build.model.settings import Limits
from praxis_build.stages.parse import lines, yaml
from praxis_build.stages.parse.nodes import Mapping, Node, Scalar, Sequence
from praxis_build.stages.parse.text import decode, split

LIMITS = Limits()
PIECES = st.sampled_from(
    [*"abz09éÉ日_-.,:;#&*!|>%@`?~=<$+/()[]{}'\"\\ \t\n\u00a0\u202f\u2028\u0085\ufeff🌱", ": ", " #", "- ", "\n- ",
     "\n  - ", "\n  ", ", ", "[a, b]", "{a: b}", "[", "]", "{", "}", "''", '""', "no", "~", "null", "<<", "---", "..."]
)  # fmt: skip
WORDS = st.sampled_from(["", "a", "le jardin", "b-c", "2020-01-01", "l'été", "[a, b]", "{a: b}", '"a"', "'a'"])
VALUES = st.builds("{}{}{}".format, WORDS, PIECES, WORDS) | st.lists(PIECES, max_size=8).map("".join) | WORDS
KEYS = st.sampled_from(["titre", "a", "A", "à b", "date", "n-1", "<<", "no", "1", "é_è", "'q'", '"q"', "? k", "- k"])
PAIRS = st.builds(lambda indent, key, colon, value: indent + key + colon + value,
                  st.sampled_from(["", "", "", "", "", "", "  ", "- ", "  - ", " "]), KEYS,
                  st.sampled_from([": ", ": ", ": ", ": ", ":", ":  ", " : "]), VALUES)  # fmt: skip
FRONTS = st.lists(PAIRS, min_size=1, max_size=5).map("\n".join)
"""Front matter that is nearly plain, which is where two readers would differ."""


def by_yaml(front: str) -> Node | None:
    """Return what the usual reader gives, ``None`` when it refuses."""
    try:
        return yaml.read(front, LIMITS)
    except yaml.Refused:
        return None


def texts(node: Node) -> object:
    """Return a node as PyYAML's loader gives it when every scalar stays text."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [texts(item) for item in node.items]
    return {key.text: texts(value) for key, value in node.pairs}


def agree(front: str) -> Mapping | None:
    """Fail unless both readers agree on a front matter that ``lines`` reads; return what it read."""
    found = lines.read(front, LIMITS)
    if found is not None:
        assert found == by_yaml(front)
        assert texts(found) == pyyaml.load(front, Loader=pyyaml.BaseLoader)  # noqa: S506 - it makes texts only
    return found


@settings(LAW, max_examples=1_500)
@given(FRONTS | LINES)
def test_lines_are_read_as_libyaml_reads_them(front: str) -> None:
    """The same keys, values, quotation marks and places; what libyaml refuses is never read."""
    agree(front)


@settings(LAW, max_examples=500)
@given(VALUES)
def test_a_value_is_read_as_libyaml_reads_it(value: str) -> None:
    """Same, for one value: bare, in a list, in a map, in brackets."""
    for front in (
        f"a: {value}",
        f"a:\n  - {value}\n  - b",
        f"a:\n  b: {value}",
        f"a: [{value}, b]",
        f"a: {{b: {value}}}",
    ):
        agree(front)


@pytest.mark.parametrize(
    "value",
    ["no", "oui", "0o7", "0x1F", "1_000", "1:30", "2020-01-01", "2020-01-01T10:00", "1e3", ".inf", "-5", "+5", "=",
     "C++", "a:b", "http://a.example:80/b", "a#b", "(a)", "« a »", "$x", "/a/b", "e-mail@a.example", "l'été",
     'a "b" c', "a, b", "a [b]", "50 %", "a & b", "a * b", "a | b", "1.", "-1"],
)  # fmt: skip
def test_what_yaml_would_type_stays_text(value: str) -> None:
    """A country isn't false, a version isn't a number: values are read, and stay as they were written."""
    found = agree(f"titre: {value}\nliste: [{value.partition(' ')[0].strip(',')}]")
    if found is not None:
        assert texts(found)["titre"] == value


@pytest.mark.parametrize(
    "front",
    ["a: &x b", "a: *x", "a: !!str b", "!!map\na: b", "a: |\n  b", "a: >\n  b", "a: b\n  c", "a: 'b\n  c'", 'a: "b\\n"',
     "a: b # c", "# c\na: b", "a: b\tc", "a:\tb", "\ta: b", "a: b\na: c", "a: b\nA: c", "É: b\ne\u0301: c", "? a\n: b",
     "a: b: c", "a: - b", "a: [b", "a: {b: c", "a: [[b]]", "a: @b", "a: `b`", "a: %b", "a: b\r\nc: d", "\ufeffa: b",
     "a: b\u2028c: d", "a: b\u0085c: d", "a: b\x07", "---\na: b", "a: b\n---\nc: d", "a: b\n...", "<<: {a: b}", "a",
     "- a", "a: 'b", 'a: b"\n"c: d', "a:b", "a: b\n c: d", "a:\n- b\n - c", "a: [b]]", "a: {b}", "a: {b: c}}",
     "a: [b:c]", "a: [b, , c]", "a: [b,]", "a: ,b", "a: ]b", "a: ?b", "a: -", "a: '", "a: ''b", "a: 'b' c", ""],
)  # fmt: skip
def test_traps_are_read_alike_or_left_to_libyaml(front: str) -> None:
    """Anchors, tags, comments, tabs, blocks, doubles, line ends and marks that are not ours alone to read."""
    agree(front)


@pytest.mark.parametrize(
    "front",
    [
        "titre: Le jardin\nauthors: [a, b-c]\ndate: 2020-01-01",
        "axes:\n  coût: [faible, élevé]\nentries:\n  - {note: a, categories: {coût: élevé}, pinned: true}\n  - note: b",
        'a:\n- b\n- c: d\n  e: f\ng: "h: i"',
    ],
)
def test_ordinary_front_matter_is_not_left_to_libyaml(front: str) -> None:
    """What most people write is read by its lines."""
    assert agree(front) is not None


@pytest.mark.parametrize("data", [b"---\r\na: b\r\nc: [d]\r\n---\r\ne", b"\xef\xbb\xbf---\na: b\nc: [d]\n---\ne"])
def test_line_ends_and_marks_are_gone_before(data: bytes) -> None:
    """A file of another system is read by its lines too."""
    text, _ = decode("notes/a.md", data)
    assert texts(agree(split(text).front or "")) == {"a": "b", "c": ["d"]}


@pytest.mark.parametrize("depth", range(1, 6))
def test_depth_is_bounded_alike(depth: int) -> None:
    """What is nested too deeply for one reader is for the other."""
    limits = Limits(front_matter_depth=depth)
    for front in (
        "a: b",
        "a: [b]",
        "a: {b: c}",
        "a: {b: {c: d}}",
        "a:\n  - b: {c: {d: e}}",
        "a:\n  b:\n    c:\n      - d",
    ):
        found = lines.read(front, limits)
        try:
            usual = yaml.read(front, limits)
        except yaml.Refused:
            usual = None
        assert found is None or found == usual
