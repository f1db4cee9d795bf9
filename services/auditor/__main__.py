"""`python -m auditor`: the same as `minutebook-audit`."""

import sys

from auditor.cli import main

if __name__ == "__main__":
    sys.exit(main())
