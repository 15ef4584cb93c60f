"""Masked values never hold the plain middle."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.masking import (
    mask_address,
    mask_name,
    mask_number,
    mask_organisation,
    mask_patterns,
)

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
MOBILES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
AROUND = st.sampled_from(["", " ", "：", "，", "。", "（", "电话", "tel", "wx", "Q", "号", "／", "元", "\n"])


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("王小明", "王**"),
        ("王五", "王*"),
        ("欧阳锋", "欧阳*"),
        ("欧阳", "欧*"),
        ("诸葛孔明", "诸葛**"),
        ("䶮", "*"),
        ("𠮷野家", "𠮷**"),
        ("阿依古丽·买买提", "阿**·**"),
        ("阿依古丽•买买提", "阿**·**"),
        ("阿依古丽．买买提·某", "阿**·**"),
        ("Li Ming", "L***"),
        ("O", "*"),
        ("  王五 ", "王*"),
        ("", ""),
    ],
)
def test_a_name_keeps_its_surname_at_most(name: str, shown: str) -> None:
    assert mask_name(name).text == shown


@given(st.text(HAN, min_size=2, max_size=12))
def test_the_given_name_is_never_in_the_masked_one(name: str) -> None:
    masked = mask_name(name).text
    assert masked.rstrip("*") in (name[:1], name[:2])
    assert "*" in masked


@given(st.text(min_size=1, max_size=60))
def test_something_of_every_value_is_hidden(text: str) -> None:
    for mask in (mask_name, mask_number, mask_organisation, mask_address):
        masked = mask(text).text
        assert masked == "" or ("*" in masked and masked.replace("*", "") != text.strip())
        assert repr(mask(text)).count("*") or not masked


@pytest.mark.parametrize(
    ("name", "shown"),
    [("杭州西湖餐饮管理有限公司", "杭州西湖****"), ("甲", "*"), ("甲店", "甲*"), ("小卖部", "小**"), ("", "")],
)
def test_an_organisation_never_shows_more_than_half(name: str, shown: str) -> None:
    assert mask_organisation(name).text == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("13800138000", "138****8000"),
        ("138 0013 8000", "138****8000"),
        ("057187654321", "0571****21"),
        ("0571-8765432", "0571****32"),
        ("(0571)87654321", "0571****21"),
        ("01065529988", "010****88"),
        ("1064812345678", "106****5678"),
        ("KD057187653316", "KD****3316"),
        ("KD05713316", "KD****3316"),
        ("FTTH12345678", "FTTH****5678"),
        ("ZX05714410", "ZX****4410"),
        ("kd123456", "kd****56"),
        ("wanglei20201234", "wa****1234"),
        ("+33650981065", "+33****1065"),
        ("4001234567", "40****67"),
        ("87654321", "87****21"),
        ("1234567", "****67"),
        ("10086", "****6"),
        ("12", "****"),
        ("1", "****"),
        ("11010519491231002X", "1****2X"),
        ("E12345678", "E****78"),
        ("", ""),
        ("--", ""),
    ],
)
def test_a_number_shows_its_ends_and_short_ones_less(number: str, shown: str) -> None:
    assert mask_number(number).text == shown


@given(st.from_regex(r"[A-Z]{0,2}[0-9]{1,22}", fullmatch=True))
def test_at_least_three_characters_or_half_of_a_number_are_hidden(number: str) -> None:
    masked = mask_number(number).text
    shown = len(masked) - 4
    assert "****" in masked
    assert shown <= 7
    assert len(number) - shown >= min(3, (len(number) + 1) // 2)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("西湖区青年路12号", "西湖区青年路****"),
        ("杭州市西湖区青年路12号3单元501", "杭州市西湖区青年路****"),
        ("浙江省杭州市西湖区文三路阳光小区3幢", "浙江省杭州市西湖区文三路****"),
        ("湖州市德清县武康街道1号", "湖州市德清县武康街道****"),
        ("新疆维吾尔自治区喀什地区疏附县托克扎克镇1村", "新疆维吾尔自治区喀什地区疏附县托克扎克镇****"),
        ("西湖区城市花园3幢", "西湖区****"),
        ("西湖区青年路", "西湖区****"),
        ("阳光小区3幢", "****"),
        ("幸福社区5号", "****"),
        ("12 Qingnian Rd, Xihu", "****, Xihu"),
        ("12 Qingnian Rd, Room 5", "****"),
        ("西", "****"),
        ("", ""),
    ],
)
def test_an_address_keeps_its_district_and_one_part_more_at_most(address: str, shown: str) -> None:
    assert mask_address(address).text == shown


@given(st.text(HAN | st.sampled_from("区县市路街号省镇"), max_size=20), st.integers(1, 9999), st.integers(1, 99))
def test_the_house_never_shows(start: str, house: int, room: int) -> None:
    masked = mask_address(f"{start}{house}号{room}室").text
    assert masked.endswith("****")
    assert not any(c.isdigit() for c in masked)


@given(MOBILES, AROUND, AROUND, st.sampled_from(["", " ", "-"]), st.sampled_from(["", "+86", "86 ", "+86-", "0"]))
def test_a_phone_in_a_remark_is_masked_whatever_stands_around_it(
    number: str, before: str, after: str, between: str, country: str
) -> None:
    text = f"请联系{before}{country}{between.join((number[:3], number[3:7], number[7:]))}{after}"
    masked = mask_patterns(text)
    assert "****" in masked
    digits = "".join(c for c in masked if c.isdigit())
    assert number[3:7] not in digits or number[3:7] in number[:3] + number[7:]
    assert number not in digits
    assert mask_patterns(masked) == masked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("联系13800138000，3月19日上门", "联系138****8000，3月19日上门"),
        ("电话0571-87654321转8", "电话0571****21转8"),
        ("证件11010519491231002X已看", "证件1****2X已看"),
        ("证件11010519491231002x", "证件1****2x"),
        ("wx13800138000同号", "wx138****8000同号"),
        ("138.0013.8000", "138****8000"),
        ("１３８００１３８０００", "１３８****８０００"),
        ("账号KD057187653316", "账号KD****3316"),
        ("专线ZX05714410中断", "专线ZX****4410中断"),
        ("13800138000 13900139000", "138****8000 139****9000"),
        ("卡号6222 0212 3456 7890", "卡号6****90"),
    ],
)
def test_numbers_of_people_in_a_remark_are_masked(text: str, shown: str) -> None:
    assert mask_patterns(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "3月19日上午加装",
        "2026-03-19 14:33 回复",
        "2026/3/19 前装好",
        "2026.03.19",
        "押金12800.50元",
        "费用1234567元，已结清",
        "￥1234567",
        "1,234,567 元",
        "工单GD2603090472",
        "14:33:08 提到 1000M",
        "第 3 次催办，还要 2 天",
        "光猫 192.168.1.1",
        "",
    ],
)
def test_dates_amounts_and_ticket_numbers_in_a_remark_stay(text: str) -> None:
    assert mask_patterns(text) == text


@given(st.text(max_size=200))
def test_masking_any_remark_twice_changes_nothing_more(text: str) -> None:
    once = mask_patterns(text)
    assert mask_patterns(once) == once
