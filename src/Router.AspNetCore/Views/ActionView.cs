using Router.Abstractions;

namespace Router.AspNetCore.Views;

/// <summary>What the buyer has to do.</summary>
internal sealed record ActionView(string Kind, string Content, IReadOnlyDictionary<string, string>? Fields, DateTimeOffset? ExpiresAt)
{
    public static ActionView? Of(PayAction? action) =>
        action is null ? null : new(Words.Camel(action.Kind), action.Content, action.Fields, action.ExpiresAt);
}
