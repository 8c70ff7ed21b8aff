"""The vault: the only place that knows where residents are, and only for as long as it must."""

from storage.vault.session import Vault, VaultSession

__all__ = ["Vault", "VaultSession"]
