using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Generator.Tests.Infrastructure;

namespace AgentBay.Typed.Generator.Tests.RoundTrip;

/// <summary>Sends made arguments through the generated methods and compares what comes out.</summary>
internal static class ArgumentRoundTrips
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<RoundTripReport>>> Known = new(StringComparer.Ordinal);

    /// <summary>The report of a capture, made once for all tests.</summary>
    public static Task<RoundTripReport> OfAsync(string capture) =>
        Known.GetOrAdd(capture, static capture => new Lazy<Task<RoundTripReport>>(() => RunAsync(capture))).Value;

    /// <summary>The ways to make values for a schema: as many variants as it takes to meet each alternative.</summary>
    public static IEnumerable<(Way Way, int Variant)> Ways(JsonElement schema)
    {
        int alternatives = Math.Min(new SchemaView(schema).Breadth, 32);
        yield return (Way.RequiredOnly, 0);
        for (int i = 0; i < Math.Max(alternatives, 2); i++)
            yield return (Way.All, i);
        for (int i = 0; i < Math.Max(alternatives, 6); i++)
            yield return (Way.Edges, i);
    }

    private static async Task<RoundTripReport> RunAsync(string capture)
    {
        CatalogUnderTest catalog = await CatalogUnderTest.LoadAsync(capture);
        RoundTripReport report = new(capture);
        foreach (ToolUnderTest tool in catalog.Tools)
            await RunAsync(catalog, tool, report);
        return report;
    }

    private static async Task RunAsync(CatalogUnderTest catalog, ToolUnderTest tool, RoundTripReport report)
    {
        ClrValues values = new(catalog.Type, tool.Model);
        SchemaValidator validator = await SchemaValidator.OfAsync(tool.InputSchema);
        report.Tools++;
        foreach ((Way way, int variant) in Ways(tool.InputSchema))
        {
            string name = $"{way} {variant}";
            report.Calls++;
            try
            {
                JsonElement made = JsonSerializer.SerializeToElement(new ValueMaker(way, variant).Make(new SchemaView(tool.InputSchema)));
                (object?[] arguments, JsonElement expected) = Arguments(catalog, tool, values, made, leavesDefaults: way == Way.RequiredOnly);
                RecordingInvoker invoker = new();
                await ToolMethod.Call(catalog, tool, invoker, arguments);
                string sent = invoker.Arguments;
                if (invoker.Calls[0].Tool.Name != tool.Name)
                    report.Fail(tool.Name, name, $"called {invoker.Calls[0].Tool.Name}");
                if (!SameJson.Is(expected, JsonElement.Parse(sent), nullIsNothing: false))
                    report.Fail(tool.Name, name, $"was not sent as meant.\nexpected: {expected.GetRawText()}\nactual:   {sent}");
                report.Validated++;
                if (validator.Validate(sent) is { } errors)
                    report.Fail(tool.Name, name, $"NJsonSchema finds {errors}\nactual:   {sent}");
            }
            catch (Exception e) when (e is NoSampleException or DoesNotFitException or ArgumentException or InvalidOperationException)
            {
                report.Fail(tool.Name, name, $"{e.GetType().Name}: {e.Message}");
            }
        }

        IEnumerable<(string, string)> parameters = tool.Model.Parameters.Select(static parameter => ("", parameter.WireName));
        report.AddMembers(tool.Name, parameters.Concat(ToolMethod.MembersOf(tool.Model, static type => type.IsWritten)), values.Touched);
    }

    /// <summary>The arguments of a call that gives no more than it must.</summary>
    public static object?[] Required(CatalogUnderTest catalog, ToolUnderTest tool)
    {
        JsonElement made = JsonSerializer.SerializeToElement(new ValueMaker(Way.RequiredOnly, 0).Make(new SchemaView(tool.InputSchema)));
        return Arguments(catalog, tool, new ClrValues(catalog.Type, tool.Model), made, leavesDefaults: true).Arguments;
    }

    private static (object?[] Arguments, JsonElement Expected) Arguments(
        CatalogUnderTest catalog, ToolUnderTest tool, ClrValues values, JsonElement made, bool leavesDefaults)
    {
        JsonObject expected = JsonObject.Create(made)!;
        List<object?> arguments = [];
        foreach (MemberModel parameter in tool.Model.Parameters)
        {
            bool isLeft = !expected.ContainsKey(parameter.WireName) || (leavesDefaults && parameter.Default is not null);
            if (!isLeft)
            {
                values.Touched.Add(("", parameter.WireName));
                arguments.Add(values.FromJson(
                    made.GetProperty(parameter.WireName), parameter.IsRequired ? parameter.Type : parameter.Type with { IsNullable = true }));
            }
            else if (parameter.Default is not null)
            {
                arguments.Add(ToolMethod.DefaultOf(catalog, tool, arguments.Count));
                expected[parameter.WireName] = JsonNode.Parse(tool.DefaultOf(parameter.WireName).GetRawText());
            }
            else
            {
                arguments.Add(parameter.IsRequired
                    ? throw new DoesNotFitException($"the schema does not require '{parameter.WireName}', the method does")
                    : null);
            }
        }

        JsonProperty[] unnamed =
        [
            .. made.EnumerateObject().Where(member => tool.Model.Parameters.All(parameter => parameter.WireName != member.Name)),
        ];
        if (tool.Model.AdditionalArguments is { } additional)
            arguments.Add(unnamed.Length == 0 ? null : values.Map(unnamed, additional.Type));
        else if (unnamed.Length > 0)
            throw new DoesNotFitException($"the method has no parameter for '{unnamed[0].Name}'");
        return ([.. arguments], JsonSerializer.SerializeToElement(expected));
    }
}
