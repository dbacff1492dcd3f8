"""开放接口: /api/v1 for business systems. OpenAPI 3.1, RFC 9457 problems, tokens with scopes."""
