namespace Router.Core.Accounts;

/// <summary>One way in which a value breaks its schema.</summary>
/// <param name="Path">Names and indexes from the value's root, "" for the root: "key.pem", "hosts[2]".</param>
/// <param name="Message">What is wrong and what would be right.</param>
/// <param name="Suggestion">The name that was probably meant.</param>
/// <param name="IsSecret">True where a secret seems to stand where its name should.</param>
internal sealed record SchemaProblem(string Path, string Message, string? Suggestion = null, bool IsSecret = false)
{
    public override string ToString() => (Path.Length == 0 ? "" : Path + ": ") + Message + (Suggestion is null ? "" : $" Did you mean \"{Suggestion}\"?");
}
