namespace Router.AspNetCore.Bodies;

/// <param name="Proposal">The number of the proposal that was read; it must be the last.</param>
internal sealed record ApprovalBody(int? Proposal);
