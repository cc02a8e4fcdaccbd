"""The hallway: the whole story, from sources to a site, told so that telling it again costs what has changed.

``Knowledge.take`` leads files through parse, collect, resolve and relate; ``Site.make`` leads what they say through
compose and render. ``each`` has the shape of ``map``: parse and render go through it, so that workers can stand there
without a stage knowing. A first build is an update of nothing: there is one way through the house.
"""

from praxis_build.pipeline.knowledge import Each, Knowledge, Watch, read
from praxis_build.pipeline.made import Output, Press, Pressed, decoded
from praxis_build.pipeline.site import Site
from praxis_build.pipeline.whole import build

__all__ = ["Each", "Knowledge", "Output", "Press", "Pressed", "Site", "Watch", "build", "decoded", "read"]
