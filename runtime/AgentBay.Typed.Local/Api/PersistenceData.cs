using System.Text.Json;
using AgentBay.Typed.Local.Contexts;

namespace AgentBay.Typed.Local.Api;

/// <summary>Reads the list of contexts and paths that a session is created with or bound to.</summary>
internal static class PersistenceData
{
    private const string Name = "PersistenceDataList";

    public static IReadOnlyList<Binding> Read(ApiRequest request, ContextStore contexts, DateTimeOffset now)
    {
        if (request.Optional(Name) is not { } text) return [];
        try
        {
            var items = JsonElement.Parse(text);
            if (items.ValueKind != JsonValueKind.Array) throw new JsonException();
            return [.. items.EnumerateArray().Select(item => ReadItem(item, contexts, now))];
        }
        catch (FormatException e)
        {
            throw ApiException.InvalidParameter(Name, e.Message);
        }
        catch (JsonException)
        {
            throw ApiException.InvalidParameter(Name, "must be a JSON array of objects with ContextId, Path and, if at all, a Policy");
        }
    }

    private static Binding ReadItem(JsonElement item, ContextStore contexts, DateTimeOffset now)
    {
        if (item.ValueKind != JsonValueKind.Object || Text(item, "ContextId") is not { } id || Text(item, "Path") is not { } path) throw new JsonException();
        if (!path.StartsWith('/') || !BayContext.IsPlain(path) || BayContext.Relative(path).Length == 0)
            throw ApiException.InvalidParameter(Name, $"must have absolute paths below / without '..', but has '{path}'");
        var context = contexts.Find(id) ?? throw Lookup.ContextNotFound(id);
        return Binding.Create(context, path, Text(item, "Policy") ?? "", now);
    }

    // The policy is JSON in a string; JSON itself is understood as well.
    private static string? Text(JsonElement item, string name) =>
        !item.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : value.GetRawText();
}
