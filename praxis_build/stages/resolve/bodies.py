"""Where the links of bodies lead."""

import re
from html import unescape

from praxis_build.model.codes import CODES
from praxis_build.model.corpus import Corpus, Lead
from praxis_build.model.document import AnyDocument, Body, Link
from praxis_build.model.names import SourcePath, stem, without_extension
from praxis_build.model.problem import Problem, Severity
from praxis_build.model.settings import Settings
from praxis_build.stages.resolve.files import Files
from praxis_build.stages.resolve.headings import Headings
from praxis_build.stages.resolve.lookup import Lookup
from praxis_build.stages.resolve.suggest import Suggestions, near_words

MISSING = Lead(missing=True)
PLAIN = Lead(plain=True)
_OUTWARD = re.compile(r'<a class="px-external" href="(https?://[^"]*)"', re.IGNORECASE).findall
_MOST = 50
"""Addresses outside that are told of one document."""


class Bodies:
    """Resolves the links of one document after the other, gathering problems."""

    def __init__(self, corpus: Corpus, settings: Settings, lookup: Lookup, suggestions: Suggestions) -> None:
        """Resolve in ``corpus``."""
        self.corpus, self.settings = corpus, settings
        self.lookup, self.suggestions = lookup, suggestions
        self.headings = Headings(corpus)
        self.files = Files(corpus, settings)
        self.problems: list[Problem] = []

    def leads(self, document: AnyDocument) -> tuple[Lead, ...]:
        """Return where each link of a body leads, in order."""
        found, embeds = [], 0
        for link in document.body.links:
            lead = self._lead(document, link)
            if link.form == "embed" and lead.path is not None:
                embeds += 1
                lead = self._bounded(document, link, lead, embeds)
            found.append(lead)
        return tuple(found)

    def _lead(self, document: AnyDocument, link: Link) -> Lead:
        if link.form == "image":
            return self._file(document, link)
        if not link.target:
            return self._document(document, link, document.path)
        by_name = link.form in ("wikilink", "embed")
        find = self.lookup.by_name if by_name else self.lookup.by_path
        found = find(document.path, link.target)
        if len(found) > 1:
            return self._ambiguous(document, link, found)
        if found:
            return self._document(document, link, found[0])
        if (file := self.lookup.file(document.path, link.target)) is not None:
            return self._published(document, link, file)
        return self._missing(document, link, by_name=by_name)

    def _document(self, document: AnyDocument, link: Link, path: SourcePath) -> Lead:
        if path != document.path and not self.corpus.public(path):
            head = self.corpus.heads[path]
            if head.status == "draft" and not head.withheld:
                self._report("P408", document, link, target=link.target)
            return MISSING
        self._check_case(document, link, path)
        anchor = self.headings.anchor(path, link.fragment)
        if anchor is None:
            near = near_words(link.fragment, self.headings.near(path))
            title = self.corpus.heads[path].title
            self._report("P403", document, link, near, target=title, fragment=link.fragment)
        return Lead(path, anchor or "")

    def _check_case(self, document: AnyDocument, link: Link, path: SourcePath) -> None:
        """Tell of a path that differs from the file's by its capitals: other hosts would break it."""
        if link.form != "link" or not link.target:
            return
        written = link.target.lstrip("./~")
        real = "/".join(path.split("/")[-written.count("/") - 1 :])
        if written != real and written.lower() == real.lower() and without_extension(written) != written:
            example = link.target.removesuffix(written) + real
            self._report("P405", document, link, target=link.target, example=example)

    def _ambiguous(self, document: AnyDocument, link: Link, found: tuple[SourcePath, ...]) -> Lead:
        choices = ", ".join(found)
        self._report("P402", document, link, target=link.target, choices=choices, example=without_extension(found[0]))
        return PLAIN

    def _missing(self, document: AnyDocument, link: Link, *, by_name: bool) -> Lead:
        near = self.suggestions.near(stem(link.target))
        if by_name:
            severity = Severity(self.settings.unresolved)
            self._report("P401", document, link, near, severity, target=link.target)
        else:
            self._report("P404", document, link, near, target=link.target)
        return MISSING

    def _file(self, document: AnyDocument, link: Link) -> Lead:
        file = self.lookup.file(document.path, link.target)
        if file is None:
            near = near_words(link.target.rpartition("/")[2], self.files.beside(document.path))
            self._report("P406", document, link, near, target=link.target)
            return PLAIN
        return self._published(document, link, file)

    def _published(self, document: AnyDocument, link: Link, file: SourcePath) -> Lead:
        refusal = self.files.refusal(file)
        if refusal is None:
            return Lead(file=file)
        code, values = refusal
        told = {"target": link.target, **values}
        self.problems.append(Problem(code, CODES[code].severity, document.path, link.span, told))
        return PLAIN

    def _bounded(self, document: AnyDocument, link: Link, lead: Lead, embeds: int) -> Lead:
        """Show at most so many other texts in a page, and never its own: past that an embed is a link."""
        limit = self.settings.limits.embeds
        if lead.path != document.path and embeds <= limit:
            return lead
        self._report("P409", document, link, target=link.target, limit=str(limit))
        return Lead(lead.path, lead.anchor, plain=True)

    def _report(
        self,
        code: str,
        document: AnyDocument,
        link: Link,
        suggestions: tuple[str, ...] = (),
        severity: Severity | None = None,
        **values: str,
    ) -> None:
        self.problems.append(
            Problem(code, severity or CODES[code].severity, document.path, link.span, values, suggestions)
        )


def outward(body: Body) -> tuple[str, ...]:
    """Return the addresses of the web that a text leads to, each once; the HTML is the one that parse wrote."""
    found = _OUTWARD(body.html) if "px-external" in body.html else ()
    return tuple(dict.fromkeys(map(unescape, found)))[:_MOST]
