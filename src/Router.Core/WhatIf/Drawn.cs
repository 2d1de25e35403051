namespace Router.Core.WhatIf;

/// <summary>The seeded draw of a weighted route: a point of the weights laid end to end in the order of the file.</summary>
/// <param name="Point">At least 0, below the total.</param>
/// <param name="Total">All effective weights.</param>
/// <param name="AccountId">Whose weight the point lies in.</param>
public sealed record Drawn(double Point, double Total, string AccountId);
