namespace Router.Rules.Expressions;

/// A word of an expression. Text is what it means: without quotes, without the @ of a list.
internal readonly record struct Token(TokenKind Kind, int Start, int End, string Text)
{
    public bool Is(string word) => Kind is TokenKind.Symbol or TokenKind.Name && Text == word;

    /// For messages. Numbers and texts are not repeated: one of them may be a card number.
    public string Shown => Kind switch
    {
        TokenKind.End => "the end",
        TokenKind.Integer => "a number",
        TokenKind.Text => "a text",
        TokenKind.ListName => $"\"@{Text}\"",
        _ => $"\"{Text}\"",
    };
}
