"""Ed25519 signatures of checkpoints: the key is made on the computer that signs and stays there."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from counter_app.devices.keys import KeyHome


class CheckpointSigner:
    """Implements ``ports.Signer``. Whoever has the audit keys but not this computer cannot sign in its name."""

    def __init__(self, home: KeyHome) -> None:
        self._home = home

    def sign(self, store_id: str, content: bytes) -> tuple[str, str]:
        """The public key of this computer (made at the first time) and the signature, hex. Raises: StoreRefused."""
        key = self._key(store_id)
        return key.public_key().public_bytes_raw().hex(), key.sign(content).hex()

    def fits(self, signer: str, content: bytes, signature: str) -> bool:
        """Whether the holder of this public key (hex) signed this content."""
        try:
            Ed25519PublicKey.from_public_bytes(bytes.fromhex(signer)).verify(bytes.fromhex(signature), content)
        except (InvalidSignature, ValueError):
            return False
        return True

    def _key(self, store_id: str) -> Ed25519PrivateKey:
        name = f"{store_id}.signer"
        kept = self._home.get_text(name)
        if kept:
            return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(kept))
        key = Ed25519PrivateKey.generate()
        self._home.keep_text(name, key.private_bytes_raw().hex())
        return key
