"""Countries as documents name them: three letters (ISO 3166-1 alpha-3, ICAO 9303), from two letters or a name."""

from __future__ import annotations

from counter_app.domain.statuses import fold
from counter_app.errors import BadInput
from counter_app.texts import mark

# two letters and three letters: ISO 3166-1
_CODES = """
AD AND  AE ARE  AF AFG  AG ATG  AI AIA  AL ALB  AM ARM  AO AGO  AQ ATA  AR ARG  AS ASM  AT AUT  AU AUS  AW ABW  AX ALA
AZ AZE  BA BIH  BB BRB  BD BGD  BE BEL  BF BFA  BG BGR  BH BHR  BI BDI  BJ BEN  BL BLM  BM BMU  BN BRN  BO BOL  BQ BES
BR BRA  BS BHS  BT BTN  BW BWA  BY BLR  BZ BLZ  CA CAN  CC CCK  CD COD  CF CAF  CG COG  CH CHE  CI CIV  CK COK  CL CHL
CM CMR  CN CHN  CO COL  CR CRI  CU CUB  CV CPV  CW CUW  CX CXR  CY CYP  CZ CZE  DE DEU  DJ DJI  DK DNK  DM DMA  DO DOM
DZ DZA  EC ECU  EE EST  EG EGY  ER ERI  ES ESP  ET ETH  FI FIN  FJ FJI  FK FLK  FM FSM  FO FRO  FR FRA  GA GAB  GB GBR
GD GRD  GE GEO  GF GUF  GG GGY  GH GHA  GI GIB  GL GRL  GM GMB  GN GIN  GP GLP  GQ GNQ  GR GRC  GT GTM  GU GUM  GW GNB
GY GUY  HK HKG  HN HND  HR HRV  HT HTI  HU HUN  ID IDN  IE IRL  IL ISR  IM IMN  IN IND  IQ IRQ  IR IRN  IS ISL  IT ITA
JE JEY  JM JAM  JO JOR  JP JPN  KE KEN  KG KGZ  KH KHM  KI KIR  KM COM  KN KNA  KP PRK  KR KOR  KW KWT  KY CYM  KZ KAZ
LA LAO  LB LBN  LC LCA  LI LIE  LK LKA  LR LBR  LS LSO  LT LTU  LU LUX  LV LVA  LY LBY  MA MAR  MC MCO  MD MDA  ME MNE
MF MAF  MG MDG  MH MHL  MK MKD  ML MLI  MM MMR  MN MNG  MO MAC  MP MNP  MQ MTQ  MR MRT  MS MSR  MT MLT  MU MUS  MV MDV
MW MWI  MX MEX  MY MYS  MZ MOZ  NA NAM  NC NCL  NE NER  NF NFK  NG NGA  NI NIC  NL NLD  NO NOR  NP NPL  NR NRU  NU NIU
NZ NZL  OM OMN  PA PAN  PE PER  PF PYF  PG PNG  PH PHL  PK PAK  PL POL  PM SPM  PN PCN  PR PRI  PS PSE  PT PRT  PW PLW
PY PRY  QA QAT  RE REU  RO ROU  RS SRB  RU RUS  RW RWA  SA SAU  SB SLB  SC SYC  SD SDN  SE SWE  SG SGP  SH SHN  SI SVN
SK SVK  SL SLE  SM SMR  SN SEN  SO SOM  SR SUR  SS SSD  ST STP  SV SLV  SX SXM  SY SYR  SZ SWZ  TC TCA  TD TCD  TG TGO
TH THA  TJ TJK  TK TKL  TL TLS  TM TKM  TN TUN  TO TON  TR TUR  TT TTO  TV TUV  TW TWN  TZ TZA  UA UKR  UG UGA  US USA
UY URY  UZ UZB  VA VAT  VC VCT  VE VEN  VG VGB  VI VIR  VN VNM  VU VUT  WF WLF  WS WSM  YE YEM  YT MYT  ZA ZAF  ZM ZMB
ZW ZWE  D DEU  UK GBR
"""


def _pairs(words: str) -> dict[str, str]:
    each = words.split()
    return dict(zip(each[::2], each[1::2], strict=True))


_BY_CODE = _pairs(_CODES)
_BY_NAME = {
    "中国": "CHN", "中华人民共和国": "CHN", "china": "CHN", "美国": "USA", "unitedstates": "USA", "日本": "JPN",
    "japan": "JPN", "韩国": "KOR", "korea": "KOR", "southkorea": "KOR", "朝鲜": "PRK", "俄罗斯": "RUS", "russia": "RUS",
    "英国": "GBR", "unitedkingdom": "GBR", "法国": "FRA", "france": "FRA", "德国": "DEU", "germany": "DEU",
    "意大利": "ITA", "italy": "ITA", "西班牙": "ESP", "spain": "ESP", "加拿大": "CAN", "canada": "CAN",
    "澳大利亚": "AUS", "australia": "AUS", "新西兰": "NZL", "newzealand": "NZL", "新加坡": "SGP", "singapore": "SGP",
    "马来西亚": "MYS", "malaysia": "MYS", "泰国": "THA", "thailand": "THA", "越南": "VNM", "vietnam": "VNM",
    "菲律宾": "PHL", "philippines": "PHL", "印度尼西亚": "IDN", "indonesia": "IDN", "印度": "IND", "india": "IND",
    "巴基斯坦": "PAK", "pakistan": "PAK", "蒙古": "MNG", "mongolia": "MNG", "哈萨克斯坦": "KAZ", "kazakhstan": "KAZ",
    "荷兰": "NLD", "netherlands": "NLD", "瑞士": "CHE", "switzerland": "CHE", "瑞典": "SWE", "sweden": "SWE",
    "巴西": "BRA", "brazil": "BRA", "墨西哥": "MEX", "mexico": "MEX", "南非": "ZAF", "southafrica": "ZAF",
    "埃及": "EGY", "egypt": "EGY", "土耳其": "TUR", "turkey": "TUR", "尼日利亚": "NGA", "nigeria": "NGA",
}  # fmt: skip


def country_code(text: str) -> str:
    """The three letters of a country written as a code or a name; "" for none.

    Three letters that are not a country (ICAO has some of its own) are taken as they are. Raises: BadInput.
    """
    plain = text.strip().upper()
    if not plain:
        return ""
    found = _BY_CODE.get(plain) or _BY_NAME.get(fold(text))
    if found is None and len(plain) == 3 and plain.isascii() and plain.isalpha():
        return plain
    if found is None:
        raise BadInput(
            mark("The country “{country}” is not known here; please write its three letters, such as FRA."),
            field="country",
            country=plain[:40],
        )
    return found
