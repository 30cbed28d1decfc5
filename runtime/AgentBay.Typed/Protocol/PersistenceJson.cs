using System.Globalization;
using System.Text.Json;

namespace AgentBay.Typed.Protocol;

/// <summary>Writes <c>PersistenceDataList</c>, in which each policy is JSON in a string (agentbay-wire 5.4).</summary>
internal static class PersistenceJson
{
    /// <param name="bindings">The bindings.</param>
    /// <param name="parameter">Which parameter of the public method they came in, for the exception.</param>
    /// <param name="what">What they are called there.</param>
    /// <exception cref="ArgumentException">
    /// A binding is null, lacks its context, has no absolute path or the path of another, or its policy is not valid.
    /// </exception>
    public static string Write(IEnumerable<ContextBinding> bindings, string parameter, string what) => JsonText.Write(json =>
    {
        HashSet<string> paths = new(StringComparer.Ordinal);
        json.WriteStartArray();
        foreach (ContextBinding? binding in bindings)
        {
            if (binding is null)
                throw Wrong("a binding is null.");
            if (Fault(binding, paths) is { } fault)
                throw Wrong(fault);
            json.WriteStartObject();
            json.WriteString("ContextId"u8, binding.ContextId);
            json.WriteString("Path"u8, binding.Path);
            if (binding.Policy is { } policy)
                json.WriteString("Policy"u8, JsonText.Write(inner => WritePolicy(inner, policy)));
            json.WriteEndObject();
        }

        json.WriteEndArray();

        ArgumentException Wrong(string fault) => new($"{what}: {fault}", parameter);
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
            json.WriteString("path"u8, entry.Path);
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
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static string LifecycleName(ContextLifecycle lifecycle) => lifecycle switch
    {
        ContextLifecycle.Forever => "Lifecycle_Forever",
        ContextLifecycle.OneDay => "Lifecycle_1Day",
        _ => string.Create(CultureInfo.InvariantCulture, $"Lifecycle_{(int)lifecycle}Days"),
    };

    private static string? Fault(ContextBinding binding, HashSet<string> paths)
    {
        if (string.IsNullOrWhiteSpace(binding.ContextId))
            return $"the context that is bound to '{binding.Path}' has no id.";
        if (string.IsNullOrWhiteSpace(binding.Path))
            return $"the context {binding.ContextId} is bound to no path.";
        if (!SandboxPath.IsAbsolute(binding.Path))
            return $"the path '{binding.Path}' of context {binding.ContextId} is not absolute.";
        if (!paths.Add(binding.Path.TrimEnd('/')))
            return $"two contexts are bound to '{binding.Path}'.";
        return binding.Policy is { } policy ? Fault(policy) : null;
    }

    // The service refuses wildcards, long after the session was made.
    private static string? Fault(ContextPolicy policy)
    {
        if (!Enum.IsDefined(policy.Lifecycle))
            return $"the service knows no lifecycle {policy.Lifecycle}.";
        string? wild = policy.WhiteLists.SelectMany(static entry => entry.ExcludePaths.Prepend(entry.Path)).Concat(policy.RecyclePaths)
            .FirstOrDefault(static path => path.AsSpan().ContainsAny("*?[]"));
        return wild is null ? null : $"the path '{wild}' of a context policy has a wildcard; the service takes plain paths only.";
    }
}
