using Router.Abstractions;

namespace Router.Core.Routing.Eligibility;

/// <summary>A method of an account's channel, with a bit for each filter that may refuse it.</summary>
internal readonly record struct Offer(MethodManifest Method, ulong Filters);
