namespace Router.Rules.Index;

/// Up to eight digits as a number of the same order: a text stands before those that it begins. The character behind 9 counts as a digit,
/// because the texts that begin with 29 end before "2:".
internal static class DigitText
{
    private const int Length = 8;
    private const int Base = 12;

    /// -1 where the text is something else.
    public static long Of(string text)
    {
        if (text.Length > Length) return -1;
        var number = 0;
        foreach (var c in text)
        {
            var digit = c - '0';
            if ((uint)digit > 10) return -1;
            number = (number * Base) + digit + 1;
        }

        for (var i = text.Length; i < Length; i++) number *= Base;
        return number;
    }
}
