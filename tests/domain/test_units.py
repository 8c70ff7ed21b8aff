"""A commune and its police share one code."""

from bot.domain.point import Point
from bot.domain.units import DESK, Commune, CommuneCode, CommuneKind, Unit, UnitCode, UnitKind


def test_the_police_of_a_commune_have_the_commune_s_code() -> None:
    """Binding a group to 30307 binds it to the police of that commune."""
    commune = Commune(
        code=CommuneCode("30307"),
        name="phường Long Xuyên",
        short="Long Xuyên",
        kind=CommuneKind.WARD,
        border=False,
        coastal=False,
        island=False,
        point=Point(lat=10.37, lon=105.43),
    )

    assert commune.unit == UnitCode("30307")


def test_a_unit_without_commune_or_telephone_is_a_unit() -> None:
    """The desk answers for no commune; its telephone may not be known yet."""
    desk = Unit(code=DESK, name={"vi": "Công an tỉnh", "en": "Provincial police"}, kind=UnitKind.DESK)

    assert (desk.code, desk.commune, desk.duty_phone) == ("desk", None, None)
    assert len({desk, desk}) == 1
