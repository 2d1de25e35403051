namespace Router.HealthLab.Judges;

internal enum Standing
{
    Well,

    /// <summary>Behind the others.</summary>
    Last,

    /// <summary>Not to be called.</summary>
    Out,
}
