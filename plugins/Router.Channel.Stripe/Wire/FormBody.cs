using System.Text;

namespace Router.Channel.Stripe.Wire;

/// <summary>A form in the order its fields were added, so that a repeat is the same bytes.</summary>
internal sealed class FormBody
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds a field; brackets in the name stay as they are.</summary>
    public FormBody Add(string name, string value)
    {
        if (_text.Length > 0) _text.Append('&');
        _text.Append(name).Append('=').Append(Uri.EscapeDataString(value));
        return this;
    }

    public FormBody AddIf(string name, string? value) => value is null ? this : Add(name, value);

    public override string ToString() => _text.ToString();
}
