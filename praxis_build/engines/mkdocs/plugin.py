"""The plugin that MkDocs and ProperDocs load: it listens and hands over, and decides nothing."""

from typing import Any

from jinja2 import Environment

from praxis_build.edges.publish import Refused
from praxis_build.engines.mkdocs import host
from praxis_build.engines.mkdocs.making import Making
from praxis_build.engines.mkdocs.weaving import Orders


class PraxisPlugin(host.BasePlugin):  # type: ignore[type-arg,no-untyped-call]  # its settings are read by Praxis, not by the host
    """Turns a host's build into the publication of a knowledge base."""

    def __init__(self) -> None:
        """Wait for a configuration."""
        self.options: dict[str, Any] = {}
        self.orders: Orders | None = None
        self.making: Making | None = None

    def load_config(self, options: dict[str, Any], config_file_path: str | None = None) -> tuple[list[Any], list[Any]]:
        """Keep the settings as they are written: what is wrong with them is a problem like any other."""
        del config_file_path
        self.options = options
        return [], []

    @host.event_priority(100)
    def on_config(self, config: host.MkDocsConfig) -> host.MkDocsConfig:
        """Begin, before any other plugin can write into the folder of the site."""
        try:
            self.making = Making(config, self.options, self.orders or Orders())
        except Refused as refused:
            if self.orders:
                raise
            raise host.PluginError(str(refused)) from refused
        return config

    def on_env(self, env: Environment, *, config: host.MkDocsConfig, files: host.Files) -> Environment:
        """Make the shells once the theme's templates are complete."""
        del config
        if self.making:
            self.making.furnish(env, files)
        return env

    @host.event_priority(-100)
    def on_post_page(self, output: str, *, page: host.Page, config: host.MkDocsConfig) -> str:
        """Give a page of the host's its policy, after every other plugin has changed it."""
        del config
        return self.making.guarded(output, page.content or "") if self.making else output

    @host.event_priority(-100)
    def on_post_build(self, *, config: host.MkDocsConfig) -> None:
        """Publish, after every other plugin has written its files."""
        del config
        if self.making:
            self.making.finish()

    def on_build_error(self, error: Exception) -> None:
        """Leave the site that is online as it was."""
        if self.making:
            self.making.drop(error)

    def on_shutdown(self) -> None:
        """Leave it too when the host was interrupted, which it doesn't count among errors."""
        if self.making:
            self.making.drop(host.Abort("stopped"))
