"""The 17 administrative regions of Québec, the default vocabulary of ``regions``."""

import msgspec


class Spot(msgspec.Struct, frozen=True, gc=False):
    """Where a region stands on a map of equal tiles, from the north-west; ``lines`` cut a name that is too long."""

    column: int
    row: int
    lines: tuple[str, ...] = ()


class Region(msgspec.Struct, frozen=True, gc=False):
    """A region: its ``names`` by language, other names authors use, its place on the map when there is one."""

    names: dict[str, str]
    aliases: tuple[str, ...] = ()
    spot: Spot | None = None

    def name(self, language: str) -> str:
        """Return the region's name in a language, else its first name."""
        return self.names.get(language) or next(iter(self.names.values()))


def _region(fr: str, en: str, spot: Spot, *aliases: str) -> Region:
    return Region({"fr": fr, "en": en or fr}, aliases, spot)


QUEBEC = (
    _region("Bas-Saint-Laurent", "", Spot(3, 2), "01"),
    _region("Saguenay–Lac-Saint-Jean", "", Spot(2, 1), "02", "Saguenay", "Lac-Saint-Jean", "Saguenay-Lac-Saint-Jean"),
    _region("Capitale-Nationale", "", Spot(2, 2), "03", "Québec", "Ville de Québec"),
    _region("Mauricie", "", Spot(1, 2), "04"),
    _region("Estrie", "", Spot(3, 4), "05", "Eastern Townships", "Cantons-de-l'Est"),
    _region("Montréal", "Montreal", Spot(2, 4), "06"),
    _region("Outaouais", "", Spot(0, 4), "07"),
    _region("Abitibi-Témiscamingue", "", Spot(0, 1, ("Abitibi-", "Témis-", "camingue")), "08", "Abitibi"),
    _region("Côte-Nord", "", Spot(3, 0), "09"),
    _region("Nord-du-Québec", "", Spot(1, 0), "10", "Northern Quebec"),
    _region(
        "Gaspésie–Îles-de-la-Madeleine", "", Spot(3, 1),
        "11", "Gaspésie", "Îles-de-la-Madeleine", "Gaspésie-Îles-de-la-Madeleine",
    ),
    _region("Chaudière-Appalaches", "", Spot(3, 3), "12"),
    _region("Laval", "", Spot(1, 4), "13"),
    _region("Lanaudière", "", Spot(1, 3), "14"),
    _region("Laurentides", "Laurentians", Spot(0, 3), "15"),
    _region("Montérégie", "", Spot(2, 5), "16"),
    _region("Centre-du-Québec", "", Spot(2, 3), "17"),
)  # fmt: skip
"""Source: Institut de la statistique du Québec, code géographique; numbers are the official codes.

The map is ours: tiles in four columns, so that names can be read on a phone; north is up, east is right.
"""
