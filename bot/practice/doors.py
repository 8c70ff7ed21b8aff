"""Who may come in: only this machine, only by the room's own address, and only with the token that stands in it."""

import hmac
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def guarded(token: str) -> Middleware:
    """Give the middleware that looks at every request before anything else does."""

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            if not _is_ours(request):
                raise web.HTTPForbidden(text="wrong host")
            if not _knows(request, token):
                raise web.HTTPNotFound(text="not found")
            response = await handler(request)
        except web.HTTPException as refused:
            refused.headers.update(_HEADERS)
            raise
        if not response.prepared:
            response.headers.update({name: text for name, text in _HEADERS.items() if name not in response.headers})
        return response

    return guard


def stream_headers() -> dict[str, str]:
    """Give the headers for what is sent piece by piece, which must stand before the first piece."""
    return dict(_HEADERS)


def _is_ours(request: web.Request) -> bool:
    """Say whether the request names this machine as a browser here would: a rebound name of elsewhere does not."""
    port = request.transport.get_extra_info("sockname")[1] if request.transport is not None else 0
    ours = {f"127.0.0.1:{port}", f"localhost:{port}"}
    origin = request.headers.get("Origin")
    return request.headers.get("Host", "") in ours and origin in {None, *(f"http://{host}" for host in ours)}


def _knows(request: web.Request, token: str) -> bool:
    given = request.path.removeprefix("/").partition("/")[0]
    return hmac.compare_digest(given.encode(), token.encode())
