"""机构 用户 角色 授权: who may do what, for which organisations. Deny by default."""
