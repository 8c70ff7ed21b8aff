"""The sun and the moon, after J. Meeus, Astronomical Algorithms (2nd edition), chapters 25 and 49; for tests alone.

Beside JPL's DE440, from 2025 to 2055, new moons come out within 16 seconds and the sun within 32 arc seconds: no day
or sign is another one. From them follow the months of the Vietnamese calendar, by the rules in force since 1968:
days of UTC+7; a month begins on the day of a new moon; the eleventh holds the winter solstice; where thirteen months
lie between two elevenths, the first of them in which the sun enters no sign is the leap one.
"""

from datetime import UTC, date, datetime, timedelta, timezone
from math import radians, sin
from typing import Final

HANOI: Final = timezone(timedelta(hours=7))
BEIJING: Final = timezone(timedelta(hours=8))
_EPOCH: Final = datetime(2000, 1, 1, 12, tzinfo=UTC)
_J2000: Final = 2451545.0

#: Of the new moon: the coefficient in days, the power of the eccentricity, and the multiples of M, M', F and omega.
_TERMS: Final = (
    (-0.40720, 0, 0, 1, 0, 0),
    (0.17241, 1, 1, 0, 0, 0),
    (0.01608, 0, 0, 2, 0, 0),
    (0.01039, 0, 0, 0, 2, 0),
    (0.00739, 1, -1, 1, 0, 0),
    (-0.00514, 1, 1, 1, 0, 0),
    (0.00208, 2, 2, 0, 0, 0),
    (-0.00111, 0, 0, 1, -2, 0),
    (-0.00057, 0, 0, 1, 2, 0),
    (0.00056, 1, 1, 2, 0, 0),
    (-0.00042, 0, 0, 3, 0, 0),
    (0.00042, 1, 1, 0, 2, 0),
    (0.00038, 1, 1, 0, -2, 0),
    (-0.00024, 1, -1, 2, 0, 0),
    (-0.00017, 0, 0, 0, 0, 1),
    (-0.00007, 0, 2, 1, 0, 0),
    (0.00004, 0, 0, 2, -2, 0),
    (0.00004, 0, 3, 0, 0, 0),
    (0.00003, 0, 1, 1, -2, 0),
    (0.00003, 0, 0, 2, 2, 0),
    (-0.00003, 0, 1, 1, 2, 0),
    (0.00003, 0, -1, 1, 2, 0),
    (-0.00002, 0, -1, 1, -2, 0),
    (-0.00002, 0, 1, 3, 0, 0),
    (0.00002, 0, 0, 4, 0, 0),
)
#: Of the planets: degrees at the first new moon of 2000, degrees a moon, and the coefficient in millionths of a day.
_PLANETS: Final = (
    (299.77, 0.107408, 325),
    (251.88, 0.016321, 165),
    (251.83, 26.651886, 164),
    (349.42, 36.412478, 126),
    (84.66, 18.206239, 110),
    (141.74, 53.303771, 62),
    (207.14, 2.453732, 60),
    (154.84, 7.306860, 56),
    (34.52, 27.261239, 47),
    (207.19, 0.121824, 42),
    (291.34, 1.844379, 40),
    (161.72, 24.198154, 37),
    (239.56, 25.513099, 35),
    (331.55, 3.592518, 23),
)


def new_moon(number: int) -> datetime:
    """Give the instant of a new moon; number 0 is the first one of 2000."""
    k, t = float(number), number / 1236.85
    jde = 2451550.09766 + 29.530588861 * k + 0.00015437 * t**2 - 0.00000015 * t**3
    e = 1 - 0.002516 * t - 0.0000074 * t**2
    sun = 2.5534 + 29.10535670 * k - 0.0000014 * t**2
    moon = 201.5643 + 385.81693528 * k + 0.0107582 * t**2 + 0.00001238 * t**3
    latitude = 160.7108 + 390.67050284 * k - 0.0016118 * t**2
    node = 124.7746 - 1.56375588 * k + 0.0020672 * t**2
    for size, power, by_sun, by_moon, by_latitude, by_node in _TERMS:
        angle = by_sun * sun + by_moon * moon + by_latitude * latitude + by_node * node
        jde += size * e**power * sin(radians(angle))
    for first, pace, size in _PLANETS:
        quadratic = -0.009173 * t**2 if size == _PLANETS[0][2] else 0.0
        jde += size * 1e-6 * sin(radians(first + pace * k + quadratic))
    return _instant(jde)


def longitude(at: datetime) -> float:
    """Give the sun's apparent longitude in degrees."""
    t = ((at - _EPOCH).total_seconds() + _delta(at.year + at.month / 12)) / 86400 / 36525
    mean = 280.46646 + 36000.76983 * t + 0.0003032 * t**2
    m = radians(357.52911 + 35999.05029 * t - 0.0001537 * t**2)
    centre = (1.914602 - 0.004817 * t - 0.000014 * t**2) * sin(m)
    centre += (0.019993 - 0.000101 * t) * sin(2 * m) + 0.000289 * sin(3 * m)
    omega = radians(125.04 - 1934.136 * t)
    return (mean + centre - 0.00569 - 0.00478 * sin(omega)) % 360


def months(year: int, zone: timezone = HANOI) -> list[tuple[date, int, bool]]:
    """Give the months of a lunar year: its first day, its number and whether it is the leap one."""
    before, after = _from_eleventh(year, zone), _from_eleventh(year + 1, zone)
    first = next(place for place, (_, number, leap) in enumerate(before) if number == 1 and not leap)
    last = next(place for place, (_, number, leap) in enumerate(after) if number == 1 and not leap)
    return [*before[first:], *after[:last]]


def _from_eleventh(year: int, zone: timezone) -> list[tuple[date, int, bool]]:
    """Give the months from the eleventh of the lunar year before up to the eleventh of this one, itself left out."""
    start, end = _eleventh(year - 1, zone), _eleventh(year, zone)
    days = [_day(new_moon(number), zone) for number in range(start, end + 1)]
    leap = None
    if end - start == 13:
        signs = [_sign(one, zone) for one in days]
        leap = next(place for place in range(1, 13) if signs[place] == signs[place + 1])
    found: list[tuple[date, int, bool]] = []
    number = 10
    for place, one in enumerate(days[:-1]):
        if place != leap:
            number = number % 12 + 1
        found.append((one, number, place == leap))
    return found


def _eleventh(year: int, zone: timezone) -> int:
    """Give the number of the new moon with which the month of a year's winter solstice begins."""
    number = round((year - 2000 + 0.97) * 12.3685) + 2
    while _sign(_day(new_moon(number), zone), zone) >= 9 or _day(new_moon(number), zone) >= date(year + 1, 1, 1):
        number -= 1
    return number


def _sign(one: date, zone: timezone) -> int:
    """Give the twelfth of the sky in which the sun is as a day begins."""
    return int(longitude(datetime(one.year, one.month, one.day, tzinfo=zone)) / 30)


def _day(at: datetime, zone: timezone) -> date:
    return at.astimezone(zone).date()


def _instant(jde: float) -> datetime:
    uniform = _EPOCH + timedelta(days=jde - _J2000)
    return uniform - timedelta(seconds=_delta(uniform.year + uniform.month / 12))


def _delta(year: float) -> float:
    """Give how far uniform time is ahead of ours, in seconds, after F. Espenak and J. Meeus."""
    t = year - 2000
    return 62.92 + 0.32217 * t + 0.005589 * t**2
