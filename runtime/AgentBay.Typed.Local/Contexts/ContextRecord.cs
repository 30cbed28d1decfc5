using System.Text.Json.Serialization;

namespace AgentBay.Typed.Local.Contexts;

/// <summary>What is kept about a context beside its files. The number grows with each context created.</summary>
internal sealed record ContextRecord(string Id, long Number, string Name, DateTimeOffset CreateTime, DateTimeOffset LastUsedTime)
{
    /// <summary>The session paths that the context has had; a file's path may begin with one of them.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>The keys of files that came through an upload URL and not from a session.</summary>
    public IReadOnlyList<string> Uploads { get; init; } = [];

    /// <summary>How many days a file is kept after it was stored; 0 means for ever.</summary>
    public int KeptDays { get; init; }

    /// <summary>The keys that this goes for.</summary>
    public IReadOnlyList<string> RecycledKeys { get; init; } = [];
}

[JsonSourceGenerationOptions(WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ContextRecord))]
internal sealed partial class ContextRecordJson : JsonSerializerContext;
