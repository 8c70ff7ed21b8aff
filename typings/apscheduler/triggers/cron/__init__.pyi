from datetime import datetime, tzinfo

from apscheduler.triggers.base import BaseTrigger

class CronTrigger(BaseTrigger):
    def __init__(
        self,
        *,
        month: int | str | None = ...,
        day: int | str | None = ...,
        day_of_week: int | str | None = ...,
        hour: int | str | None = ...,
        minute: int | str | None = ...,
        start_date: datetime | None = ...,
        end_date: datetime | None = ...,
        timezone: tzinfo | None = ...,
    ) -> None: ...
