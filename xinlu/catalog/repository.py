"""The provincial base catalogue as kept in the repository: one YAML file an item."""

from pathlib import Path
from typing import Any

import yaml

from xinlu.catalog.contracts import CatalogueError, Item
from xinlu.catalog.rules.reading import CodeLists, read_item

HERE = Path(__file__).resolve().parent
ITEMS = HERE / "items"
CODELISTS = HERE / "codelists.yaml"


def load_items(folder: Path = ITEMS, codelists: Path = CODELISTS) -> tuple[Item, ...]:
    """Every item of the folder, version 0, in the order of their 数据代码. Raises CatalogueError."""
    lists: CodeLists = _load(codelists)
    items = [_load_item(path, lists) for path in sorted(folder.glob("*.yaml"))]
    for this, other in ((this, other) for this in items for other in items if this is not other):
        if this.code == other.code:
            raise CatalogueError(
                f"{this.identifier}.yaml 和 {other.identifier}.yaml 的数据代码都是 {this.code}。"
            )
    return tuple(sorted(items, key=lambda item: item.code))


def _load_item(path: Path, lists: CodeLists) -> Item:
    item = read_item(_load(path), source=path.name, version=0, lists=lists)
    if item.identifier != path.stem:  # so an identifier cannot be used twice
        raise CatalogueError(f"{path.name}：标识“{item.identifier}”应与文件名一致。")
    return item


def _load(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=StrictLoader)
    except yaml.YAMLError as fault:
        raise CatalogueError(
            f"{path.name}：不是正确的 YAML（{str(fault).splitlines()[-1].strip()}）。"
        ) from None


class StrictLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # C is six times faster
    """A key written twice is an error, not a silent replacement."""


def _mapping(loader: StrictLoader, node: yaml.MappingNode) -> dict[str, Any]:
    keys = [loader.construct_object(key) for key, _ in node.value]
    for key in keys:
        if keys.count(key) > 1:
            raise yaml.YAMLError(f"键“{key}”写了两次")
    content: dict[str, Any] = loader.construct_mapping(node, deep=True)
    return content


StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
