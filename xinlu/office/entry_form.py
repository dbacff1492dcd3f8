"""A form made from a catalogue item: one input a field, the catalogue's own words for help."""

from django import forms
from django.http import HttpRequest

from xinlu.accounts.contracts import Permission
from xinlu.catalog.contracts import Field, FieldType, Item
from xinlu.office.scope import organisation_choices

LONG = 200  # characters: longer fields get a text area


class EntryForm(forms.Form):
    """Values stay text: cleaning and checks are collection's, the same as for a file."""

    organisation = forms.ChoiceField(label="报送机构")

    def __init__(self, data=None, *, item: Item, request: HttpRequest) -> None:
        super().__init__(data)
        self.use_required_attribute = False  # the checks say what is missing, in their own words
        self.fields["organisation"].choices = organisation_choices(request, Permission.SUBMIT)
        self.names = tuple(field.identifier for field in item.fields)
        for field in item.fields:
            self.fields[field.identifier] = input_for(field)

    def record(self) -> dict[str, str]:
        """field identifier → text, empty ones left out."""
        values = ((name, self.cleaned_data.get(name) or "") for name in self.names)
        return {name: value.strip() for name, value in values if value.strip()}


def input_for(field: Field) -> forms.Field:
    shape = {"label": field.name, "required": False, "help_text": hint(field)}
    if field.type is FieldType.ENUM and field.codes:
        choices = [("", "请选择"), *((code.code, code.label) for code in field.codes)]
        return forms.ChoiceField(choices=choices, **shape)
    if field.type is FieldType.DATE:
        return forms.CharField(widget=forms.DateInput(attrs={"type": "date"}), **shape)
    if field.type is FieldType.TEXT or (field.length or 0) > LONG:
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), **shape)
    return forms.CharField(max_length=field.length, **shape)


def hint(field: Field) -> str:
    need = "必填。" if field.required else "部分情形必填。" if field.required_when else ""
    kinds = "可填多项，用分号隔开：" + "、".join(code.label for code in field.codes) + "。"
    return need + field.note + (kinds if field.type is FieldType.ENUMS and field.codes else "")
