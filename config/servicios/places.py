"""Where the embedded services keep their things, and as whom they run.

As an ordinary user everything lasting lies in `.local/servicios/` and the servers run as that user.
PostgreSQL refuses to run as root, and an unprivileged account cannot read a clone under /root; so when root
creates `.local/servicios` it is a link to a new folder under /var/lib/convenios, which belongs to `nobody`.
In both cases the servers run as the owner of that folder. Sockets lie in a folder of their own under /tmp,
since their path may not exceed 107 bytes.
"""

import contextlib
import fcntl
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BASE = Path(__file__).resolve().parents[2]
LOCAL = BASE / ".local"
LOGS = LOCAL / "registro"
SERVICES = LOCAL / "servicios"
ROOT_SERVICES = Path("/var/lib/convenios")
SHORT = Path("/tmp")  # noqa: S108 - mkdtemp makes the folders in it, private and with a name of their own
NOBODY = 65534
ABANDONED = 3600.0  # seconds after which a folder that was never locked is nobody's


@dataclass(frozen=True)
class Owner:
    """The account that a server runs as."""

    uid: int
    gid: int

    @classmethod
    def of(cls, path: Path) -> "Owner":
        found = path.stat()
        return cls(found.st_uid, found.st_gid)

    @classmethod
    def unprivileged(cls) -> "Owner":
        """Ourselves, unless we are root."""
        return cls(NOBODY, NOBODY) if os.geteuid() == 0 else cls(os.geteuid(), os.getegid())

    @property
    def is_us(self) -> bool:
        return self.uid == os.geteuid()

    def give(self, path: Path) -> Path:
        """Make `path` this account's alone."""
        path.chmod(stat.S_IRWXU)
        if not self.is_us:
            os.chown(path, self.uid, self.gid)
        return path


def services_dir() -> Path:
    """The folder of what the embedded services keep between two runs, made when it is not there."""
    if not SERVICES.exists():
        LOCAL.mkdir(exist_ok=True)
        SERVICES.unlink(missing_ok=True)  # a link whose target is gone
        if os.geteuid() == 0:
            ROOT_SERVICES.mkdir(mode=0o755, parents=True, exist_ok=True)
            SERVICES.symlink_to(tempfile.mkdtemp(prefix=f"{BASE.name}-", dir=ROOT_SERVICES))
        else:
            SERVICES.mkdir()
        Owner.unprivileged().give(SERVICES.resolve())
    return SERVICES.resolve()


@contextlib.contextmanager
def short_dir(owner: Owner) -> Iterator[Path]:
    """A private folder with a short path for `owner`, removed afterwards.

    It holds a locked file while we live; folders of killed runs are told by the missing lock and swept.
    """
    sweep_abandoned()
    folder = Path(tempfile.mkdtemp(prefix="convenios-", dir=SHORT))
    with (folder / "vivo").open("w") as alive:
        fcntl.flock(alive, fcntl.LOCK_EX | fcntl.LOCK_NB)
        try:
            yield owner.give(folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def sweep_abandoned() -> None:
    for folder in SHORT.glob("convenios-*"):
        with contextlib.suppress(OSError):
            if is_abandoned(folder):
                shutil.rmtree(folder, ignore_errors=True)


def is_abandoned(folder: Path) -> bool:
    """Whether no living run holds `folder`, which is ours to judge. Raises OSError when it is not."""
    if folder.is_symlink() or folder.stat().st_uid not in {os.geteuid(), Owner.unprivileged().uid}:
        return False
    if not (folder / "vivo").exists():
        return time.time() - folder.stat().st_mtime > ABANDONED
    with (folder / "vivo").open("r+") as alive:
        try:
            fcntl.flock(alive, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
