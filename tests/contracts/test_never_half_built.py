"""At every instant the site is the old one whole or the new one whole, whatever happens to the process or the disk.

Builds run in processes of their own, which are killed, starved, interrupted and set against each other. A generation of
the site mixes files that go on, files that change and files that come and go.
"""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from praxis_build.edges.publish import Pen, Refused, publishing
from praxis_build.edges.publish.swap import exchange
from praxis_build.model.artifact import Artifact
from praxis_build.model.manifest import MANIFEST, digest, listed

FORK = get_context("fork")
KILLS = 50
NOBODY = 65534
WORK = ".site.praxis"
MOUNT, UMOUNT = (shutil.which(name) or "false" for name in ("mount", "umount"))
STEPS = ("open", "os.", "shutil.")

Pages = dict[str, bytes]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked and killed")


@pytest.fixture
def project() -> Iterator[Path]:
    """Make an empty project that any account may enter, in memory where that can be: there will be many builds."""
    memory = Path("/dev/shm")  # noqa: S108 - a fresh folder in it
    with TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        Path(folder).chmod(0o755)
        root = Path(folder, "project")
        root.mkdir()
        yield root


def generation(number: int, size: int = 80) -> Pages:
    """Return a site: half of its files never change, a quarter carry its number, the others are of this one only."""
    pages = {f"notes/{i}/index.html": b"kept %d" % i for i in range(size // 2)}
    pages |= {f"notes/{i}/changed.html": b"%d of %d" % (i, number) for i in range(size // 4)}
    pages |= {f"of-{number}/{i % 7}/{i}.html": b"%d only %d" % (i, number) for i in range(size // 4)}
    return pages | {"index.html": b"%d" % number, f"host-{number % 2}.css": b"css", "assets/host.js": b"js"}


def publish(project: Path, number: int, size: int = 80, pad: int = 0) -> None:
    """Publish a generation, as a build does: some files by the host, some by pens, the others told or kept."""
    with publishing(project / "site", project) as staging:
        pen = Pen(str(staging.fresh))
        for path, data in padded(generation(number, size), pad).items():
            if "host" in path:
                (staging.path / path).parent.mkdir(exist_ok=True)
                (staging.path / path).write_bytes(data)
            elif staging.known.get(path) == digest(data):
                staging.keep(path)
            elif number % 3:
                staging.add(pen(Artifact(path, data)))
            else:
                staging.write(Artifact(path, data))


def padded(pages: Pages, pad: int) -> Pages:
    return {path: data + b" " * pad for path, data in pages.items()}


def tree(folder: Path) -> Pages:
    """Return every file below a folder."""
    found = {}
    for above, _, names in os.walk(folder):
        for name in names:
            path = Path(above, name)
            found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


def whole(project: Path, size: int = 80, pad: int = 0) -> int:
    """Return which generation is online, having checked that it is exactly that one, with its manifest."""
    found = tree(project / "site")
    number = int(found["index.html"])
    told = listed(found.pop(MANIFEST))
    assert found == padded(generation(number, size), pad)
    assert told == {path: digest(data) for path, data in found.items()}
    return number


def left(project: Path) -> set[str]:
    """Return what stands in the work folder."""
    return {path.name for path in (project / WORK).iterdir()}


def running(work: Callable[..., None], *arguments: object, **options: object) -> BaseProcess:
    """Start a process."""
    process = FORK.Process(target=work, args=arguments, kwargs=options)
    process.start()
    return process


def ended(process: BaseProcess) -> int:
    """Wait for a process; return its exit code."""
    process.join(20)
    assert process.exitcode is not None
    return process.exitcode


def test_a_build_killed_at_any_moment(project: Path) -> None:
    """Tuée n'importe quand, une construction laisse l'ancien site ou le nouveau, entier; la suivante réussit."""
    chance = random.Random(8)
    publish(project, 0)
    start = time.perf_counter()
    assert ended(running(publish, project, 1)) == 0
    length = time.perf_counter() - start
    online, seen = 1, set()
    for kill in range(KILLS):
        if kill % 5 == 0:
            shutil.rmtree(project / WORK / "spare", ignore_errors=True)
        build = running(publish, project, online + 1)
        time.sleep(length * 1.2 * chance.random())
        build.kill()
        build.join()
        after = whole(project)
        assert after in (online, online + 1)
        seen.add(after - online)
        online += 2
        publish(project, online)
        assert whole(project) == online
        assert left(project) == {".gitignore", "notes", "spare"}
    assert seen == {0, 1}, "kills came all before, or all after, the swap"


def stopped_at(step: int, project: Path, number: int, how: str) -> None:
    """Publish in this process, stopped before the given step: any opening, making, moving or removing."""
    steps = iter(range(step + 1))

    def count(event: str, _: object) -> None:
        if event.startswith(STEPS) and next(steps, None) == step:
            if how == "interrupted":
                raise KeyboardInterrupt
            os.kill(os.getpid(), signal.SIGKILL)

    if how == "no exchange":
        sys.modules["praxis_build.edges.publish.swap"].exchange = lambda *_: False  # type: ignore[attr-defined]
    sys.addaudithook(count)
    with suppress(KeyboardInterrupt):
        publish(project, number, 8)
    sys.exit(0 if next(steps, None) == step else 3)


@pytest.mark.parametrize("how", ["spare", "no spare", "no exchange", "interrupted"])
def test_a_build_stopped_before_each_step(project: Path, how: str) -> None:
    """Tuée ou interrompue avant chacun de ses gestes, l'un après l'autre, une construction laisse un site entier."""
    publish(project, 0, 8)
    publish(project, 1, 8)
    for step in range(1000):
        online = whole(project, 8)
        if how == "no spare":
            shutil.rmtree(project / WORK / "spare", ignore_errors=True)
        code = ended(running(stopped_at, step, project, online + 1, how))
        if not (project / "site").exists():
            assert how == "no exchange", "only without an exchange is there an instant without a site"
            with pytest.raises(InterruptedError), publishing(project / "site", project):
                raise InterruptedError
        assert whole(project, 8) in (online, online + 1)
        publish(project, online + 2, 8)
        assert whole(project, 8) == online + 2
        assert left(project) == {".gitignore", "notes", "spare"}
        if code == 0:
            break
    assert step > 50


def generations(project: Path, count: int) -> None:
    """Publish one generation after another."""
    for number in range(1, count):
        publish(project, number)


def can_exchange(folder: Path) -> bool:
    """Tell whether two folders can be exchanged in one step here."""
    for name in ("one", "two"):
        (folder / name).mkdir()
    return exchange(str(folder / "one"), str(folder / "two"))


def test_a_reader_never_misses_the_site(project: Path) -> None:
    """Qui lit le site pendant qu'on le remplace encore et encore ne le trouve jamais absent, ni mêlé."""
    if not can_exchange(project):
        pytest.skip("this file system can't exchange two folders")
    publish(project, 0)
    build = running(generations, project, 40)
    compared = set()
    while build.is_alive():
        assert (project / "site/index.html").read_bytes()
        if snapshot := seen_at_once(project / "site"):
            compared.add(int(snapshot["index.html"]))
            assert snapshot == generation(int(snapshot["index.html"]))
    assert build.exitcode == 0
    assert len(compared) > 5
    assert whole(project) == 39


def seen_at_once(site: Path) -> Pages | None:
    """Return the files of the generation online; ``None`` if it was replaced meanwhile, and then taken apart."""
    handle = os.open(site, os.O_RDONLY)
    try:
        first = at(handle, "index.html") or b"0"
        found = {path: at(handle, path) for path in generation(int(first))}
        same = os.path.samestat(os.fstat(handle), site.stat())
        return found if same and at(handle, "index.html") == first else None
    finally:
        os.close(handle)


def at(folder: int, path: str) -> bytes:
    """Read a file of a folder that is open, wherever that is now; nothing if the file isn't there."""
    try:
        handle = os.open(path, os.O_RDONLY, dir_fd=folder)
    except FileNotFoundError:
        return b""
    try:
        return os.read(handle, 1 << 20)
    finally:
        os.close(handle)


def test_a_full_disk(tmp_path: Path) -> None:
    """Quelle que soit la place qui manque, le site reste l'ancien, ou est le nouveau; la raison est dite."""
    disk = tmp_path / "disk"
    disk.mkdir()
    with mounted(disk, "size=2m"):
        project = disk / "project"
        project.mkdir()
        publish(project, 0, 40, 4000)
        publish(project, 1, 40, 4000)
        filler, reasons = disk / "filler", set()
        for free in range(0, 700_000, 28_000):
            online = whole(project, 40, 4000)
            filler.write_bytes(b"")
            with filler.open("wb") as file, suppress(OSError):
                file.write(b"x" * max(0, shutil.disk_usage(disk).free - free))
            try:
                publish(project, online + 1, 40, 4000)
            except Refused as refused:
                reasons.add(refused.reason)
                assert whole(project, 40, 4000) == online
            else:
                assert whole(project, 40, 4000) == online + 1
                break
        assert reasons == {"the disk is full"}
        filler.unlink()
        publish(project, online + 1, 40, 4000)
        assert whole(project, 40, 4000) == online + 1


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[None]:
    """Mount a small file system in memory; skip the test where one may not."""
    command = [MOUNT, "-t", "tmpfs", "-o", options, "none", str(folder)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"no file system may be mounted here: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run([UMOUNT, "-l", str(folder)], check=True)


def told(work: Callable[..., None], *arguments: object) -> str:
    """Run a build in a process of its own; return the reason why it refused, nothing if it didn't."""
    here, there = FORK.Pipe(duplex=False)
    process = running(tell, there, work, *arguments)
    there.close()
    reason: str = here.recv()
    assert ended(process) == 0
    return reason


def tell(there: Connection, work: Callable[..., None], *arguments: object) -> None:
    """Do the work, then send the reason why it was refused."""
    try:
        work(*arguments)
    except Refused as refused:
        there.send(refused.reason)
    else:
        there.send("")


def starved(project: Path, number: int) -> None:
    """Publish with no right to write more than 2,000 bytes into one file, as on a disk with a quota."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))
    publish(project, number, pad=3_000)


def test_files_cut_short(project: Path) -> None:
    """Si le système coupe un fichier qu'on écrit, rien n'est publié, et la raison est dite."""
    publish(project, 0)
    assert told(starved, project, 1) == "a file is larger than the system allows"
    assert whole(project) == 0


def starved_of_a_manifest(project: Path, number: int) -> None:
    """Publish small pages, and a list of them that is larger than one file may be."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))
    publish(project, number)


def test_a_manifest_cut_short(project: Path) -> None:
    """Une arborescence dont la liste est coupée n'est gardée pour personne: la construction suivante réussit."""
    for number in range(2):
        publish(project, number)
    assert told(starved_of_a_manifest, project, 2) == "a file is larger than the system allows"
    assert whole(project) == 1
    publish(project, 3)
    assert whole(project) == 3


def as_nobody(project: Path, number: int) -> None:
    """Publish with the account of nobody."""
    if os.getuid() == 0:
        os.setuid(NOBODY)
    publish(project, number)


def test_a_folder_that_may_not_be_written(project: Path) -> None:
    """Sans droit d'écrire, on le dit; le site reste."""
    publish(project, 0)
    project.chmod(0o555)
    assert told(as_nobody, project, 1) == "this account may not write there"
    project.chmod(0o755)
    shutil.rmtree(project / WORK)
    project.chmod(0o555)
    assert told(as_nobody, project, 1) == "this account may not write there"
    project.chmod(0o755)
    assert whole(project) == 0


def test_a_disk_that_can_only_be_read(tmp_path: Path) -> None:
    """Sur un disque en lecture seule, on le dit; le site reste."""
    project = tmp_path / "disk"
    project.mkdir()
    with mounted(project, "size=2m"):
        publish(project, 0, 12)
        subprocess.run([MOUNT, "-o", "remount,ro", str(project)], check=True)
        assert told(publish, project, 1, 12) == "this disk can only be read"
        assert whole(project, 12) == 0


def test_a_disk_mounted_on_the_site(project: Path) -> None:
    """Un site sur lequel un disque est monté ne peut pas être remplacé d'un coup: on le dit tout de suite."""
    (project / "site").mkdir()
    with mounted(project / "site", "size=2m"), pytest.raises(Refused, match="a disk is mounted"):
        publish(project, 0, 12)


@pytest.mark.parametrize("name", ["site", WORK, f"{WORK}/spare", f"{WORK}/notes"])
def test_a_folder_removed_between_two_builds(project: Path, name: str) -> None:
    """Quoi qu'on retire entre deux constructions, la suivante publie un site entier, et celle d'après aussi."""
    for number in range(3):
        publish(project, number, 12)
    place = project / name
    shutil.rmtree(place) if place.is_dir() else place.unlink()
    for number in range(3, 6):
        publish(project, number, 12)
        assert whole(project, 12) == number


def meddled(project: Path, number: int, meddle: Callable[[Path], object]) -> None:
    """Publish, while somebody does something to the site."""
    with publishing(project / "site", project) as staging:
        for path, data in generation(number, 12).items():
            staging.write(Artifact(path, data))
        meddle(project / "site")


def by_file(site: Path) -> None:
    shutil.rmtree(site)
    site.write_text("years of work")


def by_link(site: Path) -> None:
    site.rename(site.parent / "elsewhere")
    site.symlink_to(site.parent / "elsewhere")


def by_copy(site: Path) -> None:
    shutil.copytree(site, site.parent / "copy")
    shutil.rmtree(site)
    (site.parent / "copy").rename(site)
    (site / "notes/0/index.html").write_text("other")


@pytest.mark.parametrize("meddle", [by_file, by_link, by_copy])
def test_a_site_replaced_during_a_build(project: Path, meddle: Callable[[Path], object]) -> None:
    """Si autre chose a pris la place du site pendant la construction, on n'y touche pas, et on le dit."""
    publish(project, 0, 12)
    publish(project, 1, 12)
    with pytest.raises(Refused, match="changed or removed"):
        meddled(project, 2, meddle)
    if meddle is by_file:
        assert (project / "site").read_text() == "years of work"
    else:
        assert (project / "site").is_symlink() == (meddle is by_link)
        publish(project, 3, 12)
        assert whole(project, 12) == 3


@pytest.mark.parametrize("spare", [True, False])
def test_a_site_removed_during_a_build(project: Path, *, spare: bool) -> None:
    """Si le site est retiré pendant la construction, il revient entier, ou l'on dit de recommencer."""
    for number in range(2 if spare else 1):
        publish(project, number, 12)
    reason = told(meddled, project, 2, shutil.rmtree)
    assert not reason or (not spare and "removed" in reason)
    publish(project, 2, 12)
    assert whole(project, 12) == 2


def slow(project: Path, ready: Connection) -> None:
    """Publish, saying when it has begun, and ending when told."""
    with publishing(project / "site", project) as staging:
        ready.send("begun")
        ready.recv()
        for path, data in generation(7).items():
            staging.write(Artifact(path, data))


def test_two_builds_at_once(project: Path) -> None:
    """Le second de deux constructeurs apprend qui construit et depuis quand, et ne touche à rien."""
    publish(project, 0)
    here, there = FORK.Pipe()
    first = running(slow, project, there)
    assert here.recv() == "begun"
    with pytest.raises(Refused, match=f"another build is writing this site: process {first.pid}, since 2") as caught:
        publish(project, 1)
    assert caught.value.values.keys() == {"pid", "since"}
    assert whole(project) == 0
    here.send("end")
    assert ended(first) == 0
    assert whole(project) == 7
    publish(project, 8)
    assert whole(project) == 8


def orphaning(project: Path, ready: Connection) -> None:
    """Publish, with a worker process that outlives the build."""
    with publishing(project / "site", project) as staging:
        worker = FORK.Process(target=work_on, args=(str(staging.fresh), ready))
        worker.start()
        time.sleep(60)


def work_on(fresh: str, ready: Connection) -> None:
    """Write into the folder of a build, whether it still runs or not."""
    pen = Pen(fresh)
    pen(Artifact("notes/1/index.html", b"from before"))
    ready.send(os.getpid())
    ready.recv()
    try:
        pen(Artifact("notes/1/index.html", b"from before"))
        Pen(fresh + "/")(Artifact("index.html", b"from before"))
    except OSError as error:
        ready.send(type(error).__name__)
    ready.recv()


def test_a_worker_that_outlives_a_killed_build(project: Path) -> None:
    """Un ouvrier qui survit à une construction tuée ne retient pas la suivante, et n'écrit pas dans son site."""
    publish(project, 0)
    here, there = FORK.Pipe()
    build = running(orphaning, project, there)
    worker = here.recv()
    build.kill()
    build.join()
    try:
        with publishing(project / "site", project) as staging:
            for path, data in generation(1).items():
                staging.write(Artifact(path, data))
            here.send("go on")
            assert here.recv() == "FileNotFoundError"
    finally:
        os.kill(worker, signal.SIGKILL)
    assert whole(project) == 1


def stamps(site: Path) -> dict[str, tuple[int, int]]:
    """Return the inode and the time of everything in a site, itself included."""
    statuses = {str(path.relative_to(site)): path.lstat() for path in [site, *site.rglob("*")]}
    return {name: (status.st_ino, status.st_mtime_ns) for name, status in statuses.items()}


@pytest.mark.parametrize("lost", ["", "notes", "times"])
def test_nothing_changed_touches_nothing(project: Path, lost: str) -> None:
    """Quand rien n'a changé, pas un fichier du site n'est touché, ni remplacé, même sans rien qui s'en souvienne."""
    publish(project, 0)
    publish(project, 1)
    if lost == "notes":
        (project / WORK / "notes").unlink()
    if lost == "times":
        for path in (project / "site").rglob("*"):
            os.utime(path)
    before = stamps(project / "site")
    for _ in range(2):
        publish(project, 1)
        assert stamps(project / "site") == before


def test_one_page_changed_touches_one_page(project: Path) -> None:
    """Quand une page a changé, les autres fichiers du nouveau site sont ceux de l'ancien, pas des copies."""
    for number in range(4):
        publish(project, number)
        before = stamps(project / "site")
        with publishing(project / "site", project) as staging:
            for path in staging.known:
                staging.keep(path)
            staging.write(Artifact("notes/3/index.html", b"edited %d" % number))
        after = stamps(project / "site")
        files = {name for name in after if (project / "site" / name).is_file()}
        assert {name for name in files if after[name] != before[name]} == {"notes/3/index.html", MANIFEST}


def test_a_clock_that_goes_back(project: Path) -> None:
    """Des fichiers datés de demain, ou retouchés à la même date et à la même taille, ne trompent personne."""
    future = time.time_ns() + 86_400 * 10**9
    for number in range(1, 4):
        publish(project, number)
        for path in [project / "site", *(project / "site").rglob("*")]:
            os.utime(path, ns=(future, future))
        publish(project, number)
        assert whole(project) == number
        for name in ("notes/2/index.html", "notes/4/changed.html"):
            page = project / "site" / name
            page.write_bytes(page.read_bytes().upper())
            os.utime(page, ns=(future, future))
        publish(project, number)
        assert whole(project) == number


def spare_file(spare: Path) -> Path:
    return spare / "notes/1/index.html"


def replaced(spare: Path) -> None:
    spare_file(spare).unlink()
    spare_file(spare).write_bytes(b"other")


def linked(spare: Path) -> None:
    spare_file(spare).unlink()
    spare_file(spare).symlink_to("/etc/passwd")


MEDDLING: dict[str, Callable[[Path], object]] = {
    "written in place": lambda spare: spare_file(spare).write_bytes(b"KEPT 1"),
    "replaced": replaced,
    "removed": lambda spare: spare_file(spare).unlink(),
    "made a link": linked,
    "a folder removed": lambda spare: shutil.rmtree(spare / "notes/1"),
    "an empty folder added": lambda spare: (spare / "notes/1/empty").mkdir(),
}


@pytest.mark.parametrize("how", MEDDLING)
def test_a_spare_that_was_meddled_with(project: Path, how: str) -> None:
    """Rien de ce qu'on fait subir à la réserve ne passe dans le site."""
    for number in range(3):
        publish(project, number)
    MEDDLING[how](project / WORK / "spare")
    for number in range(3, 6):
        publish(project, number)
        assert whole(project) == number
        assert not (project / "site/notes/1/empty").exists()


@pytest.mark.parametrize("name", ["thesis.odt", "notes/1/thesis.odt", "new/deep/thesis.odt"])
def test_a_strangers_file_in_the_spare(project: Path, name: str) -> None:
    """Un fichier qu'on a mis dans la réserve n'est ni publié, ni perdu: il est nommé, et l'on attend."""
    for number in range(3):
        publish(project, number)
    file = project / WORK / "spare" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("years of work")
    for _ in range(2):
        with pytest.raises(Refused) as caught:
            publish(project, 3)
        assert caught.value.files == (name,)
        assert file.read_text() == "years of work"
        assert whole(project) == 2
    file.rename(project / "thesis.odt")
    publish(project, 3)
    assert whole(project) == 3


@pytest.mark.parametrize("name", [WORK, f"{WORK}/spare", f"{WORK}/lock", f"{WORK}/notes", f"{WORK}/build-1"])
def test_a_work_folder_made_by_somebody_else(project: Path, name: str) -> None:
    """Rien n'est écrit ni détruit au bout d'un lien mis à la place du dossier de travail ou de ce qu'il contient."""
    outside = project / "outside"
    publish(project, 0, 12)
    (project / "site").rename(outside)
    shutil.rmtree(project / WORK)
    before = tree(outside)
    (project / name).parent.mkdir(exist_ok=True)
    (project / name).symlink_to(outside / "index.html" if name.endswith(("lock", "notes")) else outside)
    for number in (1, 2):
        reason = told(publish, project, number, 12)
        assert reason in ("", "it is a symbolic link")
        assert reason or whole(project, 12) == number
    assert tree(outside) == before


def test_a_file_put_deep_into_the_site_during_a_build(project: Path) -> None:
    """Un fichier arrivé au fond du site pendant la construction, ou entre deux, n'est ni perdu, ni publié ailleurs."""
    publish(project, 0)
    publish(project, 1)
    file = project / "site/notes/1/thesis.odt"
    for when in ("during", "between"):
        if when == "between":
            file.write_text("years of work")
        with pytest.raises(Refused) as caught, publishing(project / "site", project) as staging:  # noqa: PT012
            staging.write(Artifact("index.html", b"2"))
            file.write_text("years of work")
        assert caught.value.files == ("notes/1/thesis.odt",)
        assert file.read_text() == "years of work"
    file.unlink()
    assert whole(project) == 1
    publish(project, 2)
    assert whole(project) == 2
