"""Settings: what a site's maintainer decides, typed."""

from typing import Literal

import msgspec

from praxis_build.model.document import Kind
from praxis_build.model.regions import QUEBEC, Region


class Limits(msgspec.Struct, frozen=True, gc=False):
    """Bounds on what one file may ask of the build; over one, the file is a problem and the others are published."""

    file_bytes: int = 5_000_000
    front_matter_bytes: int = 100_000
    front_matter_depth: int = 12
    front_matter_nodes: int = 20_000
    links: int = 20_000
    embeds: int = 20
    nesting: int = 100
    attachment_bytes: int = 50_000_000
    highlighted_bytes: int = 20_000


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything a site decides.

    ``fields`` maps a foreign field's folded name to ours; ``kinds`` maps a folder, relative to the project, to the
    kind of its documents; ``themes`` is the controlled vocabulary, empty when any theme will do; ``languages`` are
    those of the interface, the first for documents of other languages; ``content_security_policy`` are sources that
    pages may use beside the usual ones, by directive; ``offline`` tells whether the site can be read without a network.
    """

    site_name: str = "Praxis"
    site_description: str = ""
    site_url: str = ""
    edit_url: str = ""
    lang: str = "fr"
    languages: tuple[str, ...] = ("fr", "en")
    notes_dir: tuple[str, ...] = ("notes",)
    communities_dir: tuple[str, ...] = ("communities",)
    addresses: Literal["name", "path"] = "name"
    fields: dict[str, str] = {}
    kinds: dict[str, Kind] = {}
    unresolved: Literal["warning", "error"] = "warning"
    license: str = ""
    themes: tuple[str, ...] = ()
    regions: tuple[Region, ...] = QUEBEC
    page_size: int = 60
    offline: bool = True
    content_security_policy: dict[str, tuple[str, ...]] = {}
    limits: Limits = Limits()

    def ui(self, lang: str) -> str:
        """Return the interface language for a text in ``lang``."""
        base = lang.partition("-")[0].lower()
        return base if base in self.languages else self.languages[0]
