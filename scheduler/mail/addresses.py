"""Addresses that mail can go to."""

from email_validator import EmailNotValidError, validate_email

from releases.errors import InvalidValueError


def read_email(value: str) -> str:
    """An address as it is kept and sent to: in ASCII, its domain by IDNA, in lower case.

    Raises InvalidValueError. The domain is not looked up: only a mail that is confirmed shows that it is real.
    """
    try:
        found = validate_email(value, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise InvalidValueError(
            f"email is not an address: {error} Write one such as name@example.com.", field="email"
        ) from None
    # Strictly a name could differ from another by case alone; nobody's does, and each way of writing would
    # be an address of its own to whoever wants to flood one.
    return (found.ascii_email or found.normalized).lower()
