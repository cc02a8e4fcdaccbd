"""What reading one file gives: what it says, and what it is found by."""

from typing import ClassVar

import msgspec

from praxis_build.model.document import Parsed
from praxis_build.model.settings import Settings
from praxis_build.model.source import Source
from praxis_build.stages.index import Terms, terms_of
from praxis_build.stages.parse import Parse


class Learned(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A document with its problems, and its terms: empty for one that is on no list."""

    parsed: Parsed
    terms: Terms


class Learn(msgspec.Struct, frozen=True):
    """Reads one file; it can be sent to another process."""

    takes: ClassVar[type] = Source
    gives: ClassVar[type] = Learned
    settings: Settings

    def __call__(self, source: Source) -> Learned:
        """Return what a file says and what it is found by."""
        parsed = Parse(self.settings)(source)
        document = parsed.document
        listed = document.status == "published" and not document.withheld
        return Learned(parsed, terms_of(document, document.lang or self.settings.lang) if listed else Terms())
