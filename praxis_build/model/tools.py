"""Marks of other tools that texts may hold, and how to convert them."""

from praxis_build.model.codes import N_

TOOLS: dict[str, tuple[str, str]] = {
    "gitbook": ("GitBook", N_("Replace each block “{% … %}” by ordinary Markdown.")),
    "hugo": ("Hugo", N_("Replace each shortcode “{{< … >}}” by ordinary Markdown.")),
    "docfx": ("DocFX", N_("Replace “[!INCLUDE …]” by the text itself and “:::” blocks by ordinary Markdown.")),
    "admonition": ("Python-Markdown", N_("Replace “!!! note” by a callout: “> [!NOTE]”.")),
    "attributes": ("Python-Markdown", N_("Delete the attribute lists “{: … }”.")),
    "dataview": ("Dataview", N_("Lists are made by the site: delete the block, or write the list out.")),
    "obsidian": ("Obsidian", N_("Comments “%% … %%” are shown: delete what readers should not see.")),
    "toml": ("Hugo", N_("Write the front matter between two lines “---”, one field a line.")),
}
"""For each mark, the tool it comes from and how to convert it."""
