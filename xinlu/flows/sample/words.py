"""The words that names and decisions are made of. All combinations are invented."""

from dataclasses import dataclass

SURNAMES = "陈林黄张吴李郑王刘苏蔡杨许叶谢郭洪邱曾廖罗何江庄柯詹潘赖方游"
GIVEN = "建国文志明海峰丽华秀英晓燕伟强雪梅振辉佳宁思源永福启航春晖国栋玉兰俊杰雅婷泽宇子涵"
FIRST = list("顺恒闽鹭榕泉兴宏瑞安通达海山凯盛德信诚远鑫金万联中华新东嘉利")
SECOND = list("捷通达运途泰丰荣隆翔腾驰驿桥源航港昌和茂祥发程路联畅讯锦川")
STREETS = (
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
)


@dataclass(frozen=True)
class Offence:
    """One kind of breach. amounts: fines seen for it, 万元; kinds: penalty kinds as they are written."""

    kind: str
    fact: str
    law: str
    kinds: str
    amounts: tuple[str, ...]


@dataclass(frozen=True)
class Trade:
    """One trade: how its enterprises are called, what they apply for, what they are fined for.

    sole: how its sole traders are called, "" when it has none. coastal: not found inland.
    """

    name: str
    field: str  # 从业领域 of the catalogue
    share: int
    suffix: str
    permits: tuple[
        tuple[str, str, str], ...
    ]  # document name, category, content; the first is what one begins with
    offences: tuple[Offence, ...]
    sole: str = ""
    coastal: bool = False


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
    "罚款;没收违法所得",
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
DETOUR = Offence(
    "不按批准的客运站点停靠",
    "该单位客运班车不按批准的站点停靠、不按规定线路行驶，共{n}班次",
    "《中华人民共和国道路运输条例》",
    "罚款",
    ("0.1", "0.2", "0.3"),
)
HAZARD = Offence(
    "未按规定制作危险货物运单",
    "该单位运输危险货物未制作电子运单，经核查共{n}票",
    "《危险货物道路运输安全管理办法》",
    "罚款",
    ("0.2", "0.5", "1"),
)
PARTS = Offence(
    "使用假冒伪劣配件维修机动车",
    "该单位使用假冒伪劣配件维修机动车{n}辆次",
    "《中华人民共和国道路运输条例》",
    "罚款;没收违法所得",
    ("0.4", "0.8", "2"),
)
TEACHING = Offence(
    "未按统一的教学大纲培训",
    "该单位未按全国统一的机动车驾驶员教学大纲培训，伪造学时记录{n}人次",
    "《机动车驾驶员培训管理规定》",
    "罚款",
    ("0.3", "0.5", "1"),
)
SUPERVISION = Offence(
    "未按规定实施旁站监理",
    "该单位对第{n}标段的关键工序未按规定实施旁站监理，经检查属实",
    "《建设工程质量管理条例》",
    "罚款",
    ("2.5", "5", "8"),
)
WORKERS = Offence(
    "未按规定使用农民工工资专用账户",
    "该单位承建项目第{n}标段未通过专用账户支付农民工工资，经责令已改正",
    "《保障农民工工资支付条例》",
    "罚款",
    ("5", "8", "10"),
)
ROAD_PERMIT = ("道路运输经营许可决定书", "普通", "准予从事{trade}经营")
OVERSIZE = ("公路超限运输许可决定书", "普通", "准予超限运输车辆{n}辆次行驶公路")  # valid for three months
ADDED_VEHICLE = ("新增车辆许可决定书", "普通", "准予新增{trade}车辆{n}辆")
RENEWED = ("道路运输经营许可延续决定书", "普通", "准予延续{trade}经营许可")
LINE = ("道路客运班线经营许可决定书", "普通", "准予经营省际客运班线{n}条")
REPAIR_FILED = ("机动车维修经营备案通知书", "登记", "准予{trade}经营备案")
REPAIR_REFILED = ("机动车维修备案变更通知书", "登记", "准予备案变更：维修工位增加{n}个")
SCHOOL_FILED = ("驾驶员培训经营备案通知书", "登记", "准予{trade}经营备案")
SCHOOL_REFILED = ("驾驶员培训备案变更通知书", "登记", "准予备案变更：教练车增加{n}辆")
BUILDING = ("公路建设项目施工许可决定书", "普通", "准予第{n}合同段开工")
CROSSING = ("涉路施工活动许可决定书", "普通", "准予在公路建筑控制区内埋设管线{n}处")
QUALIFIED = ("监理资质许可决定书", "认可", "准予公路工程监理乙级资质")
REQUALIFIED = ("监理资质延续决定书", "认可", "准予延续公路工程监理乙级资质，注册监理工程师{n}名")
SHIPPING_PERMIT = ("水路运输经营许可决定书", "普通", "准予经营国内沿海货物运输")
ADDED_SHIP = ("新增国内水路运输船舶许可决定书", "普通", "准予新增沿海货船{n}艘")
PORT_PERMIT = ("港口经营许可决定书", "普通", "准予从事码头装卸{n}号泊位作业")
PORT_HAZARD = ("港口危险货物作业许可决定书", "核准", "准予{n}号泊位从事危险货物作业")

TRADES = (
    Trade(
        "道路普通货物运输",
        "道路货物运输",
        30,
        "物流",
        (ROAD_PERMIT, ADDED_VEHICLE, OVERSIZE, OVERSIZE, RENEWED),
        (OVERLOAD, OVERLOAD, UNLICENSED, MONITORING),
        sole="货运部",
    ),
    Trade(
        "道路旅客运输",
        "道路旅客运输",
        10,
        "客运",
        (ROAD_PERMIT, ADDED_VEHICLE, LINE, RENEWED),
        (UNLICENSED, MONITORING, DETOUR, SUSPENSION),
    ),
    Trade(
        "道路危险货物运输",
        "道路危险货物运输",
        6,
        "危货运输",
        (ROAD_PERMIT, ADDED_VEHICLE, RENEWED),
        (MONITORING, HAZARD, SUSPENSION, LICENCE_LOST),
    ),
    Trade(
        "巡游出租汽车客运",
        "巡游出租汽车",
        8,
        "出租汽车",
        (ROAD_PERMIT, ADDED_VEHICLE, RENEWED),
        (METER, UNLICENSED),
    ),
    Trade(
        "机动车维修",
        "机动车维修",
        12,
        "汽车维修",
        (REPAIR_FILED, REPAIR_REFILED),
        (PARTS, PARTS, PARTS, WARNED),
        sole="汽车维修服务部",
    ),
    Trade(
        "机动车驾驶员培训",
        "机动车驾驶员培训",
        6,
        "驾驶培训",
        (SCHOOL_FILED, SCHOOL_REFILED),
        (TEACHING, TEACHING, SUSPENSION),
    ),
    Trade("公路工程施工", "公路建设", 12, "路桥工程", (BUILDING, CROSSING), (QUALITY, WORKERS)),
    Trade("公路水运工程监理", "水运建设", 4, "工程监理", (QUALIFIED, REQUALIFIED), (SUPERVISION,)),
    Trade(
        "国内水路运输",
        "水路货物运输",
        7,
        "航运",
        (SHIPPING_PERMIT, ADDED_SHIP),
        (SHIPPING,),
        coastal=True,
    ),
    Trade(
        "港口经营",
        "港口经营",
        5,
        "港务",
        (PORT_PERMIT, PORT_HAZARD),
        (SHIPPING, SUSPENSION),
        coastal=True,
    ),
)
SEIZED = ("0.06", "0.12", "0.18", "0.35", "0.52", "0.8", "1.26", "2.4")  # 没收, 万元

GOOD_DEEDS = (
    "在台风抢险保通中组织运力{n}车次",
    "连续三年未发生责任事故",
    "为军人和老年人设立绿色通道，服务{n}人次",
)
BAD_DEEDS = ("未按期报送动态监控数据{n}次", "服务质量投诉经查证属实{n}件", "安全例会连续{n}个月未召开")
INSPECTIONS = ("双随机检查", "专项检查", "日常检查")
RESULTS = (
    *("未发现问题",) * 10,
    *("发现问题已当场改正",) * 4,
    *("发现问题责令限期改正",) * 4,
    "不配合检查情节严重",
)
HONOURS = ("诚信经营示范企业", "交通运输行业文明单位", "平安交通先进集体", "守合同重信用企业")
WATCHED = (
    ("道路运输", "一年内三次被责令限期改正仍未落实"),
    ("安全生产", "重大隐患挂牌督办逾期{n}日未销号"),
    ("市场秩序", "服务质量投诉一年内经查证属实{n}件"),
)
DISHONEST = (
    ("工程建设", "拖欠农民工工资，经责令限期支付，逾期{n}日拒不支付", "《保障农民工工资支付条例》"),
    ("安全生产", "发生较大生产安全责任事故后瞒报，经查证属实", "《中华人民共和国安全生产法》"),
    ("道路运输", "提交虚假材料骗取运营补贴{n}万元，经查证属实", "《财政违法行为处罚处分条例》"),
)
PROMISES = (
    ("审批替代型", "道路运输站场经营许可告知承诺", "申请材料真实，{n}日内达到许可条件"),
    ("容缺受理型", "新增车辆许可容缺受理", "{n}个工作日内补齐车辆技术等级材料"),
    ("信用修复型", "行政处罚信用修复", "已履行全部义务，{n}年内不再发生同类行为"),
    ("主动型", "安全生产信用承诺", "落实安全生产主体责任，每月开展隐患排查{n}次"),
)
WORKS = (
    "大道改造工程",
    "特大桥新建工程",
    "隧道工程",
    "国省干线路面改造工程",
    "作业区泊位工程",
    "互通立交工程",
)
VESSELS = ("散货船", "集装箱船", "多用途船", "油船", "客滚船")
REVOCATIONS = ("行政复议决定撤销原处罚决定", "人民法院判决撤销原处罚决定", "执法机关自行纠正，撤销原决定")
DOUBTS = (
    "当事人对处罚对象提出异议，核查期间暂缓公示",
    "当事人已申请行政复议并提交证据，核查期间暂缓公示",
    "反映统一社会信用代码与他人相混，核查期间暂缓公示",
)
