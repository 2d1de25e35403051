using System.Text.Json;
using System.Text.Json.Serialization;

namespace Router.Hosting.Alarms;

/// <summary>The book of alarms as a document of the store.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(List<AlarmEntry>))]
internal sealed partial class AlarmJson : JsonSerializerContext
{
    public const string Document = "alarms";

    public static string Write(List<AlarmEntry> entries) => JsonSerializer.Serialize(entries, Default.ListAlarmEntry);

    public static List<AlarmEntry>? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Default.ListAlarmEntry);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
