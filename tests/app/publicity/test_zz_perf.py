import time, pytest, cProfile, pstats
from tests.factories.archive import catalogue, firm, kept, penalty
from tests.factories.publicity import IN_TIME, OFFICER, ON
from xinlu.publicity import actions, queries, models
from xinlu.publicity.contracts import Filter
pytestmark = pytest.mark.django_db
def test_speed():
    catalogue(); f = firm()
    recs = [penalty(f, f"闽榕交罚〔2026〕{n}号", CF_CFLB="罚款", CF_NR="罚款五千元", CF_SY="车货总质量超过限定标准"*5, CF_CFJG=f"局{n%90}", region=["350100","350200","350102"][n%3]) for n in range(5000)]
    kept(recs, IN_TIME)
    p = cProfile.Profile(); t=time.time()
    actions.follow(by=OFFICER, at=IN_TIME)
    print("follow", time.time()-t)

    rows = list(models.Publication.objects.all())
    for k in range(1, 40):
        for r in rows: r.pk=None; r.record=r.record[:8]+f"{k:03}"+r.record[8:]
        for i,r in enumerate(rows): r.record=f"R{k:03}{i:05}"
        models.Publication.objects.bulk_create(rows, batch_size=500)
    print("n", models.Publication.objects.count())
    for name, fn in dict(page=lambda: queries.publications(Filter(kind="penalty"),on=ON), city=lambda: queries.publications(Filter(kind="penalty",region="350100"),on=ON), text=lambda: queries.publications(Filter(kind="penalty",text="闽通达"),on=ON), rare=lambda: queries.publications(Filter(kind="penalty",text="〕4999号"),on=ON), auth=lambda: queries.authorities("penalty",on=ON), cats=lambda: queries.categories("penalty",on=ON), counts=lambda: queries.counts("penalty",on=ON), bycity=lambda: queries.counts_by_city("penalty",on=ON), changed=lambda: queries.last_changed_at(), latest=lambda: queries.latest("penalty",limit=6,on=ON), punct=lambda: queries.punctuality(since=ON.replace(year=2025),until=ON,on=ON), deep=lambda: queries.publications(Filter(kind="penalty"),on=ON,page=9000)).items():
        t=time.time(); fn(); print(name, round(1000*(time.time()-t)), "ms")
    from xinlu.publicity.rows import narrow, public_rows
    from django.db import connection
    if connection.vendor != "sqlite": connection.cursor().execute("ANALYZE")
    for f in (Filter(kind="penalty"), Filter(kind="penalty",text="闽通达"), Filter(kind="penalty",text="〕4999号"), Filter(kind="penalty",region="350100")):
        q = narrow(public_rows(ON), f)
        print(q[:20].explain()); 
        t=time.time(); list(q[:20]); print("list", time.time()-t)
        t=time.time(); q.count(); print("count", time.time()-t)
    q=public_rows(ON).filter(kind="penalty").order_by("-published_at", "-id")[:6]; print(q.explain())
