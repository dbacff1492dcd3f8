"""The words that names and decisions are made of. All combinations are invented."""

from dataclasses import dataclass

SURNAMES = "陈林黄张吴李郑王刘苏蔡杨许叶谢郭洪邱曾廖罗何江庄柯詹潘赖方游"
GIVEN = "建国文志明海峰丽华秀英晓燕伟强雪梅振辉佳宁思源永福启航春晖国栋玉兰俊杰雅婷泽宇子涵"
FIRST = [
    "顺",
    "恒",
    "闽",
    "鹭",
    "榕",
    "泉",
    "兴",
    "宏",
    "瑞",
    "安",
    "通",
    "达",
    "海",
    "山",
    "凯",
    "盛",
    "德",
    "信",
    "诚",
    "远",
    "鑫",
    "金",
    "万",
    "联",
    "中",
    "华",
    "新",
    "东",
    "嘉",
    "利",
]
SECOND = [
    "捷",
    "通",
    "达",
    "运",
    "途",
    "泰",
    "丰",
    "荣",
    "隆",
    "翔",
    "腾",
    "驰",
    "驿",
    "桥",
    "源",
    "航",
    "港",
    "昌",
    "和",
    "茂",
    "祥",
    "发",
    "程",
    "路",
    "联",
    "畅",
    "捷",
    "讯",
    "锦",
    "川",
]
STREETS = [
    "滨江大道",
    "五一路",
    "湖滨南路",
    "工业路",
    "港口大道",
    "站前路",
    "迎宾路",
    "文兴街",
    "象山路",
    "双拥路",
]


@dataclass(frozen=True)
class Offence:
    """One kind of breach. amounts: 万元, least and most; kinds: penalty kinds as they are written."""

    kind: str
    fact: str
    law: str
    kinds: str
    amounts: tuple[str, ...]


@dataclass(frozen=True)
class Trade:
    """One trade: how its enterprises are called, what they apply for, what they are fined for."""

    name: str
    field: str  # 从业领域 of the catalogue
    share: int
    suffix: str
    permits: tuple[tuple[str, str, str], ...]  # document name, category, content
    offences: tuple[Offence, ...]


OVERLOAD = Offence(
    "车辆超限运输",
    "该单位所属货车车货总质量超过公路承载能力限定标准，经检测超限{n}%",
    "《公路安全保护条例》",
    "罚款",
    ("0.05", "0.1", "0.3", "0.5", "1.2", "3"),
)
UNLICENSED = Offence(
    "未取得许可擅自从事道路运输经营",
    "该单位车辆未取得道路运输证从事{trade}经营活动",
    "《中华人民共和国道路运输条例》",
    "罚款;没收违法所得、没收非法财物",
    ("0.3", "1", "3"),
)
MONITORING = Offence(
    "未按规定使用卫星定位装置",
    "该单位营运车辆卫星定位装置连续{n}天未能保持在线",
    "《道路运输车辆动态监督管理办法》",
    "警告;罚款",
    ("0.08", "0.1", "0.2"),
)
SUSPENSION = Offence(
    "不再具备安全生产条件",
    "该单位安全生产管理机构缺失，隐患逾期{n}日未整改",
    "《中华人民共和国安全生产法》",
    "罚款;责令停产停业",
    ("2", "5", "10"),
)
QUALITY = Offence(
    "未按工程设计图纸施工",
    "该单位承建项目第{n}标段未按设计图纸施工，经责令已返工",
    "《建设工程质量管理条例》",
    "罚款",
    ("2.5", "6", "18.6"),
)
SHIPPING = Offence(
    "未按规定报告船舶动态",
    "该单位所属船舶进出港未按规定报告，共{n}航次",
    "《国内水路运输管理条例》",
    "罚款",
    ("0.5", "1", "2"),
)
LICENCE_LOST = Offence(
    "以欺骗手段取得许可",
    "该单位提交虚假材料取得经营许可，经查证属实，涉及车辆{n}辆",
    "《中华人民共和国行政许可法》",
    "吊销许可证件",
    ("0",),
)
METER = Offence(
    "不按照规定使用计价器",
    "驾驶员未按规定使用计价器并途中甩客，被投诉{n}次",
    "《巡游出租汽车经营服务管理规定》",
    "警告;罚款",
    ("0.02", "0.05", "0.1"),
)

WARNED = Offence(
    "未按规定公示收费标准",
    "该单位未在经营场所公示收费标准，经检查发现{n}处",
    "《机动车维修管理规定》",
    "警告",
    ("0",),
)
ROAD_PERMIT = ("道路运输经营许可决定书", "普通", "准予从事{trade}经营")
OVERSIZE = ("公路超限运输许可决定书", "普通", "准予超限运输车辆{n}辆次行驶公路")  # valid for three months
ADDED_VEHICLE = ("新增车辆许可决定书", "普通", "准予新增{trade}车辆{n}辆")

TRADES = (
    Trade(
        "道路普通货物运输",
        "道路货物运输",
        30,
        "物流",
        (ROAD_PERMIT, ADDED_VEHICLE, OVERSIZE),
        (OVERLOAD, UNLICENSED, MONITORING),
    ),
    Trade(
        "道路旅客运输",
        "道路旅客运输",
        10,
        "客运",
        (ROAD_PERMIT, ADDED_VEHICLE),
        (UNLICENSED, MONITORING, SUSPENSION),
    ),
    Trade(
        "道路危险货物运输",
        "道路危险货物运输",
        6,
        "危货运输",
        (ROAD_PERMIT,),
        (MONITORING, SUSPENSION, LICENCE_LOST),
    ),
    Trade(
        "巡游出租汽车客运", "巡游出租汽车", 8, "出租汽车", (ROAD_PERMIT, ADDED_VEHICLE), (METER, UNLICENSED)
    ),
    Trade(
        "机动车维修",
        "机动车维修",
        12,
        "汽车维修",
        (("机动车维修经营备案通知书", "登记", "准予{trade}经营备案"),),
        (UNLICENSED, WARNED),
    ),
    Trade(
        "机动车驾驶员培训",
        "机动车驾驶员培训",
        6,
        "驾驶培训",
        (("驾驶员培训经营备案通知书", "登记", "准予{trade}经营备案"),),
        (SUSPENSION,),
    ),
    Trade(
        "公路工程施工",
        "公路建设",
        12,
        "路桥工程",
        (("公路建设项目施工许可决定书", "普通", "准予第{n}合同段开工"),),
        (QUALITY,),
    ),
    Trade(
        "公路水运工程监理",
        "水运建设",
        4,
        "工程监理",
        (("监理资质许可决定书", "认可", "准予公路工程监理乙级资质"),),
        (QUALITY,),
    ),
    Trade(
        "国内水路运输",
        "水路货物运输",
        7,
        "航运",
        (("水路运输经营许可决定书", "普通", "准予经营国内沿海货物运输"),),
        (SHIPPING,),
    ),
    Trade(
        "港口经营",
        "港口经营",
        5,
        "港务",
        (("港口经营许可决定书", "普通", "准予从事码头装卸{n}号泊位作业"),),
        (SHIPPING, SUSPENSION),
    ),
)

GOOD_DEEDS = (
    "在台风抢险保通中组织运力{n}车次",
    "连续三年未发生责任事故",
    "为军人和老年人设立绿色通道，服务{n}人次",
)
BAD_DEEDS = ("未按期报送动态监控数据{n}次", "服务质量投诉经查证属实{n}件", "安全例会连续{n}个月未召开")
INSPECTIONS = ("双随机检查", "专项检查", "日常检查")
RESULTS = ("未发现问题", "未发现问题", "发现问题已当场改正", "发现问题责令限期改正", "不配合检查情节严重")
