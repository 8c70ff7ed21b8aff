"""The shipped directory holds what the resolution of 2025 and the agreed list of kinds say, in two languages."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from bot.domain.kinds import TapMark, Urgency
from bot.domain.outcomes import Confirmer
from bot.domain.units import CommuneCode, CommuneKind, UnitCode, UnitKind
from bot.places.directory import Directory

GROUPS = [
    "danh_nhau",
    "gia_dinh",
    "ma_tuy",
    "trom_cuop",
    "lua_dao",
    "no_lai",
    "co_bac",
    "hang_xom",
    "giao_thong",
    "nguoi_la",
    "chay_no",
    "bien_gioi",
    "mua_ban_nguoi",
    "moi_truong",
    "can_bo",
    "chua_ro",
]

OUTCOMES = [
    "bat_qua_tang",
    "chuyen_cqdt",
    "xu_phat",
    "nhac_nho",
    "hoa_giai",
    "ho_tro",
    "chuyen_cq_khac",
    "chua_phat_hien",
    "chua_du",
    "nam_tinh_hinh",
    "da_co_tin",
    "ngoai_pham_vi",
    "nguoi_bao_rut",
    "tin_rac",
    "co_y_sai",
]

SPECIALISTS = [
    "PC01",
    "PC02",
    "PC03",
    "PC04",
    "PC06",
    "PC07",
    "PC08",
    "PA05",
    "PA08",
    "PV05",
    "TTR",
]


def test_the_communes_are_those_of_the_resolution(directory: Directory) -> None:
    """102 communes: 85 xã, 14 phường, 3 đặc khu; 14 on the border, 16 on the coast, 6 on islands."""
    communes = directory.communes.values()

    assert Counter(commune.kind for commune in communes) == {
        CommuneKind.COMMUNE: 85,
        CommuneKind.WARD: 14,
        CommuneKind.ZONE: 3,
    }
    assert sum(commune.border for commune in communes) == 14
    assert sum(commune.coastal for commune in communes) == 16
    assert sum(commune.island for commune in communes) == 6


def test_islands_have_no_mainland_coast(directory: Directory) -> None:
    """Coast and islands are told apart."""
    assert [commune.name for commune in directory.communes.values() if commune.island and commune.coastal] == []


def test_the_communes_come_from_298_older_units_by_302_pairs(directory: Directory) -> None:
    """Only Vĩnh Châu, Phú Hội and Phước Hưng were split; names of before 2025 are kept besides."""
    pairs = [old for old in directory.old_names if old.district and old.code]
    in_force_until_2025 = pairs[:302]
    split = {old.name for old in pairs if old.partial}
    parts = Counter(old.code for old in in_force_until_2025)

    assert len(in_force_until_2025) == 302
    assert len(parts) == 298
    assert split == {"Vĩnh Châu", "Phú Hội", "Phước Hưng"}
    assert sorted(count for count in parts.values() if count > 1) == [2, 2, 3]
    assert {old.name for old in pairs[302:]} >= {"Đông Xuyên", "Vĩnh Bảo", "Hòn Thơm", "Nhà Bàng"}
    assert {old.into for old in in_force_until_2025} == set(directory.communes)


def test_every_point_lies_in_the_province(directory: Directory) -> None:
    """No point has its degrees swapped or lies far away."""
    astray = [
        commune.name
        for commune in directory.communes.values()
        if not (9.2 < commune.point.lat < 11.0 and 103.4 < commune.point.lon < 105.7)
    ]

    assert astray == []


def test_the_police_of_a_commune_have_its_code(directory: Directory) -> None:
    """A unit is bound by the commune's own code."""
    unit = directory.unit_of(CommuneCode("30307"))

    assert (unit.code, unit.kind, unit.commune) == (UnitCode("30307"), UnitKind.COMMUNE, CommuneCode("30307"))
    assert unit.name == {"vi": "Công an phường Long Xuyên", "en": "Long Xuyên Ward Police"}
    assert directory.unit_of(CommuneCode("31078")).name == {
        "vi": "Công an đặc khu Phú Quốc",
        "en": "Phú Quốc Special Zone Police",
    }


def test_the_units_are_the_communes_the_desk_and_the_specialists(directory: Directory) -> None:
    """Every commune has its police; the desk and the specialists stand beside them."""
    by_kind = {kind: [unit.code for unit in directory.units.values() if unit.kind is kind] for kind in UnitKind}

    assert by_kind[UnitKind.COMMUNE] == list(directory.communes)
    assert by_kind[UnitKind.DESK] == ["desk"]
    assert by_kind[UnitKind.SPECIALIST] == SPECIALISTS
    assert directory.desk.name["vi"] == "Công an tỉnh An Giang"


def test_every_group_of_the_list_is_there_in_its_order(directory: Directory) -> None:
    """The menu has its sixteen groups, danger and frequency first, the unsure one last."""
    assert list(directory.kinds) == GROUPS
    assert len(directory.leaves) == 99


def test_leaves_stand_under_their_groups(directory: Directory) -> None:
    """A leaf's code begins with its group's, and its group has it."""
    assert all(leaf in directory.group_of(code).leaves for code, leaf in directory.leaves.items())
    assert all(code.split(".")[0] == leaf.group for code, leaf in directory.leaves.items())


def test_labels_fit_their_buttons(directory: Directory) -> None:
    """A group's label has at most 22 letters, a leaf's 38, in both languages."""
    groups = [text for group in directory.kinds.values() for text in group.label.values()]
    leaves = [text for leaf in directory.leaves.values() for text in leaf.label.values()]

    assert [text for text in groups if len(text) > 22] == []
    assert [text for text in leaves if len(text) > 38] == []


def test_no_two_buttons_of_one_screen_look_alike(directory: Directory) -> None:
    """Within the menu and within each group every label is its own, in both languages."""
    for language in ("vi", "en"):
        assert _repeated(group.label[language] for group in directory.kinds.values()) == []
        for group in directory.kinds.values():
            assert _repeated(leaf.label[language] for leaf in group.leaves) == []
            assert _repeated(tap.label[language] for tap in group.taps) == []


def test_every_text_is_in_both_languages_and_in_one_spelling(directory: Directory) -> None:
    """Nothing is left untranslated, and the old tone placement holds everywhere."""
    new_placement = re.compile(r"(?<![qQ])(?:o[àáảãạ]|o[èéẻẽẹ]|u[ỳýỷỹỵ])\b")
    texts = list(_texts(directory))

    assert [words for words in texts if set(words) != {"vi", "en"} or not all(words.values())] == []
    assert [words["vi"] for words in texts if new_placement.search(words["vi"])] == []


def test_nobody_is_asked_about_opinions(directory: Directory) -> None:
    """No leaf leans on articles 117 or 331 of the Penal Code, on purpose."""
    laws = [basis.law for leaf in directory.leaves.values() for basis in leaf.basis]

    assert [law for law in laws if law.startswith("BLHS") and re.search(r"\b(117|331)\b", law)] == []


def test_wrongdoing_of_officials_is_for_the_province_alone(directory: Directory) -> None:
    """Only that group keeps the commune out; only family matters hide notices; two groups say whom to call first."""
    kinds = directory.kinds.values()

    assert [group.code for group in kinds if group.province_only] == ["can_bo"]
    assert [group.code for group in kinds if group.code_only_by_default] == ["gia_dinh"]
    assert [group.code for group in kinds if group.calls_first] == ["lua_dao", "chay_no"]


def test_answers_of_danger_carry_their_mark(directory: Directory) -> None:
    """The taps that must bring the emergency numbers are known by their mark, not by their words."""
    marked = {
        mark: [
            f"{group.code}: {tap.label['vi']}"
            for group in directory.kinds.values()
            for tap in group.taps
            if mark in tap.marks
        ]
        for mark in TapMark
    }

    assert marked[TapMark.DANGER] == [
        "danh_nhau: Có dao, súng",
        "danh_nhau: Có người bị thương",
        "gia_dinh: Không an toàn",
        "no_lai: Có, lúc này",
        "giao_thong: Có",
        "chay_no: Đang cháy",
        "chay_no: Thấy bom, đạn",
        "mua_ban_nguoi: Có",
    ]
    assert marked[TapMark.MONEY_SENT_TODAY] == ["lua_dao: Rồi, hôm nay"]
    assert marked[TapMark.THREAT] == ["hang_xom: Có hăm dọa"]


def test_urgency_is_as_agreed(directory: Directory) -> None:
    """A few rows of the list, with what happening now makes of them."""
    rows = {
        code: (directory.leaves[code].urgency, directory.leaves[code].raised)
        for code in directory.leaves
        if code in ("danh_nhau.dang", "danh_nhau.bang_nhom", "co_bac.song", "co_bac.so_de", "giao_thong.ghe_do")
    }

    assert rows == {
        "danh_nhau.dang": (Urgency.URGENT, None),
        "danh_nhau.bang_nhom": (Urgency.SOON, None),
        "co_bac.song": (Urgency.ROUTINE, Urgency.SOON),
        "co_bac.so_de": (Urgency.ROUTINE, None),
        "giao_thong.ghe_do": (Urgency.ROUTINE, Urgency.URGENT),
    }


def test_the_outcomes_are_those_agreed(directory: Directory) -> None:
    """Each outcome is there; the silent ones and those that need a second person are as agreed."""
    outcomes = directory.outcomes

    assert list(outcomes) == OUTCOMES
    assert [code for code in outcomes if outcomes[code].word is None] == ["tin_rac", "co_y_sai"]
    assert {code: outcome.confirmed_by for code, outcome in outcomes.items() if outcome.confirmed_by} == {
        "chuyen_cqdt": (Confirmer.HEAD,),
        "chua_phat_hien": (Confirmer.HEAD,),
        "nam_tinh_hinh": (Confirmer.HEAD,),
        "tin_rac": (Confirmer.HEAD,),
        "co_y_sai": (Confirmer.HEAD, Confirmer.PROVINCE),
    }
    assert [code for code in outcomes if not outcomes[code].reopens] == ["chuyen_cqdt", "tin_rac", "co_y_sai"]
    assert {code: outcome.blanks for code, outcome in outcomes.items() if outcome.blanks} == {
        "ngoai_pham_vi": ("office", "address")
    }


def test_no_outcome_judges_the_case(directory: Directory) -> None:
    """A commune closes the tip: whether there was a crime is for others to say."""
    words = [text for outcome in directory.outcomes.values() for text in _vi(outcome.label, outcome.word)]

    assert [text for text in words if re.search("khởi tố|có tội|tội phạm", text)] == []


def test_the_officers_questions_are_those_agreed(directory: Directory) -> None:
    """Ten ready messages; two want no answer; only a reporter in danger is marked so."""
    questions = directory.questions.values()

    assert len(questions) == 10
    assert [question.code for question in questions if question.is_statement] == ["dang_toi", "cam_on"]
    assert [tap.label["vi"] for question in questions for tap in question.taps if TapMark.DANGER in tap.marks] == [
        "Không an toàn"
    ]


def test_an_unknown_language_reads_the_first(directory: Directory) -> None:
    """Nobody sees an empty button."""
    label = directory.kinds[next(iter(directory.kinds))].label

    assert [directory.label(label, language) for language in ("vi", "en", "km")] == [
        "Đánh nhau, dao súng",
        "Fights, weapons",
        "Đánh nhau, dao súng",
    ]


def _repeated(labels: Iterable[str]) -> list[str]:
    return [label for label, count in Counter(labels).items() if count > 1]


def _vi(*words: Mapping[str, str] | None) -> list[str]:
    return [text["vi"] for text in words if text is not None]


def _texts(directory: Directory) -> Iterable[Mapping[str, str]]:
    yield directory.province
    yield from (unit.name for unit in directory.units.values())
    for group in directory.kinds.values():
        yield from (group.label, group.guide)
        yield from (tap.label for tap in group.taps)
        yield from (leaf.label for leaf in group.leaves)
    for outcome in directory.outcomes.values():
        yield outcome.label
        if outcome.word is not None:
            yield outcome.word
    for question in directory.questions.values():
        yield question.text
        yield from (tap.label for tap in question.taps)
