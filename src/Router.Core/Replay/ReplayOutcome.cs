namespace Router.Core.Replay;

/// <summary>What came of making a stored plan again.</summary>
public enum ReplayOutcome
{
    /// <summary>The same plan, byte for byte.</summary>
    Identical,

    /// <summary>Another plan: the stored one was changed, or the program decides otherwise today.</summary>
    Different,

    /// <summary>The plan was stored before inputs were kept.</summary>
    NoInputs,

    /// <summary>The store does not hold a document that the plan was made from, or holds another under its name.</summary>
    Missing,
}
