"""Lighthouse on its phone profile, run once on one address."""

import json
import os
import subprocess
from dataclasses import dataclass
from typing import Any

from tests.browser.chromium import QUIET, chromium_path
from tests.newsroom.processes import ROOT

PROGRAM = ROOT / "node_modules" / "lighthouse" / "cli" / "index.js"


@dataclass(frozen=True, slots=True)
class Report:
    """Scores from 0 to 100 by category, and what keeps them from 100."""

    scores: dict[str, float]
    failing: list[str]


def run(address: str, categories: list[str]) -> Report:
    """Return what Lighthouse says of `address` in these categories, as "seo"."""
    command = ["node", str(PROGRAM), address, "--quiet", "--output=json", "--output-path=stdout"]
    command += [f"--only-categories={','.join(categories)}", "--no-enable-error-reporting"]
    command += [f"--chrome-flags=--headless {' '.join(QUIET)}"]
    wishes = os.environ | {"CHROME_PATH": str(chromium_path())}
    done = subprocess.run(
        command, env=wishes, cwd=ROOT, capture_output=True, text=True, check=True, timeout=180
    )
    said: dict[str, Any] = json.loads(done.stdout)
    scores: dict[str, float] = {
        name: 100.0 * (each["score"] or 0) for name, each in said["categories"].items()
    }
    failing = [
        f"{name}: {audit['title']} {_where(audit)}"
        for name, audit in said["audits"].items()
        if audit["score"] is not None and audit["score"] < 1
    ]
    return Report(scores, failing)


def _where(audit: dict[str, Any]) -> str:
    return json.dumps(audit.get("details", {}).get("items", []))[:300]
