"""How large a file may be. A person writes a hundredth of it; a machine or an attack meets the limit before it costs anything."""

from __future__ import annotations

MAX_BYTES = 512 * 1024
"""of a file in UTF-8"""
MAX_DEPTH = 12
"""lists and groups within each other, the top group included"""
MAX_NODES = 50_000
"""names, values, lists and groups in a file"""
MAX_PROBLEMS = 100
"""listed for a file; who mends a hundred will run the check again anyway"""
