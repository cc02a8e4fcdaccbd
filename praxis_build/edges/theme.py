"""The theme on disk: its folder, its templates, its catalogues compiled in memory."""

import datetime as dt
import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_SOURCE_LANGUAGE = "en"


def folder() -> Path:
    """Return the theme's folder: beside the modules when installed from a wheel, else at the repository's root."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "theme"
    return installed if installed.is_dir() else package.parent / "theme"


def load(folder: Path) -> tuple[dict[str, str], dict[str, bytes]]:
    """Return the templates by name, and the compiled catalogue (``.mo``) of each interface language."""
    templates = folder / "templates"
    sources = {
        path.relative_to(templates).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(templates.rglob("*.*"))
    }
    catalogues = {_SOURCE_LANGUAGE: _compiled(Catalog(locale=_SOURCE_LANGUAGE))}
    for path in sorted(folder.glob("locale/*/LC_MESSAGES/praxis.po")):
        language = path.parts[-3]
        with path.open("rb") as file:
            catalogues[language] = _compiled(read_po(file, locale=language, abort_invalid=True))
    return sources, catalogues


def _compiled(catalogue: Catalog) -> bytes:
    # Babel writes the present time where a catalogue has no date; the same sources must give the same bytes.
    catalogue.creation_date = catalogue.revision_date = _EPOCH
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()
