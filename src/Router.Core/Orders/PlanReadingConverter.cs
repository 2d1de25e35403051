using System.Text.Json;
using System.Text.Json.Serialization;

namespace Router.Core.Orders;

/// <summary>A reading as an array in the order of its members, without the defaults at its end: an order is written several times.</summary>
internal sealed class PlanReadingConverter : JsonConverter<PlanReading>
{
    private const int Named = 2;
    private const int All = 8;

    public override PlanReading Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("A reading is an array.");
        var reading = new PlanReading("", "");
        var place = 0;
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; place++)
        {
            reading = place switch
            {
                0 => reading with { AccountId = reader.GetString() ?? "" },
                1 => reading with { Method = reader.GetString() ?? "" },
                2 => reading with { Health = reader.GetDouble() },
                3 => reading with { Estimate = reader.GetDouble() },
                4 => reading with { Approval = reader.GetDouble() },
                5 => reading with { Breaker = reader.GetString() ?? "" },
                6 => reading with { FailuresNotSent = reader.GetBoolean() },
                7 => reading with { Blocked = reader.GetString() },
                _ => throw new JsonException("A reading has at most eight members."),
            };
        }

        return place >= Named ? reading : throw new JsonException("A reading names its account and method.");
    }

    public override void Write(Utf8JsonWriter writer, PlanReading value, JsonSerializerOptions options)
    {
        var plain = new PlanReading(value.AccountId, value.Method);
        var count = value.Blocked is not null ? All
            : value.FailuresNotSent != plain.FailuresNotSent ? 7
            : value.Breaker != plain.Breaker ? 6
            : value.Approval != plain.Approval ? 5
            : value.Estimate != plain.Estimate ? 4
            : value.Health != plain.Health ? 3
            : Named;
        writer.WriteStartArray();
        writer.WriteStringValue(value.AccountId);
        writer.WriteStringValue(value.Method);
        if (count > 2) writer.WriteNumberValue(value.Health);
        if (count > 3) writer.WriteNumberValue(value.Estimate);
        if (count > 4) writer.WriteNumberValue(value.Approval);
        if (count > 5) writer.WriteStringValue(value.Breaker);
        if (count > 6) writer.WriteBooleanValue(value.FailuresNotSent);
        if (count > 7) writer.WriteStringValue(value.Blocked);
        writer.WriteEndArray();
    }
}
