namespace Router.Mutants;

/// <summary>What is wrong and what to do about it, for the person at the terminal.</summary>
internal sealed class MutantsException(string message) : Exception(message);
