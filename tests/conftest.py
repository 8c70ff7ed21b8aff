"""What every test stands on."""

import os

from hypothesis import settings

settings.register_profile("steady", deadline=None)  # speed is measured in benchmarks; these machines are shared
settings.load_profile("steady")

os.environ.setdefault("PTB_TIMEDELTA", "1")
for _name in [name for name in os.environ if name.startswith("TINBAO_")]:
    del os.environ[_name]
