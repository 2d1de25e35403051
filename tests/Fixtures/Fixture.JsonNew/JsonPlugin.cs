using System.Reflection;
using Newtonsoft.Json;

namespace Fixture;

/// <summary>Answers with the file version of the Newtonsoft.Json that it really got.</summary>
public sealed class JsonPlugin : FixturePlugin
{
    protected override string Answer => typeof(JsonConvert).Assembly.GetCustomAttribute<AssemblyFileVersionAttribute>()!.Version;
}
