"""## 十市同时报送 cities

PostgreSQL，两个后台进程加一个只做小文件的。先由一家单独报一份行政处罚（规模 1 为 2 万行），再由十个设区市同时各报一份
（合计 10 万行），两秒后另一个县报一份 50 行的急件；最后由省里报一份 500 万行的，三秒后那个县再报一份 50 行的急件，急件办结即止。
rows_per_s：十市合计；alone_rows_per_s：单独一家；urgent_seconds、beside_long_seconds：两份急件从报送到办结；
deadlocks：数据库记下的死锁次数。
"""

from bench.environments import OURS, ROOT
from bench.generating import FILE, penalties, penalties_by_city
from bench.measuring import compare
from bench.platforms import NO_SERVER, database_of, drop, has_server

ALONE, TOGETHER, LONG = 20_000, 100_000, 5_000_000


def run(scale: float) -> dict[str, dict[str, float]]:
    if not has_server():
        raise SystemExit(NO_SERVER)
    alone, long = (penalties(int(rows * scale)) / FILE for rows in (ALONE, LONG))
    home = ROOT / "build" / "bench" / "cities"
    command = (OURS, "-P", "-m", "bench.contenders.cities_xinlu", home, alone)
    results = compare({"xinlu": (*command, penalties_by_city(int(TOGETHER * scale)), long)})
    drop(database_of("postgresql", home))
    return results
