"""The key under which a device keeps what is one account's."""

import hmac

from lms.people.models import Account


def device_key(account: Account, secret: str) -> bytes:
    """32 bytes, the same for this account whenever she signs in, so that what she had not sent can be opened again.

    A password that changed leaves it as it is: what keeps it from others is that only she is given it.
    """
    named = f"kept on a device:{account.id}:{account.created_at.isoformat()}"
    return hmac.digest(secret.encode(), named.encode(), "sha256")
