using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using AgentBay.Typed.Local.Sandboxes;
using AgentBay.Typed.Local.Tools.Files;

namespace AgentBay.Typed.Local.Tools.Code;

/// <summary>What the script wrote about the code. The code itself can write that file too, so it may hold anything.</summary>
internal sealed record CodeOutcome(IReadOnlyList<string?> Result, string ExecutionError)
{
    /// <returns>Nothing when the script did not come so far, or something else was written.</returns>
    public static async Task<CodeOutcome?> TakeAsync(SandboxFiles files, string path, CancellationToken cancellationToken)
    {
        if (files.TryDescribeLink(path) is null) return null;
        try
        {
            return JsonSerializer.Deserialize(await FileContent.ReadAsync(files, path, 0, 0, cancellationToken), CodeOutcomeJson.Default.CodeOutcome);
        }
        catch (JsonException)
        {
            return null; // killed while it wrote
        }
        finally
        {
            using var place = files.Locate(path, forWriting: true);
            place.Use(File.Delete);
        }
    }
}

/// <summary>One value that the code came to: JSON text, and the kinds that it has the value in.</summary>
internal sealed record CodeResult(string Json, JsonObject Kinds)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public string? PlainText => Kinds["text/plain"] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>Reads a result; what is none is taken for text.</summary>
    public static CodeResult Read(string json)
    {
        try
        {
            if (JsonNode.Parse(json, documentOptions: Strict) is JsonObject kinds)
            {
                _ = JsonText.From(kinds); // half a surrogate pair is found only now
                return new CodeResult(json, kinds);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The same as for JSON of another kind.
        }
        var text = new JsonObject { ["text/plain"] = json, ["isMainResult"] = true };
        return new CodeResult(JsonText.From(text), text);
    }

    /// <summary>As a WebSocket event has it: some SDKs read the kinds directly, others under "mime".</summary>
    public JsonObject ToStreamed()
    {
        var streamed = Kinds.DeepClone().AsObject();
        streamed["mime"] = new JsonObject(Kinds.Where(kind => kind.Key.Contains('/', StringComparison.Ordinal)).Select(kind => KeyValuePair.Create(kind.Key, kind.Value?.DeepClone())));
        return streamed;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CodeOutcome))]
internal sealed partial class CodeOutcomeJson : JsonSerializerContext;
