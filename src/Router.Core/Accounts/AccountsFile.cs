using System.Text;
using Router.Rules;
using Router.Rules.Json;
using Router.Rules.Loading;

namespace Router.Core.Accounts;

/// <summary>Reads a file of merchant accounts. Pure: the file name is only for the findings.</summary>
public static class AccountsFile
{
    private const int MaxAccounts = 10_000;
    private static readonly string[] s_members = ["$schema", "accounts"];

    /// <summary>The accounts where there is no error, and everything that is wrong with the file in one pass.</summary>
    /// <param name="fileName">For the findings.</param>
    /// <param name="json">An array of accounts, or an object with "accounts".</param>
    public static Loaded<IReadOnlyList<MerchantAccount>> Parse(string fileName, string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Parse(fileName, Encoding.UTF8.GetBytes(json));
    }

    public static Loaded<IReadOnlyList<MerchantAccount>> Parse(string fileName, ReadOnlyMemory<byte> json)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        var source = new SourceText(fileName, json);
        var findings = new Findings(source);
        var accounts = JsonItemReader.Read(source, findings) is { } root ? Accounts(root, findings) : [];
        IReadOnlyList<RuleDiagnostic> told = [.. findings.InFileOrder().Select(Renumber)];
        return new(findings.ErrorCount == 0 ? accounts : null, told);
    }

    private static IReadOnlyList<MerchantAccount> Accounts(JsonItem root, Findings findings)
    {
        var list = root;
        if (root.Kind == JsonKind.Object)
        {
            Shape.OnlyKnown(root, "The file", s_members, findings);
            if (root.Member("accounts") is not { } member)
            {
                findings.Error(DiagnosticIds.Missing, root, "\"accounts\" is missing: an array of merchant accounts.");
                return [];
            }

            list = member.Value;
        }

        if (!Shape.IsArray(list, "\"accounts\"", findings)) return [];
        if (list.Items.Count > MaxAccounts)
        {
            findings.Error(DiagnosticIds.Limit, list, $"The file has {list.Items.Count} accounts; at most {MaxAccounts} are read.");
            return [];
        }

        var accounts = new List<MerchantAccount>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in list.Items)
        {
            if (AccountReader.Read(item, findings) is not { } account) continue;
            if (seen.Add(account.Id)) accounts.Add(account);
            else findings.Error(AccountDiagnosticIds.DuplicateAccount, item, $"The account \"{account.Id}\" stands in the file twice. Keep one, or give the other its own id.");
        }

        return accounts;
    }

    private static RuleDiagnostic Renumber(RuleDiagnostic told) =>
        told.Id.StartsWith("RTR1", StringComparison.Ordinal) ? told with { Id = "RTR3" + told.Id[4..] } : told;
}
