"""What a reader is shown of a document that is found: its card, and by what it can be chosen among others."""

from collections.abc import Iterator

import msgspec

from praxis_build.model.corpus import Corpus, Head
from praxis_build.model.names import SourcePath, slugify
from praxis_build.model.relations import Relations
from praxis_build.model.settings import Settings

_encode = msgspec.json.Encoder().encode


class Shown(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A document in the index: its number, its card as JSON, its facets as ``facet/value/label``, the label as JSON."""

    number: int
    card: bytes
    facets: tuple[str, ...] = ()


class Show:
    """Makes what is shown of documents, reading the corpus."""

    def __init__(self, corpus: Corpus, settings: Settings) -> None:
        """Show a corpus all of whose documents have been related."""
        self.corpus, self.settings = corpus, settings
        self.relations = Relations(corpus, settings)

    def __call__(self, path: SourcePath, number: int, license_id: str) -> Shown:
        """Return what is shown of a listed document, which has a licence of its own or that of the site."""
        head = self.corpus.heads[path]
        communities = [one for one in self.relations.communities(path) if self.corpus.published(one)]
        notebooks = [one.notebook for one in self.relations.places[path] if self.corpus.published(one.notebook)]
        titles = [self.corpus.heads[one].title for one in (*communities[:1], *notebooks[:1])]
        card = [head.title, head.url, head.kind, head.lang, head.date, head.summary, titles]
        facets = {
            f"{facet}/{value}/{_encode(label).decode()}"
            for facet, value, label in self._facets(path, head, license_id, communities, notebooks)
        }
        return Shown(number, _encode(card), tuple(sorted(facets)))

    def _facets(
        self, path: SourcePath, head: Head, license_id: str, communities: list[SourcePath],
        notebooks: list[SourcePath],
    ) -> Iterator[tuple[str, str, object]]:  # fmt: skip
        leads, corpus = self.corpus.leads[path], self.corpus
        own = license_id or self.settings.license
        plain = {"kind": head.kind, "lang": head.lang, "license": own, "date": head.date}
        yield from ((facet, value, value) for facet, value in plain.items() if value)
        for facet, paths in (("community", communities), ("notebook", notebooks)):
            yield from ((facet, corpus.heads[one].slug, corpus.heads[one].title) for one in paths)
        for credit in leads.credits:
            if not credit.path:
                yield "person", slugify(credit.name), credit.name
            elif corpus.published(credit.path):
                yield "person", corpus.heads[credit.path].slug, corpus.heads[credit.path].title
        themes = [topic for key in leads.themes if (topic := corpus.themes.get(key))]
        regions = [self.relations.regions[key] for key in leads.regions]
        for facet, topics in (("theme", themes), ("region", regions)):
            yield from ((facet, topic.slug, topic.names.get("", topic.names)) for topic in topics)
        if cited := corpus.cited.get(path):
            yield "cited", f"{cited:06}", cited
