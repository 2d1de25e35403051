namespace Router.Core.WhatIf;

/// <summary>One thing that could be different.</summary>
public abstract record Change
{
    private protected Change()
    {
    }

    /// <summary>"platform ios instead of web".</summary>
    public abstract string Text { get; }

    /// <summary>What it is about; two changes of one subject exclude each other.</summary>
    internal abstract string Subject { get; }

    /// <summary>How large the change is, to choose among proposals of equally many.</summary>
    internal abstract double Size { get; }

    internal abstract Situation Apply(Situation situation);
}
