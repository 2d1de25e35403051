using Router.Simulation;

namespace Router.Mutants;

/// <summary>Loaded only where worlds measure: the other bins have no simulation.</summary>
internal static class SimulatedWorlds
{
    /// <summary>What is wrong in the first world of 1 to the last that breaks; null: none does.</summary>
    public static string? FirstBroken(int worlds)
    {
        for (ulong seed = 1; seed <= (ulong)worlds; seed++)
        {
            if (SeedRun.RunOne(new() { Seed = seed, Orders = 200 }).Findings is [var first, ..]) return $"world {seed}: {first}";
        }

        return null;
    }
}
