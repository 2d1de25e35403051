namespace Router.Channel.Simulator.Calls;

/// <summary>What a fault's conditions look at.</summary>
internal sealed record Call(string Operation, string Number, string? Method = null, string? Bank = null);
