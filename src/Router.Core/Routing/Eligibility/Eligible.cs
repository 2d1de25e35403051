using Router.Abstractions;
using Router.Core.Health;
using Router.Rules.Fees;

namespace Router.Core.Routing.Eligibility;

/// <summary>What an eligible account brings to a payment.</summary>
internal readonly record struct Eligible(MethodManifest Method, FeeQuote? Fee, HealthReading Health);
