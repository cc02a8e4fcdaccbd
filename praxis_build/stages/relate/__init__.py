"""Relate: the same edges from the other side. Filed once, looked up after: linear time."""

from praxis_build.stages.relate.facts import NOTHING, Related, relate, related
from praxis_build.stages.relate.settle import settle

__all__ = ["NOTHING", "Related", "relate", "related", "settle"]
