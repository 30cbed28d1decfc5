using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AgentBay.Typed.Protocol;

/// <summary>Writes <c>PersistenceDataList</c>, in which each policy is JSON in a string (agentbay-wire 5.4).</summary>
internal static class PersistenceJson
{
    /// <exception cref="ArgumentException">A binding lacks its context or path, or a path has a wildcard.</exception>
    public static string Write(IEnumerable<ContextBinding> bindings) => Write(json =>
    {
        json.WriteStartArray();
        foreach (ContextBinding binding in bindings)
        {
            Check(binding);
            json.WriteStartObject();
            json.WriteString("ContextId"u8, binding.ContextId);
            json.WriteString("Path"u8, binding.Path);
            if (binding.Policy is { } policy)
                json.WriteString("Policy"u8, Write(inner => WritePolicy(inner, policy)));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static void WritePolicy(Utf8JsonWriter json, ContextPolicy policy)
    {
        json.WriteStartObject();
        json.WriteStartObject("uploadPolicy"u8);
        json.WriteBoolean("autoUpload"u8, policy.AutoUpload);
        json.WriteString("uploadStrategy"u8, "UploadBeforeResourceRelease"u8);
        json.WriteString("uploadMode"u8, policy.UploadMode == ContextUploadMode.Archive ? "Archive"u8 : "File"u8);
        json.WriteEndObject();
        json.WriteStartObject("downloadPolicy"u8);
        json.WriteBoolean("autoDownload"u8, policy.AutoDownload);
        json.WriteString("downloadStrategy"u8, "DownloadAsync"u8);
        json.WriteEndObject();
        json.WriteStartObject("deletePolicy"u8);
        json.WriteBoolean("syncLocalFile"u8, policy.SyncLocalFile);
        json.WriteEndObject();
        json.WriteStartObject("extractPolicy"u8);
        json.WriteBoolean("extract"u8, policy.Extract);
        json.WriteBoolean("deleteSrcFile"u8, policy.DeleteSourceFile);
        json.WriteBoolean("extractToCurrentFolder"u8, policy.ExtractToCurrentFolder);
        json.WriteEndObject();
        json.WriteStartObject("recyclePolicy"u8);
        json.WriteString("lifecycle"u8, LifecycleName(policy.Lifecycle));
        WriteTexts(json, "paths", policy.RecyclePaths.Count == 0 ? [""] : policy.RecyclePaths);
        json.WriteEndObject();
        json.WriteStartObject("bwList"u8);
        json.WriteStartArray("whiteLists"u8);
        foreach (ContextWhiteList entry in policy.WhiteLists.Count == 0 ? [new ContextWhiteList("")] : policy.WhiteLists)
        {
            json.WriteStartObject();
            json.WriteString("path"u8, WithoutWildcards(entry.Path));
            WriteTexts(json, "excludePaths", entry.ExcludePaths);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        if (policy.MappingPath is { } mapping)
        {
            json.WriteStartObject("mappingPolicy"u8);
            json.WriteString("path"u8, mapping);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
            json.WriteStringValue(WithoutWildcards(text));
        json.WriteEndArray();
    }

    private static string LifecycleName(ContextLifecycle lifecycle) => lifecycle switch
    {
        ContextLifecycle.Forever => "Lifecycle_Forever",
        ContextLifecycle.OneDay => "Lifecycle_1Day",
        _ when Enum.IsDefined(lifecycle) => string.Create(CultureInfo.InvariantCulture, $"Lifecycle_{(int)lifecycle}Days"),
        _ => throw new ArgumentOutOfRangeException(nameof(lifecycle), lifecycle, "The service knows no such lifecycle."),
    };

    private static void Check(ContextBinding binding)
    {
        if (string.IsNullOrWhiteSpace(binding.ContextId))
            throw new ArgumentException($"The context that is bound to '{binding.Path}' has no id.", nameof(binding));
        if (string.IsNullOrWhiteSpace(binding.Path))
            throw new ArgumentException($"The context {binding.ContextId} is bound to no path.", nameof(binding));
    }

    // The service refuses them, long after the session was made.
    private static string WithoutWildcards(string path) => path.AsSpan().ContainsAny("*?[]")
        ? throw new ArgumentException($"The path '{path}' of a context policy has a wildcard; the service takes plain paths only.", nameof(path))
        : path;

    private static string Write(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
            write(json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
