"""What a file's folder says of it: its kind and its address, unless the front matter says otherwise."""

from functools import lru_cache
from typing import NamedTuple

from praxis_build.model.document import Kind
from praxis_build.model.names import Slug, SourcePath, folder, is_index, slugify, stem, without_extension
from praxis_build.model.settings import Settings

_NOTE_FOLDERS: dict[str, Kind] = {
    "terms": "term", "organizations": "organization", "people": "person", "notebooks": "notebook",
}  # fmt: skip


class Place(NamedTuple):
    """Where a file stands: in which content folder, its path ``inside`` it, and the kind given by the settings."""

    communities: bool
    root: str
    inside: str
    kind: Kind | None

    @property
    def community(self) -> str:
        """The folder of the community that a file of a community's folder belongs to, ``""`` when it has none."""
        return self.inside.partition("/")[0] if self.communities and "/" in self.inside else ""


def place_of(path: SourcePath, settings: Settings) -> Place:
    """Return the place of a file; the longest content folder that holds it counts."""
    root, communities = _root(folder(path), settings.notes_dir, settings.communities_dir)
    inside = path if root in ("", ".") else path[len(root) + 1 :]
    kinds = [(name, kind) for name, kind in settings.kinds.items() if path.startswith(name.rstrip("/") + "/")]
    kind = max(kinds, key=lambda found: len(found[0]))[1] if kinds else None
    return Place(communities, root, inside, kind)


@lru_cache(maxsize=1 << 10)
def _root(where: str, notes: tuple[str, ...], communities: tuple[str, ...]) -> tuple[str, bool]:
    """Return the longest content folder that holds a folder's files, and whether it is one of communities."""
    roots = [(root, False) for root in notes] + [(root, True) for root in communities]
    holding = [(root, flag) for root, flag in roots if root == "." or f"{where}/".startswith(root + "/")]
    return max(holding, key=lambda found: (len(found[0].strip(".")), found[1]), default=("", False))


def default_kind(place: Place) -> Kind:
    """Return the kind of a file by its folder."""
    if place.kind:
        return place.kind
    parts = place.inside.split("/")
    if place.communities:
        return "community" if len(parts) == 1 or (len(parts) == 2 and is_index(parts[1])) else "notebook"  # noqa: PLR2004
    return _NOTE_FOLDERS.get(parts[0], "note") if len(parts) > 1 else "note"


def default_slug(place: Place, settings: Settings) -> Slug:
    """Return the slug of a file by its name, or by its whole path when the site's ``addresses`` say so."""
    if settings.addresses == "path":
        several = len(settings.communities_dir if place.communities else settings.notes_dir) > 1
        whole = f"{place.root}/{place.inside}" if several else place.inside
        path = folder(whole) if is_index(whole) else without_extension(whole)
        return Slug("/".join(slugify(part) for part in path.split("/") if part) or "index")
    name = stem(place.inside)
    if is_index(place.inside) and folder(place.inside):
        name = folder(place.inside).rpartition("/")[2]
    return slugify(name)
