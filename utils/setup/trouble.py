"""What can go wrong while the course is set up, said in one plain sentence with the way out."""

import re


class Trouble(Exception):  # noqa: N818 - it is not the program that errs
    """Something a person can mend: its text is the whole message, no traceback is shown."""


# What installers print, and the sentence that it means. First match wins, so the specific stands first.
MEANINGS = (
    (
        r"No space left on device|not enough space on the disk|ENOSPC|Disk quota exceeded",
        "The disk is full: free about 1 GB, then run the same command again (nothing half-installed is kept).",
    ),
    (
        r"externally-managed-environment|externally managed",
        "This Python belongs to the operating system and must not be changed: leave out --here, and the course "
        "makes its own environment.",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|invalid peer certificate|UnknownIssuer|SSLError",
        "The package index was reached but its certificate is not trusted here: ask whoever runs this network "
        "for its certificate, name that file in SSL_CERT_FILE (uv) or PIP_CERT (pip), then run the same command again.",
    ),
    (
        r"hash mismatch|DO NOT MATCH THE HASHES|Hash mismatch",
        "A download differs from what the lock expects, so nothing was installed: run the same command again; if it "
        "stays so, your network alters downloads, or tell the course's maintainers.",
    ),
    (
        r"[Dd]ns error|error sending request|[Cc]onnection refused|NewConnectionError|Max retries exceeded|"
        r"tcp connect error|Name or service not known|[Tt]emporary failure in name resolution|Failed to resolve|"
        r"Network is unreachable|[Tt]imed out|ConnectTimeout|Could not connect|getaddrinfo failed|Failed to fetch|"
        r"client error \(Connect\)",
        "No network: the package index could not be reached. Connect (behind a proxy, set HTTPS_PROXY), then run the "
        "same command again; finished downloads are kept.",
    ),
    (
        r"No matching distribution|Could not find a version|no wheels|No solution found|has no usable|"
        r"does not have a wheel",
        "A package has no ready-made build for this Python and this machine: use Python 3.11, 3.12 or 3.13 from "
        "python.org, then run the same command again.",
    ),
    (
        r"No module named '?(ensurepip|venv|pip)'?|ensurepip is not available",
        "This Python cannot make environments: on Debian or Ubuntu run `sudo apt install python3-venv`, elsewhere "
        "install Python from python.org, then run the same command again.",
    ),
    (
        r"Permission denied|Access is denied|Read-only file system|PermissionError",
        "The course may not write where it is: close any other running course, or name a folder that you own in "
        "COURSE_HOME, then run the same command again.",
    ),
)


def explain(output: str, log: str = "") -> str:
    """One sentence for what an installer printed; the last words of it when they are not known here."""
    for pattern, sentence in MEANINGS:
        if re.search(pattern, output):
            return sentence
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    last = lines[-1][:300] if lines else "it said nothing"
    where = f" All of it is in {log}." if log else ""
    return f"Set-up stopped and nothing half-installed is kept. The last words were: {last}.{where} Run the same command again."
