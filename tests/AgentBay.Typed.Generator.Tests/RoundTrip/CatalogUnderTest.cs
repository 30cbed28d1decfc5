using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Generator.Pipeline;
using AgentBay.Typed.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace AgentBay.Typed.Generator.Tests.RoundTrip;

/// <summary>A capture as the generator understood it, and the class that came of it, compiled and loaded. Made once for all tests.</summary>
internal sealed class CatalogUnderTest
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<CatalogUnderTest>>> Known = new(StringComparer.Ordinal);

    private CatalogUnderTest(string name, Type type, IReadOnlyList<ToolUnderTest> tools, IReadOnlyList<Diagnostic> diagnostics)
    {
        Name = name;
        Type = type;
        Tools = tools;
        Diagnostics = diagnostics;
    }

    /// <summary>The names of all captures: those of the repository, one made for these tests, and the corpus where it is there.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Paths.Select(static path => Path.GetFileName(path)!)];

    public static bool HasCorpus { get; } = RepositoryFiles.Corpus.Any();

    public string Name { get; }

    /// <summary>The generated class.</summary>
    public Type Type { get; }

    public IReadOnlyList<ToolUnderTest> Tools { get; }

    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    private static IEnumerable<string> Paths => RepositoryFiles.Schemas.Append(RepositoryFiles.Unions).Concat(RepositoryFiles.Corpus);

    public static Task<CatalogUnderTest> LoadAsync(string name) =>
        Known.GetOrAdd(name, static name => new Lazy<Task<CatalogUnderTest>>(() => MakeAsync(name))).Value;

    public static async Task<IReadOnlyList<CatalogUnderTest>> LoadAllAsync()
    {
        List<CatalogUnderTest> catalogs = [];
        foreach (string name in Names)
            catalogs.Add(await LoadAsync(name));
        return catalogs;
    }

    private static async Task<CatalogUnderTest> MakeAsync(string name)
    {
        string path = Paths.Single(path => Path.GetFileName(path) == name);
        string overlayPath = path.Replace(".tools.json", ".overlay.json", StringComparison.Ordinal);
        string? overlay = overlayPath != path && File.Exists(overlayPath) ? File.ReadAllText(overlayPath) : null;
        string capture = File.ReadAllText(path);
        TestFile file = new(path, capture) { Metadata = { ["AgentBaySchema"] = "true", ["ClassName"] = "Catalog" } };
        Generation generation = overlay is null ? Generation.Of(file) : Generation.Of(file, new TestFile(overlayPath, overlay));
        BoundCatalog bound = (BoundCatalog)generation.Result.Results.Single().TrackedSteps[StepNames.Catalogs].Single().Outputs.Single().Value;
        Assembly assembly = (Assembly)(await generation.RunAsync(
            new RecordingInvoker(), "await Task.CompletedTask; return typeof(Test.Catalogs.Catalog).Assembly;"))!;
        Type type = assembly.GetType("Test.Catalogs.Catalog", throwOnError: true)!;
        return new CatalogUnderTest(name, type, Describe(bound.Tools, capture, overlay), [.. generation.Diagnostics]);
    }

    private static List<ToolUnderTest> Describe(IEnumerable<ToolModel> models, string capture, string? overlay)
    {
        Dictionary<string, JsonElement> captured = JsonDocument.Parse(capture).RootElement.GetProperty("tools").EnumerateArray()
            .ToDictionary(static tool => tool.GetProperty("name").GetString()!, StringComparer.Ordinal);
        JsonElement overlaid = overlay is null ? default : JsonDocument.Parse(overlay).RootElement.GetProperty("tools");
        List<ToolUnderTest> tools = [];
        foreach (ToolModel model in models)
        {
            JsonElement own = overlay is not null && overlaid.TryGetProperty(model.WireName, out JsonElement found) ? found : default;
            tools.Add(new ToolUnderTest(
                model,
                Member(captured[model.WireName], "inputSchema") ?? JsonElement.Parse("""{"type":"object"}"""),
                Member(own, "outputSchema") ?? Member(captured[model.WireName], "outputSchema"),
                Member(own, "defaults")));
        }

        return tools;
    }

    private static JsonElement? Member(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;
}

/// <summary>A tool as the generator understood it, beside its schemas as they were captured.</summary>
/// <param name="Model">What the generator made of it.</param>
/// <param name="InputSchema">The schema of its arguments.</param>
/// <param name="OutputSchema">The schema of its answer, from the overlay or else from the server.</param>
/// <param name="Defaults">The overlay's defaults.</param>
internal sealed record ToolUnderTest(ToolModel Model, JsonElement InputSchema, JsonElement? OutputSchema, JsonElement? Defaults)
{
    public string Name => Model.WireName;

    /// <summary>What is sent for a required parameter that the caller leaves out.</summary>
    public JsonElement DefaultOf(string property)
    {
        if (Defaults is { } own && own.TryGetProperty(property, out JsonElement value))
            return value;
        SchemaView schema = new SchemaView(InputSchema).Properties.Single(one => one.Name == property).Schema;
        return schema["default"] ?? schema.Values.Single();
    }
}
