"""The doctor's findings about the mail server."""

from pydantic import SecretStr

from openingday.doctor.finding import Level
from openingday.doctor.post import look_at_mail
from openingday.settings import Settings
from tests.post_office import PostOffice


def look(url: str, sender: str = "alerts@openingday.example") -> list[tuple[Level, str]]:
    settings = Settings(smtp_url=SecretStr(url), mail_from=sender)
    return [(each.level, each.says) for each in look_at_mail(settings)]


def test_a_working_mail_server_is_ok_and_gets_no_mail() -> None:
    with PostOffice(password=b"hunter2") as office:
        ((level, says),) = look(office.url)
        wrong = look(office.url.replace("hunter2", "hunter3"))
    assert (level, says) == (Level.OK, f"localhost:{office.port} answers")
    assert (office.mails, office.recipients) == ([], [])
    assert wrong == [
        (
            Level.ERROR,
            f"localhost:{office.port}: the mail server: it refused the user name and password (535)",
        )
    ]


def test_missing_mail_settings_are_reported() -> None:
    assert look("") == [
        (Level.OK, "there is no OPENINGDAY_SMTP_URL: mails are written to the log, links and all")
    ]
    with PostOffice() as office:
        levels = [level for level, _ in look(office.url, "Opening Day <alerts@localhost>")]
    assert levels == [Level.WARNING, Level.OK]
    assert [level for level, _ in look(office.url)] == [Level.ERROR]
