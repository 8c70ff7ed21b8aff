"""What every test stands on."""

import os

os.environ.setdefault("PTB_TIMEDELTA", "1")
for _name in [name for name in os.environ if name.startswith("TINBAO_")]:
    del os.environ[_name]
