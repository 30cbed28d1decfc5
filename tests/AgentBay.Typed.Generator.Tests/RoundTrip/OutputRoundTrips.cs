using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Generator.Tests.Infrastructure;

namespace AgentBay.Typed.Generator.Tests.RoundTrip;

/// <summary>Answers the generated methods with made JSON and compares the value that they read.</summary>
internal static class OutputRoundTrips
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<RoundTripReport>>> Known = new(StringComparer.Ordinal);

    /// <summary>The report of a capture, made once for all tests.</summary>
    public static Task<RoundTripReport> OfAsync(string capture) =>
        Known.GetOrAdd(capture, static capture => new Lazy<Task<RoundTripReport>>(() => RunAsync(capture))).Value;

    private static async Task<RoundTripReport> RunAsync(string capture)
    {
        CatalogUnderTest catalog = await CatalogUnderTest.LoadAsync(capture);
        RoundTripReport report = new(capture);
        foreach (ToolUnderTest tool in catalog.Tools)
        {
            if (tool.OutputSchema is { } schema && tool.Model.Output is { } output)
                await RunAsync(catalog, tool, schema, output, report);
            else if (tool.OutputSchema is not null)
                report.Fail(tool.Name, "output", "the output has a schema, yet no type");
        }

        return report;
    }

    private static async Task RunAsync(CatalogUnderTest catalog, ToolUnderTest tool, JsonElement schema, OutputModel output, RoundTripReport report)
    {
        ClrValues values = new(catalog.Type, tool.Model);
        report.Tools++;
        object?[] arguments = ArgumentRoundTrips.Required(catalog, tool);
        foreach ((Way way, int variant) in ArgumentRoundTrips.Ways(schema))
        {
            string made = "(nothing)";
            try
            {
                made = Json(new ValueMaker(way, variant, isAnswer: true).Make(new SchemaView(schema)));
                await ReadAsync($"{way} {variant} as structured content", made, RecordingInvoker.Structured(made));
                string? text = output.Text is null ? made : TextOf(output.Text, JsonElement.Parse(made));
                if (text is not null)
                    await ReadAsync($"{way} {variant} as text", made, RecordingInvoker.Saying(text));
            }
            catch (NoSampleException e)
            {
                report.Fail(tool.Name, $"{way} {variant}", e.Message);
            }
        }

        report.AddMembers(tool.Name, ToolMethod.MembersOf(tool.Model, static type => type.IsRead), values.Touched);

        async Task ReadAsync(string way, string made, RecordingInvoker invoker)
        {
            report.Calls++;
            try
            {
                ToolResult result = await ToolMethod.Call(catalog, tool, invoker, arguments);
                object? value = result.GetType().GetProperty("Value")!.GetValue(result);
                string actual = Json(values.ToJson(value, output.Type));
                if (!SameJson.Is(JsonElement.Parse(made), JsonElement.Parse(actual), nullIsNothing: true))
                    report.Fail(tool.Name, way, $"was not read as it was written.\nexpected: {made}\nactual:   {actual}");
            }
            catch (Exception e) when ((e as TargetInvocationException)?.InnerException is ToolOutputException inner)
            {
                report.Fail(tool.Name, way, $"was not read: {inner.Message}\nexpected: {made}");
            }
        }
    }

    private static string Json(JsonNode? node) => node?.ToJsonString() ?? "null";

    /// <summary>The text in the layout that an overlay describes; null for a value that such a text cannot hold.</summary>
    private static string? TextOf(OutputTextModel layout, JsonElement made)
    {
        JsonElement[] items = layout.IsOneObject ? [made] : made.ValueKind == JsonValueKind.Array ? [.. made.EnumerateArray()] : [];
        IEnumerable<JsonElement> values = items.SelectMany(static item =>
            item.ValueKind == JsonValueKind.Object ? item.EnumerateObject().Select(static member => member.Value) : [item]);
        if (!values.All(IsPlain) || (items.Length == 0 && layout.None is not null))
            return null;
        if (layout.IsOneObject)
        {
            return string.Join('\n', made.EnumerateObject().Select(member => layout.Template
                .Replace("{key}", member.Name, StringComparison.Ordinal)
                .Replace("{value}", Spell(member.Value), StringComparison.Ordinal)));
        }

        return string.Join('\n', items.Select(item => item.ValueKind == JsonValueKind.Object
            ? item.EnumerateObject().Aggregate(
                layout.Template, static (line, member) => line.Replace($"{{{member.Name}}}", Spell(member.Value), StringComparison.Ordinal))
            : layout.Template.Replace("{}", Spell(item), StringComparison.Ordinal)));
    }

    private static string Spell(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    // Whether a value can stand in a line: it has no lines of its own, and nothing at its ends that a reader would trim.
    private static bool IsPlain(JsonElement value) =>
        value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False
        && Spell(value) is { Length: > 0 } text
        && text.Trim() == text
        && !text.Any(static c => char.IsControl(c) || c is '\u2028' or '\u2029');
}
