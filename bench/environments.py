"""Each peer in an environment of its own, from the pinned list in bench/peers, kept under build/peers."""

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OURS = Path(sys.executable)
UV = ROOT / ".venv" / "bin" / "uv"


def python_of(peer: str) -> Path:
    """The peer's Python, installed if it is not there yet, or the list has changed."""
    wanted, home = ROOT / "bench" / "peers" / f"{peer}.txt", ROOT / "build" / "peers" / peer
    python, stamp = home / "bin" / "python", home / ".stamp"
    digest = hashlib.sha256(wanted.read_bytes()).hexdigest()
    if not (stamp.exists() and stamp.read_text() == digest):
        print(f"准备 {peer} …", flush=True)
        subprocess.run([UV, "venv", "-q", "--clear", "--python", OURS, home], check=True)
        subprocess.run([UV, "pip", "sync", "-q", "--python", python, wanted], check=True)
        stamp.write_text(digest)
    return python
