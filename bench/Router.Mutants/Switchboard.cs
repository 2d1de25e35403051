using System.Collections;
using System.Reflection;

namespace Router.Mutants;

/// <summary>The switches that Stryker has put into the changed assembly, one a mutant.</summary>
internal sealed class Switchboard
{
    private const int None = -1;
    private readonly FieldInfo _active, _captures;
    private readonly MethodInfo _covered;

    public Switchboard(Assembly changed)
    {
        var control = changed.GetTypes().SingleOrDefault(type => type.Name == "MutantControl")
            ?? throw new MutantsException($"{changed.GetName().Name} is not the one that Stryker changed. Delete artifacts/mutants and run it again.");
        const BindingFlags Where = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        _active = control.GetField("ActiveMutant", Where)!;
        _captures = control.GetField("CaptureCoverage", Where)!;
        _covered = control.GetMethod("GetCoverageData", Where)!;
        Off();
    }

    public void On(int id) => _active.SetValue(null, id);

    public void Off() => On(None);

    public void Capture(bool captures) => _captures.SetValue(null, captures);

    /// <summary>What has run since this was last asked.</summary>
    public HashSet<int> Covered() => [.. ((IEnumerable)_covered.Invoke(null, null)!).Cast<IEnumerable<int>>().SelectMany(ids => ids)];
}
