"""The 17 administrative regions of Québec, the default vocabulary of ``regions``."""

import msgspec


class Region(msgspec.Struct, frozen=True, gc=False):
    """A region: its ``names`` by language, and other names authors use."""

    names: dict[str, str]
    aliases: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        """Return the region's name in a language, else its first name."""
        return self.names.get(language) or next(iter(self.names.values()))


def _region(fr: str, en: str = "", *aliases: str) -> Region:
    return Region({"fr": fr, "en": en or fr}, aliases)


QUEBEC = (
    _region("Bas-Saint-Laurent", "", "01"),
    _region("Saguenay–Lac-Saint-Jean", "", "02", "Saguenay", "Lac-Saint-Jean", "Saguenay-Lac-Saint-Jean"),
    _region("Capitale-Nationale", "", "03", "Québec", "Ville de Québec"),
    _region("Mauricie", "", "04"),
    _region("Estrie", "", "05", "Eastern Townships", "Cantons-de-l'Est"),
    _region("Montréal", "Montreal", "06"),
    _region("Outaouais", "", "07"),
    _region("Abitibi-Témiscamingue", "", "08", "Abitibi"),
    _region("Côte-Nord", "", "09"),
    _region("Nord-du-Québec", "", "10", "Northern Quebec"),
    _region(
        "Gaspésie–Îles-de-la-Madeleine", "", "11", "Gaspésie", "Îles-de-la-Madeleine", "Gaspésie-Îles-de-la-Madeleine"
    ),
    _region("Chaudière-Appalaches", "", "12"),
    _region("Laval", "", "13"),
    _region("Lanaudière", "", "14"),
    _region("Laurentides", "Laurentians", "15"),
    _region("Montérégie", "", "16"),
    _region("Centre-du-Québec", "", "17"),
)
"""Source: Institut de la statistique du Québec, code géographique; numbers are the official codes."""
