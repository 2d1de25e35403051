namespace Router.Core.Routing;

/// <summary>One reason for which an account cannot take a payment. Pure.</summary>
public interface IEligibilityFilter
{
    string Name { get; }

    /// <summary>Why the account is out; null: it is not, as far as this filter goes.</summary>
    string? Refuse(EligibilityQuestion question);
}
