"""What is said of a password that will not do: Django has no Chinese for the one, and names columns in the other."""

from django.contrib.auth.password_validation import MinimumLengthValidator, UserAttributeSimilarityValidator


class Length(MinimumLengthValidator):
    def get_error_message(self) -> str:
        return f"密码太短，至少要 {self.min_length} 个字符。"


class Likeness(UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return "密码与用户名或姓名太像。"
