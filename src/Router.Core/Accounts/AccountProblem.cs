namespace Router.Core.Accounts;

/// <summary>One way in which an account does not fit its channel.</summary>
/// <param name="Id">RTR31xx.</param>
/// <param name="AccountId">The account.</param>
/// <param name="Path">Within the account: "settings.keyFile", "methods[1]".</param>
/// <param name="Message">What is wrong and what would be right. Never shows a setting's value.</param>
/// <param name="Suggestion">What was probably meant.</param>
public sealed record AccountProblem(string Id, string AccountId, string Path, string Message, string? Suggestion = null)
{
    public override string ToString() =>
        $"error {Id}: account {AccountId}, {Path}: {Message}{(Suggestion is null ? "" : $" Did you mean \"{Suggestion}\"?")}";
}
