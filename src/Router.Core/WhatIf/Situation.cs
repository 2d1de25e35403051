using Router.Core.Routing;

namespace Router.Core.WhatIf;

/// <summary>Everything that a plan is made from, but for the seed.</summary>
internal readonly record struct Situation(RouteRequest Request, RouterSnapshot Snapshot);
