using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Router.AspNetCore.Views;
using Router.Core.WhatIf;

namespace Router.AspNetCore.Endpoints;

/// <summary>The answer of a preview with its explanation. Conditions nest deeper than the API's other JSON may, so it is written by hand.</summary>
internal static class ExplainedPlan
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IResult Answer(RouteExplanation explanation, bool all)
    {
        using var memory = new MemoryStream();
        using (var writer = new Utf8JsonWriter(memory, s_options))
        {
            writer.WriteStartObject();
            var plan = JsonSerializer.SerializeToElement(PlanView.Of(explanation.Plan), RouterApiJson.Default.PlanView);
            foreach (var member in plan.EnumerateObject()) member.WriteTo(writer);
            writer.WritePropertyName("explanation");
            RouteExplanationJson.Write(writer, explanation, all ? explanation.Rules.Rules : explanation.Rules.Telling());
            writer.WriteEndObject();
        }

        return Results.Bytes(memory.ToArray(), "application/json; charset=utf-8");
    }
}
