"""Asking the internet whether links are still reachable. Only `pruefbuch links` does so."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import Request, urlopen

TIMEOUT = 20.0
"""seconds"""
PAUSES = (2.0, 10.0)
"""seconds before another try; a server that is busy or restarting is not gone"""
HOSTS = 8
"""at the same time; of one host only one link"""

_AGENT = "Mozilla/5.0 (compatible; Pruefbuch link check)"
_GONE = (400, 401, 403, 404, 405, 410, 451)
"""answers that another try will not change"""
_ELSEWHERE = range(300, 400)
"""answers that lead to another address; where they arrive here, they lead on and on, or to nothing that can be asked"""


def visit_all(urls: Iterable[str]) -> dict[str, str]:
    """For each link "" where it is reachable, else what happened, in German."""
    hosts: dict[str, list[str]] = {}
    for url in urls:
        hosts.setdefault(urlsplit(url).netloc, []).append(url)
    with ThreadPoolExecutor(HOSTS) as pool:
        answers = pool.map(lambda group: {url: visit(url) for url in group}, hosts.values())
        return {url: answer for group in answers for url, answer in group.items()}


def visit(url: str) -> str:
    """The same for one link."""
    for pause in PAUSES:
        answer, final = _once(url)
        if final:
            return answer
        time.sleep(pause)
    return _once(url)[0]


def _once(url: str) -> tuple[str, bool]:
    """(what happened, whether another try is in vain)."""
    try:
        request = Request(ascii_of(url), headers={"User-Agent": _AGENT})  # noqa: S310 – found as http(s)
        with urlopen(request, timeout=TIMEOUT) as page:  # noqa: S310 – as above
            return (
                ("", True) if _is_deep(page.url) or not _is_deep(url) else ("der Server leitet auf seine Startseite um", True)
            )
    except HTTPError as error:
        with error:
            if error.code in _ELSEWHERE:
                return "die Weiterleitung führt nirgends hin", True
            return f"der Server antwortet mit {error.code} ({error.reason})", error.code in _GONE
    except TimeoutError:
        return f"keine Antwort binnen {TIMEOUT:g} Sekunden", False
    except URLError as error:
        return f"keine Verbindung ({error.reason})", False
    except (OSError, http.client.HTTPException, ValueError) as error:
        return f"keine lesbare Antwort ({type(error).__name__})", False


def _is_deep(url: str) -> bool:
    """Whether an address is more than that of a server. One that sends every lost page home answers, but not what was asked."""
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or parts.query)


def ascii_of(url: str) -> str:
    """The address as it goes over the wire."""
    parts = urlsplit(url)
    host = parts.netloc.encode("idna").decode()
    return urlunsplit(
        parts._replace(netloc=host, path=quote(parts.path, "/%:@!$&'()*+,;=~"), query=quote(parts.query, "/%:@!$&'()*+,;=~?"))
    )
