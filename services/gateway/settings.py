"""What can be set from outside, read once from the environment. Nothing set is a working system."""

from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from gateway.witnessing import witnesses_of


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
    origin: str = Field(
        "localhost",
        pattern=r"^[A-Za-z0-9][A-Za-z0-9.:/-]*$",
        description="The host in the name of each book's log, `<origin>/<book>`. Keep it for ever.",
    )
    signing_key_file: Path | None = Field(
        None, description="The keys that sign the books' heads; absent: signing.keys in the folder."
    )
    witnesses: str = Field(
        "", description="Who is asked to cosign: verification key, @, address; several by commas."
    )
    timestamp_url: str = Field(
        "",
        pattern="^(https?://.+)?$",
        description="A timestamp authority (RFC 3161) that is asked once a day; absent: none is.",
    )
    timestamp_certificates: Path | None = Field(
        None, description="PEM: whom its answers must lead to, its root and those between."
    )
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=0, le=65_535)
    pool_size: int = Field(
        10, ge=2, le=200, description="Connections to read and fold by, and as many to write by."
    )
    log_level: str = Field("info", pattern="^(debug|info|warning|error)$")
    log_as_json: bool = Field(False, description="One JSON object a line, for production.")
    wait_seconds: float = Field(
        3, gt=0, le=60, description="How long a read waits for the position it asked for."
    )
    max_body_bytes: int = Field(1_000_000, ge=1_000)
    folds: bool = Field(
        True, description="Whether this process keeps views up to date, and signs; else another."
    )
    feed_readers: int = Field(
        200, ge=1, le=10_000, description="How many may follow or read whole books at once."
    )
    metrics_token: SecretStr | None = Field(
        None, description="Opens /metrics and nothing else; absent: an administrator's key does."
    )

    @field_validator("witnesses")
    @classmethod
    def _names_witnesses(cls, setting: str) -> str:
        witnesses_of(setting)
        return setting

    @model_validator(mode="after")
    def _knows_whom_to_believe(self) -> Self:
        if self.timestamp_url and self.timestamp_certificates is None:
            raise ValueError(
                "MINUTEBOOK_TIMESTAMP_URL is set without MINUTEBOOK_TIMESTAMP_CERTIFICATES, the "
                "file of the certificates that the authority's answers must lead to"
            )
        return self

    @property
    def master_key_file(self) -> Path:
        return self.data_folder / "master.key"

    @property
    def signing_keys(self) -> Path:
        return self.signing_key_file or self.data_folder / "signing.keys"

    @property
    def signed_folder(self) -> Path:
        """The last signed note of each book: never in the database, never restored with it."""
        return self.data_folder / "signed"
