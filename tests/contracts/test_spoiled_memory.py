"""Whatever happens to what a build kept, the next one gives the right site and keeps it as usual: damage costs time."""

import os
import random
import shutil
import sys
import time
from collections.abc import Callable
from hashlib import blake2b
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest

from praxis_build.edges.memory import FORMAT, Memory
from praxis_build.engines.mkdocs.build import build
from praxis_build.engines.mkdocs.weaving import CACHE, SAME, SECRET, Outcome
from tests.bench import edits
from tests.bench.generate import generate

Places = list[tuple[str, int, int, bytes]]
"""First key, offset, length and digest of each bundle of rows."""
KILLS = 15
NO_ROW = b"\xc1"
"""The one byte that begins no value."""


@pytest.fixture(scope="module")
def project(memory: Path) -> Path:
    """Generate a commons, and build it."""
    root = memory / "built"
    generate(root, 8, words=(150, 160))
    made(root)
    return root


def made(root: Path) -> Outcome:
    """Build, in this process alone."""
    outcome = build(root / "mkdocs.yml", each=map)
    assert outcome.site == root / "site"
    return outcome


def files(root: Path) -> dict[str, bytes]:
    """Return every file of the site."""
    site = root / "site"
    return {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def _index(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.msgpack.decode((folder / "index").read_bytes()[len(FORMAT) + 32 :])
    return found


def _write(folder: Path, index: dict[str, Any]) -> None:
    data = msgspec.msgpack.encode(index)
    (folder / "index").write_bytes(FORMAT + blake2b(data, digest_size=32).digest() + data)


def kept(folder: Path) -> tuple[bytes, Path, dict[str, Places]]:
    """Return what an index says: its stamp, the file where the rows are, the place of each bundle of each table."""
    index = _index(folder)
    return index["stamp"], folder / f"rows-{index['number']}.pack", index["tables"]


def flipped(folder: Path, table: str) -> None:
    """Change a byte of each bundle of a table."""
    _, pack, tables = kept(folder)
    data = bytearray(pack.read_bytes())
    for _, offset, length, _ in tables[table]:
        data[offset + length // 2] ^= 1
    pack.write_bytes(data)


def forged(folder: Path, table: str) -> None:
    """Replace each row of a table by bytes that no build would keep, and vouch for them."""
    store = Memory(folder, kept(folder)[0])
    store.save([(table, [(key, NO_ROW) for key, _ in store.rows(table)])])
    store.close()


def nothing(_root: Path) -> None:
    """Edit nothing."""


def some(root: Path) -> None:
    """Edit a note, delete one, add one."""
    edited, deleted, *_ = sorted(root.glob("notes/**/*.md"))
    with edited.open("a", encoding="utf-8") as file:
        file.write("\n\nUne phrase de plus, vers [[Une note de plus]].\n")
    deleted.unlink()
    (root / "notes/une-note-de-plus.md").write_text("---\ntitle: Une note de plus\n---\nVoilà.\n", "utf-8")


@pytest.mark.parametrize(("spoil", "edit"), [(flipped, nothing), (forged, some)])
def test_any_table_may_be_spoiled(
    project: Path, memory: Path, spoil: Callable[[Path, str], None], edit: Callable[[Path], None]
) -> None:
    """Every table in turn: the site is what a build without memory gives, and the build after has nothing to do."""
    with TemporaryDirectory(dir=memory) as folder:
        anew = Path(shutil.copytree(project, Path(folder, "anew"), ignore=shutil.ignore_patterns(".*", "site")))
        edit(anew)
        problems, expected = made(anew).problems, files(anew)
        for table in kept(project / CACHE)[2]:
            root = Path(shutil.copytree(project, Path(folder, table)))
            spoil(root / CACHE, table)
            edit(root)
            assert (table, made(root).problems) == (table, problems)
            assert files(root) == expected, table
            again = made(root).figures
            assert again
            assert (table, again.why, again.parsed, again.rendered, again.written) == (table, (SAME,), 0, 0, 0)


def _lose_all(folder: Path) -> None:
    shutil.rmtree(folder.parent)


def _lose_pack(folder: Path) -> None:
    kept(folder)[1].unlink()


def _empty_pack(folder: Path) -> None:
    kept(folder)[1].write_bytes(b"")


def _cut_pack(folder: Path) -> None:
    pack = kept(folder)[1]
    os.truncate(pack, pack.stat().st_size // 2)


def _cut_index(folder: Path) -> None:
    index = folder / "index"
    os.truncate(index, index.stat().st_size // 2)


def _age_index(folder: Path) -> None:
    index = folder / "index"
    index.write_bytes(b"praxis memory 0" + index.read_bytes()[len("praxis memory 0") :])


def _of_another_version(folder: Path) -> None:
    _write(folder, {**_index(folder), "stamp": b"another"})


def _no_places(folder: Path) -> None:
    index = _index(folder)
    _write(folder, {**index, "tables": dict.fromkeys(index["tables"], NO_ROW)})


def _far_places(folder: Path) -> None:
    index = _index(folder)
    far = ("notes/x.md", 2**63, -1, b"")
    _write(folder, {**index, "tables": {name: [far] for name in index["tables"]}})


def _other_places(folder: Path) -> None:
    """Vouch for bundles that have the keys of others."""
    index = _index(folder)
    moved = {
        name: [("~" + first, *rest) for first, *rest in reversed(bundles)] for name, bundles in index["tables"].items()
    }
    _write(folder, {**index, "tables": moved})


@pytest.mark.parametrize(
    "spoil",
    [_lose_all, _lose_pack, _empty_pack, _cut_pack,
     _cut_index, _age_index, _of_another_version, _no_places, _far_places, _other_places],
)  # fmt: skip
def test_the_memory_may_be_lost_or_cut(project: Path, memory: Path, spoil: Callable[[Path], None]) -> None:
    """Lost, cut, of another version, or with an index that leads nowhere: not one file of the site is other."""
    with TemporaryDirectory(dir=memory) as folder:
        root = Path(shutil.copytree(project, Path(folder, "project")))
        spoil(root / CACHE)
        assert made(root).problems == made(project).problems
        assert files(root) == files(project)
        again = made(root).figures
        assert again
        assert (again.why, again.parsed, again.rendered, again.written) == ((SAME,), 0, 0, 0)


Rows = dict[str, bytes | None]


def _as_another(rows: Rows) -> Rows:
    """Give each row what another has."""
    keys = sorted(rows)
    return dict(zip(keys, [rows[key] for key in keys[1:] + keys[:1]], strict=True))


def _elsewhere(rows: Rows) -> Rows:
    """Give rows to keys that no build has, and that lead out of the project."""
    data = next(iter(rows.values()), b"\xc0")
    return rows | dict.fromkeys(("", "nokey", "note", "note\x1ffr\x1fnotes/nulle-part.md", "../../etc/passwd"), data)


def _none(rows: Rows) -> Rows:
    """Take every row away."""
    return dict.fromkeys(rows)


def _no_text(rows: Rows) -> Rows:
    """Put bytes that are no text where there is text."""
    return {key: data and b"\xa1\xff" + data for key, data in rows.items()}


@pytest.mark.parametrize("forge", [_as_another, _elsewhere, _none, _no_text])
def test_what_is_forged_stops_no_build(project: Path, memory: Path, forge: Callable[[Rows], Rows]) -> None:
    """Whatever rows say that somebody vouches for without a key: a site is published, the next build is as usual."""
    for table in kept(project / CACHE)[2]:
        with TemporaryDirectory(dir=memory) as folder:
            root = Path(shutil.copytree(project, Path(folder, "project")))
            stamp, _, _ = kept(root / CACHE)
            store = Memory(root / CACHE, stamp)
            rows: Rows = dict(store.rows(table))
            store.save([(table, forge(rows).items())])
            store.close()
            some(root)
            made(root)
            again = made(root).figures
            assert again
            assert (table, again.why, again.written) == (table, (SAME,), 0)


def test_forged_shells_stop_no_build(project: Path, memory: Path) -> None:
    """Shells that are gone, cut, or that lead nowhere are made again by the host, and all the rest with them."""

    def forged_shells(root: Path, forge: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        stamp, _, _ = kept(root / CACHE)
        store = Memory(root / CACHE, stamp)
        data = store.row("state", "hosted")
        assert data
        hosted = msgspec.msgpack.decode(data)
        store.save([("state", [("hosted", msgspec.msgpack.encode(hosted | {"shells": forge(hosted["shells"])}))])])
        store.close()

    def broken(text: Any) -> Any:
        if isinstance(text, str):
            return text.replace("</body>", '<a href="/nulle-part/">x</a>[[</body>')
        return [broken(one) for one in text] if isinstance(text, list) else text

    forges: list[Callable[[dict[str, Any]], dict[str, Any]]] = [
        lambda _: {},
        lambda shells: {key: {name: broken(part) for name, part in shell.items()} for key, shell in shells.items()},
    ]
    for forge in forges:
        with TemporaryDirectory(dir=memory) as folder:
            root = Path(shutil.copytree(project, Path(folder, "project")))
            anew = Path(shutil.copytree(project, Path(folder, "anew"), ignore=shutil.ignore_patterns(".*", "site")))
            forged_shells(root, forge)
            for one in (root, anew):
                some(one)
                made(one)
            assert files(root) == files(anew)
            again = made(root).figures
            assert again
            assert (again.why, again.written) == ((SAME,), 0)


def test_only_content_is_published(project: Path, memory: Path) -> None:
    """Rows that say that another file of the machine is an attachment are not believed."""
    with TemporaryDirectory(dir=memory) as folder:
        root = Path(shutil.copytree(project, Path(folder, "project")))
        (root / ".secret.png").write_bytes(b"a secret")
        stamp, _, _ = kept(root / CACHE)
        store = Memory(root / CACHE, stamp)
        attachment = msgspec.msgpack.encode({"path": ".secret.png", "size": 8, "head": b"", "digest": "0"})
        uses = msgspec.msgpack.encode({"notes/x.md": ["x"]})
        store.save([("attachments", [(".secret.png", attachment)]), ("used", [(".secret.png", uses)])])
        store.close()
        some(root)
        made(root)
        assert b"a secret" not in files(root).values()


def test_who_does_not_know_the_key_changes_nothing(
    project: Path, memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a key, pages that somebody else vouches for are not believed; without one, they would be."""
    for key, believed in (("", True), ("secret", False)):
        monkeypatch.setenv(SECRET, key)
        with TemporaryDirectory(dir=memory) as folder:
            root = Path(shutil.copytree(project, Path(folder, "project")))
            made(root)
            lie(root / CACHE)
            shutil.rmtree(root / "site/notes")
            made(root)
            assert (files(root) != files(project)) is believed


def lie(folder: Path) -> None:
    """Put a word into all that was kept of notes, and vouch for it as well as one can without a key."""
    stamp, pack, tables = kept(folder)
    data = pack.read_bytes()
    rows: dict[str, dict[str, bytes]] = {name: {} for name in tables}
    for name, bundles in tables.items():
        for _, start, length, _ in bundles:
            rows[name] |= msgspec.msgpack.decode(data[start : start + length])
    rows["parsed"] = {key: row.replace(b"<p>", b"<b>") for key, row in rows["parsed"].items()}
    shutil.rmtree(folder)
    forger = Memory(folder, stamp)
    forger.save((name, found.items()) for name, found in rows.items())
    forger.close()


@pytest.mark.skipif(sys.platform != "linux", reason="the process is forked")
def test_a_build_killed_at_any_moment(project: Path, memory: Path) -> None:
    """While it reads, makes, publishes or keeps: the site is whole, and the next build is as one from nothing."""
    chance, length = random.Random(4), 0.0
    with TemporaryDirectory(dir=memory) as folder:
        root = Path(shutil.copytree(project, Path(folder, "project")))
        for turn in range(KILLS):
            before = files(root)
            edits.sentence(root, turn)
            edits.added(root, turn)
            anew = Path(folder, f"anew-{turn}")
            shutil.copytree(root, anew, ignore=shutil.ignore_patterns(".*", "site"))
            start = time.perf_counter()
            made(anew)
            length = length or time.perf_counter() - start
            process = get_context("fork").Process(target=made, args=(root,))
            process.start()
            time.sleep(length * chance.random())
            process.kill()
            process.join()
            assert files(root) in (before, files(anew))
            made(root)
            assert files(root) == files(anew)
