using Router.Abstractions;

namespace Router.Channel.Stripe.Intents;

/// <summary>Whether an attempt's intent could be found.</summary>
/// <param name="Intent">The intent as it is now; null where it was not found.</param>
/// <param name="Memo">What the attempt remembers from now on.</param>
/// <param name="Fault">Why it was not found.</param>
/// <param name="IsRefused">True where the intent cannot be made: this request made none.</param>
/// <param name="IsMissing">True where Stripe knows of none.</param>
internal sealed record Found(Intent? Intent, AttemptMemo? Memo, ChannelFault? Fault, bool IsRefused = false, bool IsMissing = false);
