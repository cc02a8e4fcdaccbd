"""The catalogue of problem codes. The longer page of help of each is ``theme/help/<language>/<code>.md``.

====  ====================================================
P1xx  the file and its front matter
P2xx  the fields
P3xx  names and addresses
P4xx  links
P5xx  attachments
P6xx  limits, safety, marks of other tools
P7xx  the site's settings
====  ====================================================
"""

from praxis_build.model.code import N_, Code
from praxis_build.model.codes_of_files import FILES
from praxis_build.model.codes_of_links import LINKS

__all__ = ["CODES", "N_", "Code"]

CODES: dict[str, Code] = {**FILES, **LINKS}
