using System.Diagnostics.CodeAnalysis;
using Router.Core.Payments;

namespace Router.AspNetCore.Input;

/// <summary>What was read from a request, or what is wrong with it.</summary>
internal readonly record struct Bound<T>(T? Value, RouterError? Error)
    where T : class
{
    public bool IsGood([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out RouterError? error)
    {
        (value, error) = (Value, Error);
        return value is not null;
    }

    public static implicit operator Bound<T>(T value) => new(value, null);

    public static implicit operator Bound<T>(RouterError error) => new(null, error);
}
