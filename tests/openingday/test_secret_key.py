from pydantic import SecretStr

from db.engine import Database
from openingday.secret_key import secret_key
from openingday.settings import Settings


def test_the_secret_key_is_the_settings_or_made_once_and_kept(database: Database) -> None:
    made = secret_key(Settings(), database)
    assert len(made) >= 43  # 256 bits
    assert secret_key(Settings(), database) == made
    assert secret_key(Settings(secret_key=SecretStr("given")), database) == "given"
