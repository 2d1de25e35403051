namespace Router.Channel.Simulator.Calls;

// What a fault's conditions look at.
internal sealed record Call(string Operation, string Number, string? Method = null, string? Bank = null);
