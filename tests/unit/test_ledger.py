"""The ledger knows what was read and what changed; whatever may have to be derived again is."""

import sys
from collections.abc import Iterable
from random import Random

import pytest

from praxis_build.model.blocks import Blocks
from praxis_build.model.ledger import Ledger, filed
from praxis_build.model.tables import Index, Table
from praxis_build.model.traces import mark, stale, traces
from praxis_build.model.view import View


class Rows:
    """Rows kept in memory; ``asked`` lists those fetched one by one."""

    def __init__(self) -> None:
        """Begin with none."""
        self.tables: dict[str, dict[str, bytes]] = {}
        self.asked: list[str] = []

    def row(self, table: str, key: str) -> bytes | None:
        """Return a row."""
        self.asked.append(key)
        return self.tables.get(table, {}).get(key)

    def rows(self, table: str) -> Iterable[tuple[str, bytes]]:
        """Return the rows of a table."""
        return list(self.tables.get(table, {}).items())

    def save(self, table: Table[int] | Index) -> None:
        """Keep the rows that changed."""
        kept = self.tables.setdefault(table.name, {})
        for key, data in table.encoded():
            kept.pop(key, None)
            if data is not None:
                kept[key] = data


@pytest.fixture
def ledger() -> Ledger:
    """Return a ledger that has been settled once: what changes now is noted."""
    made = Ledger()
    made.settle()
    return made


def touched(ledger: Ledger, marks: set[int]) -> bool:
    """Tell whether what was read under these marks is to be derived again."""
    return stale([("it", traces(marks))], frozenset(ledger.touched)) == {"it"}


@pytest.mark.parametrize("way", ["[]", "get", "in"])
def test_what_is_read_is_noted(ledger: Ledger, way: str) -> None:
    """A row, and its absence: whoever saw that there was none must hear of one."""
    table = ledger.table("numbers", int)
    with ledger.recording() as marks:
        if way == "[]":
            with pytest.raises(KeyError):
                table["a"]
        else:
            assert not (table.get("a") if way == "get" else "a" in table)
    table.put("b", 1)
    assert not touched(ledger, marks)
    table.put("a", 1)
    assert touched(ledger, marks)


def test_a_look_is_not_noted(ledger: Ledger) -> None:
    """``peek`` leaves no mark."""
    table = ledger.table("numbers", int)
    with ledger.recording() as marks:
        assert table.peek("a") is None
    assert marks == set()


@pytest.mark.parametrize("change", [("b", 2), ("a", 3), ("a", None)])
def test_whoever_read_all_hears_of_any_row(ledger: Ledger, change: tuple[str, int | None]) -> None:
    """A new one, one that changed, one taken out."""
    table = ledger.table("numbers", int)
    table.put("a", 1)
    ledger.settle()
    with ledger.recording() as marks:
        assert dict(table.items()) == {"a": 1}
    table.put(*change)
    assert touched(ledger, marks)


def test_the_same_again_is_no_change(ledger: Ledger) -> None:
    """A row put as it was touches nobody, and needs no keeping."""
    table, index = ledger.table("numbers", int), ledger.index("words", str)
    table.put("a", 1)
    index.file("k", "owner", ("x",))
    ledger.settle()
    table.put("a", 1)
    table.put("b", None)
    index.file("k", "owner", ("x",))
    index.file("k", "nobody", ())
    assert (ledger.touched, table.changed, index.changed) == (set(), set(), set())


def test_at_first_nothing_is_touched() -> None:
    """A first build derives everything anyway; what it put is kept all the same."""
    ledger = Ledger()
    table = ledger.table("numbers", int)
    table.put("a", 1)
    assert ledger.touched == set()
    assert [key for key, _ in table.encoded()] == ["a"]


def test_tables_do_not_mix(ledger: Ledger) -> None:
    """A key in one table isn't that key in another."""
    one, other = ledger.table("one", int), ledger.table("other", int)
    with ledger.recording() as marks:
        one.get("a")
    other.put("a", 1)
    assert not touched(ledger, marks)


def test_recordings_are_apart(ledger: Ledger) -> None:
    """What is read in an inner recording is the inner one's, even when it ends with an error."""
    table = ledger.table("numbers", int)
    with ledger.recording() as outer:
        table.get("before")
        with pytest.raises(ZeroDivisionError), ledger.recording() as inner:  # noqa: PT012 - what is raised must be raised while recording
            table.get("inside")
            raise ZeroDivisionError
        table.get("after")
    assert inner == {mark("numbers", "inside")}
    assert outer == {mark("numbers", "before"), mark("numbers", "after")}


def test_whoever_reads_a_view_has_read_what_it_came_from(ledger: Ledger) -> None:
    """The second reader too, for whom nothing is derived."""
    table = ledger.table("numbers", int)
    asked: list[str] = []

    def derive(key: str) -> int:
        asked.append(key)
        return (table.get(key) or 0) + 1

    view = View(ledger, derive)
    for _ in range(2):
        with ledger.recording() as marks:
            assert view["a"] == 1
        assert marks == {mark("numbers", "a")}
    assert asked == ["a"]


@pytest.mark.parametrize("packed", [False, True])
def test_what_an_owner_states_is_replaced(ledger: Ledger, *, packed: bool) -> None:
    """What it states no more goes, what it states still isn't touched, what others state stays."""
    index = ledger.index("words", str, packed=packed)
    ledger.refile("other", [], filed([("words", "k", "z")]))
    ledger.refile("owner", [], filed([("words", "k", "x"), ("words", "k", "y"), ("words", "still", "s")]))
    ledger.settle()
    ledger.refile("owner", [("words", "k"), ("words", "still")], filed([("words", "still", "s")]))
    assert (index.of("k"), index.of("still")) == ({"other": ("z",)}, {"owner": ("s",)})
    assert index.changed == {"k"}


@pytest.mark.parametrize("packed", [False, True])
def test_rows_come_back_from_a_store(*, packed: bool) -> None:
    """Changed, taken out and untouched rows, over two builds; one row is asked for once."""
    rows = Rows()
    first = Ledger()
    table, index = first.table("numbers", int, packed=packed), first.index("words", str, packed=packed)
    for number, key in enumerate("abc"):
        table.put(key, number)
        index.file(key, "owner", (key,))
    for one in (table, index):
        rows.save(one)

    second = Ledger(rows)
    table, index = second.table("numbers", int, packed=packed), second.index("words", str, packed=packed)
    table.put("a", 7)
    table.put("b", None)
    index.file("a", "owner", ())
    index.file("b", "another", ("x",))
    assert [table.get(key) for key in "abcc"] == [7, None, 2, 2]
    assert rows.asked.count("c") == 1
    assert dict(table.items()) == {"a": 7, "c": 2}
    for one in (table, index):
        rows.save(one)

    third = Ledger(rows)
    table, index = third.table("numbers", int, packed=packed), third.index("words", str, packed=packed)
    assert dict(table.items()) == {"a": 7, "c": 2}
    assert {key: index.of(key) for key, _ in index.items()} == {
        "b": {"owner": ("b",), "another": ("x",)},
        "c": {"owner": ("c",)},
    }


def test_packed_values_of_any_size_come_back() -> None:
    """Une ligne vide, des lignes qui emplissent plusieurs blocs, une plus longue qu'un bloc."""
    values = [b"", *(bytes([number]) * 100_000 for number in range(30)), b"x" * 3_000_000, b"y", b""]
    blocks = Blocks()
    places = [blocks.put(value) for value in values]
    assert [bytes(blocks[place]) for place in places] == values


def test_what_changed_in_a_store_s_rows_is_touched() -> None:
    """What another build had read is found stale by its traces."""
    rows = Rows()
    kept = [("reader", traces({mark("numbers", "a")})), ("other", traces({mark("numbers", "b")}))]
    ledger = Ledger(rows)
    table = ledger.table("numbers", int)
    table.put("a", 1)
    assert stale(kept, frozenset(ledger.touched)) == {"reader"}
    ledger.settle()
    assert stale(kept, frozenset(ledger.touched)) == set()


def test_few_marks_and_many_find_the_same_traces() -> None:
    """Whether a few marks are looked for or many, in few traces or many: those that hold one of them, and no other."""
    random = Random(5)
    kept = [(str(number), [random.getrandbits(32) for _ in range(random.randrange(40))]) for number in range(700)]
    told = [(key, traces(marks)) for key, marks in kept]
    astride = int.from_bytes(next(trace for _, trace in told if trace)[1:5], sys.byteorder)
    for count in (0, 1, 3, 40):
        held = [random.choice(marks) for _, marks in random.sample(kept, count) if marks]
        touched = frozenset([*held, astride, random.getrandbits(32)])
        assert stale(told, touched) == {key for key, marks in kept if touched & set(marks)}
