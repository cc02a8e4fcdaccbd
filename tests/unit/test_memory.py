"""What a build kept comes back as it was, or not at all: bytes that nobody wrote are never used."""

import os
import resource
import sys
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from multiprocessing import get_context
from pathlib import Path
from random import Random

import msgspec
import pytest

from praxis_build.edges.memory import FORMAT, Memory, Spoiled

STAMP = b"stamp"
ROWS = {f"notes/{number}.md": bytes([number]) * (100 + number) for number in range(40)}


def kept(folder: Path, secret: bytes = b"") -> None:
    memory = Memory(folder, STAMP, secret)
    memory.save([("parsed", ROWS.items()), ("heads", [("a", b"1"), ("b", b"2")])])
    memory.close()


def read(folder: Path, stamp: bytes = STAMP, secret: bytes = b"") -> dict[str, bytes]:
    """Return all the rows of a table, both ways."""
    memory = Memory(folder, stamp, secret)
    try:
        rows = dict(memory.rows("parsed"))
        assert all(memory.row("parsed", key) == data for key, data in rows.items())
        return rows
    finally:
        memory.close()


def test_rows_come_back(tmp_path: Path) -> None:
    kept(tmp_path)
    assert read(tmp_path) == ROWS
    memory = Memory(tmp_path, STAMP)
    assert (memory.row("heads", "a"), memory.row("heads", "c"), memory.row("other", "a")) == (b"1", None, None)


def test_a_row_changes_and_goes(tmp_path: Path) -> None:
    kept(tmp_path)
    memory = Memory(tmp_path, STAMP)
    memory.save([("parsed", [("notes/1.md", b"new"), ("notes/2.md", None)])])
    expected = {**ROWS, "notes/1.md": b"new"}
    del expected["notes/2.md"]
    assert read(tmp_path) == expected


@pytest.mark.parametrize(("stamp", "secret"), [(b"another", b""), (STAMP, b"secret")])
def test_what_another_kept_is_not_used(tmp_path: Path, stamp: bytes, secret: bytes) -> None:
    """Another version, other settings, or somebody who doesn't know the secret."""
    kept(tmp_path)
    assert Memory(tmp_path, stamp, secret).empty
    kept(tmp_path / "theirs", b"guessed")
    assert Memory(tmp_path / "theirs", STAMP, b"secret").empty


def test_a_row_is_found_among_any_others(tmp_path: Path) -> None:
    """Whatever the order in which rows come, grow and go, over many bundles: each has its last value, or none."""
    random, expected = Random(3), dict[str, bytes]()
    for _ in range(12):
        changes: dict[str, bytes | None] = {}
        for number in random.sample(range(400), 60):
            changes[f"notes/{number}.md"] = None if random.random() < 0.3 else random.randbytes(random.randrange(3000))
        memory = Memory(tmp_path, STAMP)
        memory.save([("parsed", changes.items())])
        memory.close()
        for key, data in changes.items():
            expected.pop(key, None)
            if data is not None:
                expected[key] = data
        assert list(read(tmp_path).items()) == sorted(expected.items())
    memory = Memory(tmp_path, STAMP)
    assert not any(memory.row("parsed", key) for key in ("", "notes", "notes/0.md0", "~"))


def flipped(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << random.randrange(8))]) + data[at + 1 :]


def cut(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data))]


def swapped(data: bytes, random: Random) -> bytes:
    at = random.randrange(1, len(data))
    return data[at:] + data[:at]


@pytest.mark.parametrize("spoil", [flipped, cut, swapped])
@pytest.mark.parametrize("name", ["index", "rows-1.pack"])
def test_spoiled_bytes_are_never_used(tmp_path: Path, name: str, spoil: Callable[[bytes, Random], bytes]) -> None:
    kept(tmp_path)
    whole = (tmp_path / name).read_bytes()
    random = Random(7)
    for _ in range(60):
        (tmp_path / name).write_bytes(spoil(whole, random))
        try:
            found = read(tmp_path)
        except Spoiled:
            continue
        assert found in ({}, ROWS)


def test_a_lost_pack_is_told(tmp_path: Path) -> None:
    kept(tmp_path)
    (tmp_path / "rows-1.pack").unlink()
    with pytest.raises(Spoiled):
        read(tmp_path)


def test_a_pack_is_renewed_when_it_is_mostly_waste(tmp_path: Path) -> None:
    kept(tmp_path)
    memory = Memory(tmp_path, STAMP)
    for number in range(6):
        memory.save([("parsed", [("large", bytes([number]) * 1_000_000)])])
    assert read(tmp_path) == {**ROWS, "large": b"\x05" * 1_000_000}
    assert sum(path.stat().st_size for path in tmp_path.glob("rows-*.pack")) < 4_500_000


def test_changes_are_not_kept_for_the_whole(tmp_path: Path) -> None:
    """When the other rows turn out spoiled while a pack is renewed, nothing is kept: the next build begins anew."""
    kept(tmp_path)
    pack = tmp_path / "rows-1.pack"
    pack.write_bytes(pack.read_bytes()[:-1] + b"?")
    memory = Memory(tmp_path, STAMP)
    for number in range(6):
        memory.save([("heads", [("a", bytes([number]) * 1_000_000)])])
    assert Memory(tmp_path, STAMP).empty


@pytest.mark.parametrize("name", [".gitignore", "index", "rows-1.pack"])
@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_a_link_or_a_pipe_in_its_place(tmp_path: Path, name: str, kind: str) -> None:
    """A project may come with such a thing: nothing is read from it, nor written where it leads, and nobody waits."""
    folder, outside = tmp_path / "cache", tmp_path / "outside"
    kept(folder)
    (folder / name).rename(outside)
    before = outside.read_bytes()
    if kind == "link":
        (folder / name).symlink_to(outside)
    else:
        os.mkfifo(folder / name)
    with suppress(Spoiled):
        assert read(folder) == ({} if name == "index" else ROWS)
    for _ in range(2):
        memory = Memory(folder, STAMP)
        memory.save([("parsed", [("notes/1.md", b"new")])])
        memory.close()
    assert outside.read_bytes() == before


@pytest.mark.parametrize("linked", [".cache", ".cache/praxis"])
def test_a_folder_that_is_a_link_is_no_memory(tmp_path: Path, linked: str) -> None:
    """A project may come with such a link too: where it leads, nothing is read, written, nor taken away."""
    project, victim = tmp_path / "project", tmp_path / "victim"
    folder = victim / Path(".cache/praxis").relative_to(linked)
    kept(folder)
    (folder / ".gitignore").unlink()
    (folder / "index-2020").write_text("years of work")
    before = {path: path.read_bytes() for path in folder.iterdir()}
    (project / linked).parent.mkdir(parents=True)
    (project / linked).symlink_to(victim)
    for _ in range(2):
        memory = Memory(project / ".cache/praxis", STAMP)
        assert memory.empty
        memory.save([("parsed", [("notes/1.md", b"new")])])
        memory.close()
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_only_what_a_build_leaves_is_taken_away(tmp_path: Path) -> None:
    """Files of other names stay, however alike."""
    others = {"index-2020.html", "rows-a.pack", "rows-1.pack.bak", "my-index-3"}
    left = {"index-17", "rows-9.pack"}
    for name in others | left:
        (tmp_path / name).write_text("years of work")
    kept(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {".gitignore", "index", "rows-1.pack"} | others


@pytest.mark.parametrize("name", ["index", "rows-1.pack"])
def test_a_file_larger_than_any_memory(tmp_path: Path, name: str) -> None:
    """An archive can hold a file of holes, which says that it is of a million megabytes: it is not read."""
    kept(tmp_path)
    os.truncate(tmp_path / name, 1 << 40)
    assert read(tmp_path) == ({} if name == "index" else ROWS)


def test_an_index_that_counts_more_than_can_be_written(tmp_path: Path) -> None:
    """Whoever can write in the folder may count as they like: what can't go on from there begins anew."""
    (tmp_path / "index").write_bytes(vouched({"stamp": STAMP, "number": 2**64 - 1, "live": 0, "tables": {"a": b""}}))
    for _ in range(2):
        memory = Memory(tmp_path, STAMP)
        memory.save([("parsed", ROWS.items())])
        memory.close()
    assert read(tmp_path) == ROWS


def vouched(index: dict[str, object]) -> bytes:
    """Return an index as one can forge it without a secret."""
    data = msgspec.msgpack.encode(index)
    return FORMAT + blake2b(data, digest_size=32).digest() + data


def test_two_builds_at_once_never_mix(tmp_path: Path) -> None:
    """Whoever saves last is remembered; what the other saw is found spoiled, or as it was."""
    kept(tmp_path)
    one, other = Memory(tmp_path, STAMP), Memory(tmp_path, STAMP)
    one.save([("parsed", [("notes/1.md", b"one")])])
    other.save([("parsed", [("notes/1.md", b"other")])])
    assert read(tmp_path)["notes/1.md"] == b"other"
    with suppress(Spoiled):
        assert one.row("parsed", "notes/1.md") == b"one"


def saved(folder: Path, most: int) -> None:
    """Save in a process that may not write more than so many bytes into a file, as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    memory = Memory(folder, STAMP)
    memory.save([("parsed", [("notes/1.md", b"new" * 1000)])])
    memory.close()


@pytest.mark.skipif(sys.platform != "linux", reason="the process is forked")
def test_a_disk_without_room(tmp_path: Path) -> None:
    """What can't be kept is not; what was is still there, whole, whichever file finds no room."""
    kept(tmp_path)
    full = sum(map(len, ROWS.values())) + 2
    found = []
    for most in (*range(0, full + 4000, 300), 1_000_000):
        child = get_context("fork").Process(target=saved, args=(tmp_path, most))
        child.start()
        child.join()
        assert child.exitcode == 0
        found.append(read(tmp_path))
    new = {**ROWS, "notes/1.md": b"new" * 1000}
    assert [one for one in found if one not in (ROWS, new)] == []
    assert (found[0], found[-1]) == (ROWS, new)
    assert len(list(tmp_path.iterdir())) == len([".gitignore", "index", "rows-1.pack"])


def test_a_place_where_nothing_can_be_kept(tmp_path: Path) -> None:
    """A file has the folder's name: builds go on without a memory, and the file stays."""
    (tmp_path / "cache").write_text("years of work")
    kept(tmp_path / "cache")
    assert Memory(tmp_path / "cache", STAMP).empty
    assert (tmp_path / "cache").read_text() == "years of work"
