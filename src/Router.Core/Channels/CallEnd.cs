namespace Router.Core.Channels;

/// <summary>How a call to a plugin ended.</summary>
/// <typeparam name="T">What the plugin answers.</typeparam>
public readonly record struct CallEnd<T>
{
    private CallEnd(T? answer, bool hasReturned, bool wasBegun, string code, string why)
    {
        Answer = answer;
        HasReturned = hasReturned;
        WasBegun = wasBegun;
        Code = code;
        Why = why;
    }

    public T? Answer { get; }

    /// <summary>True where the plugin returned; its answer may still be null.</summary>
    public bool HasReturned { get; }

    /// <summary>False where the plugin was not called at all.</summary>
    public bool WasBegun { get; }
    public string Code { get; }
    public string Why { get; }

    public static CallEnd<T> Returned(T answer) => new(answer, true, true, "", "");

    /// <summary>Not begun because we held it back: its places or its breaker. It says nothing of the channel, nor of the payment.</summary>
    public bool WasHeldBack => Code == "held-back" && !WasBegun;

    public static CallEnd<T> Busy(string why) => new(default, false, false, "held-back", why);

    public static CallEnd<T> NotBegun(string why) => new(default, false, false, "not-begun", why);

    public static CallEnd<T> Broken(string code, string why) => new(default, false, true, code, why.Length > 256 ? why[..256] : why);
}
