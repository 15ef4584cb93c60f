"""Free text beside an audit row: what the row keeps of it, so that it can be erased and not exchanged."""

from __future__ import annotations

import hashlib


def commitment(salt: str, text: str) -> str:
    """SHA-256 of a random salt (hex) and the text, hex: without the salt it gives nothing of the text away."""
    return hashlib.sha256(bytes.fromhex(salt) + text.encode()).hexdigest()
