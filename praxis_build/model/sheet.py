"""What every page has: where it stands, its language, what is said of it from elsewhere."""

from praxis_build.model.document import Value
from praxis_build.model.names import Url
from praxis_build.model.part import Alternate, Crumb, Phrase


class Page(Value, frozen=True, tag_field="page", kw_only=True):
    """What every page has.

    ``lang`` is the language of its text, ``ui`` that of its interface (``fr`` or ``en``); ``heading`` is its ``h1``,
    ``name`` the document's own title when it has one, which then stands for the heading; ``section`` the part of the
    site it belongs to, for the menu; ``listed`` whether search engines and the sitemap may have it; ``feed`` the folder
    of the feeds that tell what is new on it.
    """

    url: Url
    lang: str
    ui: str
    section: str
    heading: Phrase | None = None
    name: str = ""
    description: str = ""
    crumbs: tuple[Crumb, ...] = ()
    alternates: tuple[Alternate, ...] = ()
    listed: bool = True
    updated: str = ""
    feed: Url | None = None

    @property
    def file(self) -> str:
        """The path of its file below the site's folder."""
        return f"{self.url}index.html"
