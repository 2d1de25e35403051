namespace Router.Rules.Json;

internal sealed record JsonMember(string Name, int NameOffset, JsonItem Value);
