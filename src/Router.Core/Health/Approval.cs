namespace Router.Core.Health;

/// <summary>What a payment tells of the account's approval rate.</summary>
public enum Approval
{
    None,
    Succeeded,
    DeclinedByPayer,
}
