"""Finding what a name or a path means. Nothing is guessed: several candidates and no nearest one is an answer too."""

import posixpath
from collections.abc import Iterable

from praxis_build.model.corpus import Corpus
from praxis_build.model.document import Kind
from praxis_build.model.names import Folded, SourcePath, fold, folder, is_index, without_extension
from praxis_build.model.settings import Settings
from praxis_build.model.view import View

INDEX_NAMES = ("index", "readme", "_index")


class Lookup:
    """Finds documents and files of one corpus, as seen from a document."""

    def __init__(self, corpus: Corpus, settings: Settings) -> None:
        """Look in ``corpus``; paths may start at the site's content folders."""
        self.corpus, self.named = corpus, corpus.named
        self._named: View[tuple[SourcePath, ...]] = View(corpus.ledger, self._by_plain_name)
        self.roots = ("", *settings.notes_dir, *settings.communities_dir)

    def by_name(self, origin: SourcePath, name: str, kinds: tuple[Kind, ...] = ()) -> tuple[SourcePath, ...]:
        """Return the document a name means; several when it could be any of them, none when it means nothing.

        Ids come first, then slugs, paths, titles and aliases; when ``kinds`` are given, documents of another kind are
        passed over as long as one of these has the name.
        """
        name = without_extension(name.strip().strip("/"))
        if "/" not in name:
            return nearest(origin, self._named[fold(name), kinds])
        paths = (self.by_path(origin, name)[:1], self._by_end(name))
        return nearest(origin, self._fitting(self._candidates(fold(name), paths), kinds))

    def _by_plain_name(self, asked: tuple[Folded, tuple[Kind, ...]]) -> tuple[SourcePath, ...]:
        key, kinds = asked
        return self._fitting(self._candidates(key), kinds)

    def _fitting(self, candidates: Iterable[tuple[SourcePath, ...]], kinds: tuple[Kind, ...]) -> tuple[SourcePath, ...]:
        """Return the first candidates of some kinds, else the first of any."""
        others: tuple[SourcePath, ...] = ()
        for found in candidates:
            fitting = tuple(path for path in found if self.corpus.heads[path].kind in kinds) if kinds else found
            if fitting:
                return fitting
            others = others or found
        return others

    def _candidates(
        self, key: Folded, paths: tuple[tuple[SourcePath, ...], ...] = ()
    ) -> Iterable[tuple[SourcePath, ...]]:
        yield self.named("id", key)[:1]
        yield self.named("slug", key)
        yield from paths
        yield self.named("stem", key)
        yield self.named("title", key)
        yield self.named("alias", key)

    def _by_end(self, name: str) -> tuple[SourcePath, ...]:
        """Return the documents whose path ends with a partial path (``folder/note``)."""
        end = "/" + fold(name).strip("/")
        stems = self.named("stem", fold(name.rpartition("/")[2]))
        found = [p for p in stems if ("/" + fold(without_extension(p))).endswith(end)]
        return tuple(found) or tuple(p for p in stems if ("/" + fold(folder(p))).endswith(end) and is_index(p))

    def by_path(self, origin: SourcePath, target: str) -> tuple[SourcePath, ...]:
        """Return the document a path leads to, from the origin's folder, then from the content folders; else nothing.

        An extension may be missing or be ``.html``; a folder means its index; case and accents don't count.
        """
        for path in self._paths(origin, target):
            exact = SourcePath(path)
            if exact in self.corpus.heads:
                return (exact,)
            base = _without_html(without_extension(path))
            for candidate in (base, *(posixpath.join(base, index) for index in INDEX_NAMES)):
                found = self.named("path", fold(candidate))
                if found:
                    return (next((p for p in found if without_extension(p) == candidate), found[0]),)
        address = _without_html(target).strip("/")
        return self.named("address", address)[:1] or self.named("old", address)[:1]

    def file(self, origin: SourcePath, target: str) -> SourcePath | None:
        """Return the attachment a path leads to, or that has this name and no other does."""
        for path in self._paths(origin, target):
            found = self.named("file", fold(path))
            if found:
                return SourcePath(path) if path in found else found[0]
        if "/" in target:
            return None
        named = nearest(origin, self.named("filename", fold(target)))
        return named[0] if len(named) == 1 else None

    def _paths(self, origin: SourcePath, target: str) -> Iterable[str]:
        rooted = target.startswith(("/", "~/"))
        target = target.removeprefix("~").strip("/") if rooted else target
        bases = self.roots if rooted else (folder(origin), *self.roots)
        for base in bases:
            path = posixpath.normpath(posixpath.join("" if base == "." else base, target))
            if not path.startswith("..") and path != ".":
                yield path


def nearest(origin: SourcePath, paths: tuple[SourcePath, ...]) -> tuple[SourcePath, ...]:
    """Return the candidate in the nearest folder when there is one nearest, else all of them."""
    if len(paths) < 2:  # noqa: PLR2004 - nothing to choose from
        return paths
    here = folder(origin).split("/")
    steps = [(_distance(here, folder(path).split("/")), path) for path in paths]
    least = min(distance for distance, _ in steps)
    closest = tuple(path for distance, path in steps if distance == least)
    return closest if len(closest) == 1 else paths


def _distance(here: list[str], there: list[str]) -> int:
    common = 0
    for left, right in zip(here, there, strict=False):
        if left != right:
            break
        common += 1
    return len(here) + len(there) - 2 * common


def _without_html(path: str) -> str:
    return path[:-5] if path.lower().endswith(".html") else path
