"""Reads email addresses."""

from email_validator import EmailNotValidError, validate_email

from releases.errors import InvalidValueError


def read_email(value: str) -> str:
    """Return an address as it is stored and sent to: in ASCII, the domain in IDNA, in lower case.

    Raises InvalidValueError. The domain is not looked up: the confirmation email is the real check.
    """
    try:
        found = validate_email(value, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise InvalidValueError(
            f"email is not an address: {error} Write one such as name@example.com.", field="email"
        ) from None
    # RFC 5321 lets mailboxes differ by case alone. None does in practice, and keeping the case would let somebody
    # flood one mailbox under many spellings.
    return (found.ascii_email or found.normalized).lower()
