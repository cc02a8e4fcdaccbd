"""Front matter as an author would type it: plain words where YAML takes them, quotes where it needs them."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date

Value = str | int | float | bool | date | Sequence["Value"] | Mapping[str, "Value"]
_PLAIN = re.compile(r"[^\W\d_][\w .'-]*\w")
_RESERVED = frozenset({"true", "false", "null", "yes", "no", "on", "off"})


def front_matter(fields: Mapping[str, Value]) -> str:
    """Write fields between two `---` lines, in their order; empty ones are left out."""
    lines = [line for name, value in fields.items() if value not in ("", []) for line in _field(name, value)]
    return "\n".join(["---", *lines, "---", ""])


def _field(name: str, value: Value) -> list[str]:
    """Write one field: a list of maps takes a line per map, a map a line per key, anything else one line."""
    if isinstance(value, Sequence) and isinstance(value[0], Mapping):
        return [f"{name}:", *(f"  - {_flow(item)}" for item in value)]
    if isinstance(value, Mapping):
        return [f"{name}:", *(f"  {_flow(key)}: {_flow(item)}" for key, item in value.items())]
    return [f"{name}: {_flow(value)}"]


def _flow(value: Value) -> str:
    """Write a value on one line."""
    if isinstance(value, str):
        plain = _PLAIN.fullmatch(value) and value.lower() not in _RESERVED
        return value if plain else json.dumps(value, ensure_ascii=False)
    if isinstance(value, Sequence):
        return f"[{', '.join(map(_flow, value))}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_flow(key)}: {_flow(item)}' for key, item in value.items())}}}"
    return value.isoformat() if isinstance(value, date) else json.dumps(value)
