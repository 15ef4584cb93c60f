"""Card texts written down byte by byte after the published layouts, without the driver's own tables."""

from __future__ import annotations

# invented: area codes 77xxxx belong to no province; the check digits are right
RESIDENT = "77100319680314002X"
HMT = "830000199001010012"
PERMANENT_2017 = "KAZ110090123105"
PERMANENT_2023 = "911398199012310021"


def text_of(*fields: tuple[int, int, str]) -> bytes:
    """256 bytes of UTF-16, low byte first, padded with blanks; a field is its first byte, its length and its words."""
    text = bytearray(b"\x20\x00" * 128)
    for at, size, words in fields:
        said = words.encode("utf-16-le", "surrogatepass")
        assert len(said) <= size, words
        text[at : at + len(said)] = said
    assert len(text) == 256
    return bytes(text)


def resident(name: str = "王秀兰", number: str = RESIDENT, valid_to: str = "长期", letter: str = " ") -> bytes:
    """A resident's card."""
    return text_of(
        (0, 30, name), (30, 2, "2"), (32, 4, "01"), (36, 16, "19680314"), (52, 70, "城东区望湖街 12 号"),
        (122, 36, number), (158, 30, "城东区公安局"), (188, 16, "20150601"), (204, 16, valid_to), (248, 2, letter),
    )  # fmt: skip


def hmt_permit() -> bytes:
    """A residence permit of a resident of Taiwan."""
    return text_of(
        (0, 30, "陳美玲"), (30, 2, "2"), (36, 16, "19900101"), (52, 70, "城东区纺织巷 7 号"), (122, 36, HMT),
        (158, 30, "城东区公安局"), (188, 16, "20220315"), (204, 16, "20270315"), (220, 18, "012345678"),
        (238, 4, "02"), (248, 2, "J"),
    )  # fmt: skip


def permanent_2017(chinese: str = "阿依达", valid_to: str = "20270831") -> bytes:
    """A foreigner's permanent residence card of 2017."""
    return text_of(
        (0, 120, "NURLANOVA, AIDA"), (120, 2, "2"), (122, 30, PERMANENT_2017), (152, 6, "KAZ"), (158, 30, chinese),
        (188, 16, "20170901"), (204, 16, valid_to), (220, 16, "19901231"), (236, 4, "01"), (240, 8, "1500"),
        (248, 2, "I"),
    )  # fmt: skip


def permanent_2023(chinese: str = "", country: str = "GBR") -> bytes:
    """A foreigner's permanent residence card of 2023, its Latin name longer than the first of its two fields."""
    return text_of(
        (0, 30, chinese), (30, 2, "1"), (32, 4, "01"), (36, 16, "19901231"),
        (52, 70, "FEATHERSTONEHAUGH-CHOLMONDELEY, BAR"), (122, 36, PERMANENT_2023), (188, 16, "20231201"),
        (204, 16, "20331201"), (220, 22, "THOLOMEW"), (242, 6, country), (248, 2, "Y"), (250, 6, "1"),
    )  # fmt: skip
