"""The door of a site. Its hooks/main.py is one line: `from pruefbuch.door import *`. MkDocs then calls the events of Prüfbuch.

What they do stands in `engine/hooks.py`; where a site leaves the door out, `engine/guard.py` stops the build.
"""

from pruefbuch.engine.hooks import (
    on_build_error,
    on_config,
    on_env,
    on_files,
    on_nav,
    on_page_content,
    on_page_markdown,
    on_post_build,
    on_post_page,
    on_serve,
    on_startup,
)

__all__ = [
    "on_build_error",
    "on_config",
    "on_env",
    "on_files",
    "on_nav",
    "on_page_content",
    "on_page_markdown",
    "on_post_build",
    "on_post_page",
    "on_serve",
    "on_startup",
]
