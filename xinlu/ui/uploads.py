"""What is far too large is refused before it is read, also from those who have not signed in; what is large is
kept in a file without a name, so that a killed process leaves nothing of it behind."""

import tempfile
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

SLACK = 1 << 20  # bytes of a request beside its file


class LimitedUpload(FileUploadHandler):
    """The first of the upload handlers: keeps nothing, looks at the announced length alone."""

    def handle_raw_input(
        self, input_data: Any, meta: Any, content_length: int, boundary: bytes, encoding: str | None = None
    ) -> None:
        """Raises RequestDataTooBig."""
        if content_length > settings.UPLOAD_LIMIT + SLACK:
            raise RequestDataTooBig(f"upload of {content_length} bytes")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


class NamelessUpload(FileUploadHandler):
    """The last of the upload handlers: takes what is too large for memory. Raises OSError on a full disk."""

    def new_file(self, *args: Any, **values: Any) -> None:
        super().new_file(*args, **values)
        self.sink = tempfile.TemporaryFile()  # noqa: SIM115  whoever reads the upload closes it

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.sink.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        self.sink.seek(0)
        told = (self.file_name, self.content_type, file_size, self.charset, self.content_type_extra)
        return UploadedFile(self.sink, *told)
