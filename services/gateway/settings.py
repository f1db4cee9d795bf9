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

    @property
    def signing_keys(self) -> Path:
        return self.signing_key_file or self.data_folder / "signing.keys"

    @property
    def signed_folder(self) -> Path:
        """The last signed note of each book: never in the database, never restored with it."""
        return self.data_folder / "signed"
