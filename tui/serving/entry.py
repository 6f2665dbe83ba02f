"""Who may come in: whoever brings the one-time token once, and the session that it was exchanged for."""

from __future__ import annotations

import secrets
from hmac import compare_digest

_BYTES = 32


class Entry:
    """A token that opens once, and the sessions that were opened so. At most one token is good at a time."""

    def __init__(self) -> None:
        self._token: bytes | None = None
        self._sessions: list[bytes] = []

    def new_token(self) -> str:
        """Make a token; one that was made before and not used is good no longer."""
        token = secrets.token_urlsafe(_BYTES)
        self._token = token.encode()
        return token

    def exchange(self, presented: str) -> str | None:
        """The name of a new session for the token, which is used up by this; None for anything else."""
        if self._token is None or not _same(presented, self._token):
            return None
        self._token = None
        session = secrets.token_urlsafe(_BYTES)
        self._sessions.append(session.encode())
        return session

    def admits(self, session: str) -> bool:
        """Whether this is the name of a session; how long that takes says nothing of the names there are."""
        return sum(_same(session, known) for known in self._sessions) > 0


def _same(presented: str, known: bytes) -> bool:
    return compare_digest(presented.encode("utf-8", "replace"), known)
