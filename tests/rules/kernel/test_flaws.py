from xinlu.kernel.flaws import RESTORE, Flaw, go_on


def test_a_flaw_reads_as_place_fault_and_remedy() -> None:
    where, what, remedy = Flaw("信用记录 R1", "没有任何修订。", RESTORE)
    assert (where, what) == ("信用记录 R1", "没有任何修订。") and "备份" in remedy


def test_nobody_need_watch() -> None:
    assert go_on(3) is None  # type: ignore[func-returns-value]
