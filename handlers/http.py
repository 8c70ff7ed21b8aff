"""The road to the Bot API: python-telegram-bot's requests, carried by aiohttp.

It exists because the library's own carrier costs many times the work per message (decision 0003) and because an
address of the Bot API contains the token: whatever goes wrong here, no error, cause or context that leaves this file
knows an address. It must not know what is sent, to whom, or how often.
"""

from __future__ import annotations

import importlib
import json
from http import HTTPStatus
from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

if TYPE_CHECKING:
    from collections.abc import Callable

#: Seconds an idle connection is kept: shorter than the about 39 s after which Telegram was reported to cut them, since
#: a message that meets a cut connection is lost without our knowing whether it arrived.
KEEP_ALIVE = 30.0

_JSON = {"Content-Type": "application/json"}
_SOCKS = frozenset({"socks5", "socks5h"})


class NeverSent(NetworkError):  # noqa: N818 - as the library names its own: Forbidden, Conflict, TimedOut
    """No connection came about, so Telegram has certainly not seen the request: sending it again doubles nothing."""


class NeverSentInTime(NeverSent, TimedOut):
    """No connection came about in time, so Telegram has certainly not seen the request."""


class Unanswered(NetworkError):  # noqa: N818 - named as what is the matter, like every error of ours
    """The request went out and no answer of the Bot API came back: whether it has arrived is not known."""


class UnusableProxy(ValueError):  # noqa: N818 - named as what is the matter, like every error of ours
    """The proxy's address cannot be used; `why` is for the operator and repeats nothing of the address.

    The address itself is kept out because it may hold a password.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class AiohttpRequest(BaseRequest):
    """Carry requests over one pool of kept-alive connections, opened by `initialize` and closed by `shutdown`.

    Timeouts are seconds, None waits without limit. The poller wants an object of its own, so that a long poll never
    takes a sender's connection. Raises UnusableProxy when made with a proxy that it cannot use.
    """

    def __init__(
        self,
        *,
        connections: int = 64,
        proxy: str | None = None,
        read_timeout: float | None = 5.0,
        write_timeout: float | None = 5.0,
        upload_timeout: float | None = 20.0,
        connect_timeout: float | None = 5.0,
        pool_timeout: float | None = 1.0,
    ) -> None:
        self._connections = connections
        self._proxy, self._socks = _checked(proxy)
        self._read_timeout = read_timeout
        self._write_timeout = write_timeout
        self._upload_timeout = upload_timeout
        self._connect_timeout = connect_timeout
        self._pool_timeout = pool_timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Give the seconds an answer may take where a call names none."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Open the pool, unless it is open."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=self._connector(),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                proxy=self._proxy,
            )

    async def shutdown(self) -> None:
        """Close the pool, unless it is closed."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Give the status and the body of the answer; a timeout that is neither a number nor None is this object's own.

        Raises NeverSent, TimedOut or Unanswered; the last two may have arrived.
        """
        if self._session is None:
            raise NeverSent("The pool of connections is not open")
        uploads = request_data is not None and request_data.contains_files
        timeout = _timeout(
            read=_seconds(read_timeout, self._read_timeout),
            write=_seconds(write_timeout, self._upload_timeout if uploads else self._write_timeout),
            connect=_seconds(connect_timeout, self._connect_timeout),
            pool=_seconds(pool_timeout, self._pool_timeout),
            downloads=method == "GET",
        )
        try:
            outcome = await _exchange(self._session, method, url, request_data, timeout)
        except Exception as error:  # noqa: BLE001 - whatever it is, its text may hold the address and must end here
            outcome = _mute(error)
        # Raised outside of the handler above: `from None` would only keep the first error from being printed.
        if isinstance(outcome, TelegramError):
            raise outcome
        return outcome

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, object]:
        """Give the object that an answer holds; unlike the library, neither log nor quote what cannot be read.

        Raises Unanswered.
        """
        answer = _read_object(payload)
        if answer is None:
            raise Unanswered("The answer is not a JSON object")
        return answer

    def _connector(self) -> aiohttp.BaseConnector:
        if self._socks is None:
            return aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=KEEP_ALIVE)
        # By name: the package is optional, and without a socks5 proxy nothing asks for it.
        module = importlib.import_module("aiohttp_socks")
        through: Callable[..., aiohttp.BaseConnector] = module.ProxyConnector.from_url
        return through(self._socks, limit=self._connections, keepalive_timeout=KEEP_ALIVE)


class _StrangerAnsweredError(Exception):
    """Somebody other than the Bot API has answered."""

    def __init__(self, status: int) -> None:
        super().__init__()
        self.status = status


async def _exchange(
    session: aiohttp.ClientSession,
    method: str,
    url: str,
    request_data: RequestData | None,
    timeout: aiohttp.ClientTimeout,  # noqa: ASYNC109 - aiohttp's own four limits, not one to wait under
) -> tuple[int, bytes]:
    """Send one request and give the status and the body of its answer."""
    body, headers = _body(request_data)
    # The library has encoded the address already; a redirect would carry the token to a place nobody chose.
    async with session.request(
        method, URL(url, encoded=True), data=body, headers=headers, timeout=timeout, allow_redirects=False
    ) as response:
        status, answer = response.status, await response.read()
    if not _is_expected(method, status, answer):
        raise _StrangerAnsweredError(status)
    return status, answer


def _body(request_data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str] | None]:
    """Give body and headers: a multipart form with files, JSON without, which takes a fifth of a plain form's work."""
    if request_data is None:
        return None, None
    if not request_data.contains_files:
        payload = request_data.json_payload
        return (payload, _JSON) if payload != b"{}" else (None, None)
    # File names go as UTF-8, as browsers send them: percent signs would stay in the name that people see.
    parts = aiohttp.FormData(quote_fields=False)
    for name, value in request_data.json_parameters.items():
        parts.add_field(name, value)
    for name, (file_name, content, content_type) in request_data.multipart_data.items():
        parts.add_field(name, content, filename=file_name, content_type=content_type)
    return parts, None


def _mute(error: Exception) -> TelegramError:
    """Give the library's error for one of the carrier's, with words of our own and the bare name of its class."""
    kind = type(error).__name__
    match error:
        case aiohttp.ConnectionTimeoutError():
            return NeverSentInTime(f"No connection in time ({kind})")
        case aiohttp.ClientConnectorError() | aiohttp.ClientHttpProxyError():
            return NeverSent(f"No connection ({kind})")
        case TimeoutError():
            return TimedOut(f"No answer in time ({kind})")
        case _StrangerAnsweredError(status=status):
            return Unanswered(f"Not an answer of the Bot API (HTTP {status})")
        case _:
            return Unanswered(f"The connection failed ({kind})")


def _is_expected(method: str, status: int, body: bytes) -> bool:
    """Tell whether this can be the Bot API's answer and not a gateway's page, a login page or a redirect.

    The library would quote such a page in its error, and take a gateway's 404 for a wrong token.
    """
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return _read_object(body) is not None
    # A POST is a call of the Bot API and its answer is an object with a result; a GET fetches a file.
    return method == "GET" or b'"result"' in body


def _read_object(payload: bytes) -> dict[str, object] | None:
    try:
        answer: dict[str, object] | list[object] | str | float | None = json.loads(payload)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None


def _seconds(given: object, default: float | None) -> float | None:
    return given if given is None or isinstance(given, int | float) else default


def _timeout(
    *, read: float | None, write: float | None, connect: float | None, pool: float | None, downloads: bool
) -> aiohttp.ClientTimeout:
    """Give the limits in aiohttp's words: it has none for writing, so the whole is bounded by the sum.

    A download is bounded by its silences only.
    """
    waiting = None if connect is None or pool is None else connect + pool
    total = None if downloads or waiting is None or write is None or read is None else waiting + write + read
    return aiohttp.ClientTimeout(total=total, connect=waiting, sock_connect=connect, sock_read=read)


def _checked(proxy: str | None) -> tuple[str | None, str | None]:
    """Give the address of the proxy as (http, None), (None, socks5) or (None, None)."""
    if not proxy:
        return None, None
    try:
        parts = urlsplit(proxy)
        scheme, complete = parts.scheme, bool(parts.hostname and parts.port)
    except ValueError:
        scheme, complete = "", False
    if not complete or scheme not in {"http", *_SOCKS}:
        raise UnusableProxy("the proxy must read http://host:port or socks5://host:port")
    if scheme == "http":
        return proxy, None
    if find_spec("aiohttp_socks") is None:
        raise UnusableProxy("a socks5 proxy needs the package aiohttp-socks, which is not installed")
    # Names are resolved at the far end in any case, which is all that the h means.
    return None, proxy.replace("socks5h://", "socks5://", 1)
