using Router.Abstractions;

namespace Router.TestKit.Compliance.Bench;

/// <summary>A text that a plugin gave to the engine.</summary>
/// <param name="Account">Whose instance.</param>
/// <param name="Where">In words: "the fault of a pay".</param>
/// <param name="Text">The text.</param>
/// <param name="IsAction">True for what the buyer gets to see: a signature of ours belongs there.</param>
internal sealed record Exhibit(ChannelAccount Account, string Where, string Text, bool IsAction = false);
