using System.Text.Json;
using AgentBay.Typed.Protocol;

namespace AgentBay.Typed;

/// <summary>A file or folder of a context.</summary>
public sealed record ContextFile
{
    /// <summary>The file's id at the service.</summary>
    public required string Id { get; init; }

    /// <summary>The name without its folder.</summary>
    public required string Name { get; init; }

    /// <summary>The path inside the context.</summary>
    public required string Path { get; init; }

    /// <summary>What it is, in the service's own word.</summary>
    public string Type { get; init; } = "";

    /// <summary>The size in bytes.</summary>
    public long Size { get; init; }

    /// <summary>Its state, in the service's own word.</summary>
    public string Status { get; init; } = "";

    /// <summary>When it was made, or null where the service tells nothing that can be read.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was last changed, or null where the service tells nothing that can be read.</summary>
    public DateTimeOffset? ModifiedAt { get; init; }

    internal static ContextFile Read(JsonElement file) => new()
    {
        Id = file.TextOrEmpty("FileId"),
        Name = file.TextOrEmpty("FileName"),
        Path = file.TextOrEmpty("FilePath"),
        Type = file.TextOrEmpty("FileType"),
        Size = file.NumberOrZero("Size"),
        Status = file.TextOrEmpty("Status"),
        CreatedAt = file.MomentOrNull("GmtCreate"),
        ModifiedAt = file.MomentOrNull("GmtModified"),
    };
}
