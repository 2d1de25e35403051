using Router.Core.Accounts;
using Router.Core.Health;
using Router.Rules;

namespace Router.Core.Routing;

/// <summary>Everything that a plan is made from, captured once at the top of a payment. Immutable.</summary>
/// <param name="Rules">The merchant's rule set.</param>
/// <param name="Facts">The registries.</param>
/// <param name="Bins">The BIN table; null: none.</param>
/// <param name="Catalog">Accounts and channels.</param>
/// <param name="Health">Health as published.</param>
/// <param name="Limits">What accounts with daily limits may still take, as far as this process knows; a plan notes what it read. Null: not known.</param>
public sealed record RouterSnapshot(RuleSet Rules, FactCatalog Facts, BinTable? Bins, Catalog Catalog, HealthView Health, ILimitsLeft? Limits = null);
