"""Render: a page's value, poured into the templates and the shell, gives the bytes of a file. Pure, per page."""

from praxis_build.stages.render.redirects import redirect_file, redirects
from praxis_build.stages.render.render import Render
from praxis_build.stages.render.sitemap import sitemap

__all__ = ["Render", "redirect_file", "redirects", "sitemap"]
