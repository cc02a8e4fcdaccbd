"""Words of the interface that templates look up by a key of the model."""

from praxis_build.model.codes import N_

KINDS: dict[str, str] = {
    "note": N_("Note"),
    "term": N_("Term"),
    "organization": N_("Organization"),
    "person": N_("Person"),
    "community": N_("Community"),
    "notebook": N_("Notebook"),
}
ROLES: dict[str, str] = {
    "writing": N_("writing"),
    "testimony": N_("testimony"),
    "facilitation": N_("facilitation"),
    "review": N_("review"),
    "translation": N_("translation"),
    "capture": N_("note taking"),
    "illustration": N_("illustration"),
    "editing": N_("editing"),
    "research": N_("research"),
    "photography": N_("photography"),
    "recording": N_("recording"),
    "coordination": N_("coordination"),
    "proofreading": N_("proofreading"),
    "interview": N_("interview"),
    "layout": N_("layout"),
    "author": N_("writing"),
}
SCOPES: dict[str, str] = {
    "theme": N_("Community around a theme"),
    "region": N_("Community of a region"),
    "practice": N_("Community of practice"),
}
ACCESSES: dict[str, str] = {
    "open": N_("Open to everyone"),
    "on-request": N_("On request"),
    "private": N_("By invitation"),
}
MARKS: dict[str, str] = {
    "note": N_("Note"),
    "tip": N_("Tip"),
    "important": N_("Important"),
    "warning": N_("Warning"),
    "caution": N_("Caution"),
    "footnotes": N_("Footnotes"),
    "back": N_("Back to the text"),
    "code": N_("Code"),
    "formula": N_("Formula"),
    "done": N_("Done"),
    "todo": N_("To do"),
}
"""Words that stand between two ``WORD`` characters in a body."""
PAGED = N_("{title}, page {number}")
"""The title of the second page, and the next, of a list."""
