"""What can be set from outside, read once from the environment. Nothing set is a working system."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Environment variables `MINUTEBOOK_…`; see the README's table."""

    model_config = SettingsConfigDict(env_prefix="MINUTEBOOK_", frozen=True, extra="ignore")

    database_url: str | None = Field(
        None, description="postgresql://… of a real server; absent: the embedded PostgreSQL serves."
    )
    data_folder: Path = Field(Path("data"), description="Where the embedded database and key live.")
    master_key: SecretStr | None = Field(
        None, description="32 bytes, base64url: wraps the keys of all names and texts."
    )
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=0, le=65_535)
    pool_size: int = Field(10, ge=2, le=200)
    log_level: str = Field("info", pattern="^(debug|info|warning|error)$")
    log_as_json: bool = Field(False, description="One JSON object a line, for production.")
    wait_seconds: float = Field(
        3, gt=0, le=60, description="How long a read waits for the position it asked for."
    )
    max_body_bytes: int = Field(1_000_000, ge=1_000)

    @property
    def master_key_file(self) -> Path:
        return self.data_folder / "master.key"
