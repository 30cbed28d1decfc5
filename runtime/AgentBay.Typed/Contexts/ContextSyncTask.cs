using System.Text.Json;
using AgentBay.Typed.Protocol;

namespace AgentBay.Typed;

/// <summary>Which way files are copied between a context and a session.</summary>
public enum ContextSyncMode
{
    /// <summary>From the session into the context.</summary>
    Upload,

    /// <summary>From the context into the session.</summary>
    Download,
}

/// <summary>A copying between a context and a session: one that runs, or one that ended (agentbay-wire 5.3).</summary>
public sealed record ContextSyncTask
{
    /// <summary>The context's id.</summary>
    public required string ContextId { get; init; }

    /// <summary>The path in the session.</summary>
    public required string Path { get; init; }

    /// <summary>The service's word for its kind: <c>upload</c>, <c>download</c>, or another.</summary>
    public required string TaskType { get; init; }

    /// <summary>The service's word for its state: <c>Success</c>, <c>Failed</c>, or another while it runs.</summary>
    public required string Status { get; init; }

    /// <summary>Why it failed, or an empty string.</summary>
    public required string ErrorMessage { get; init; }

    /// <summary>When it began, as the service says it; the unit is not documented.</summary>
    public long StartTime { get; init; }

    /// <summary>When it ended, as the service says it; the unit is not documented.</summary>
    public long FinishTime { get; init; }

    /// <summary>Whether it failed.</summary>
    public bool IsFailed => Status == "Failed";

    /// <summary>Whether it ended, well or not.</summary>
    public bool IsFinished => IsFailed || Status == "Success";

    internal bool IsTransfer => TaskType is "upload" or "download";

    /// <summary>What became of it, in one line.</summary>
    public override string ToString() =>
        $"{TaskType} of context {ContextId} at {Path}: {Status}{(ErrorMessage.Length > 0 ? $", {ErrorMessage}" : "")}";

    internal static ContextSyncTask Read(JsonElement row) => new()
    {
        ContextId = row.TextOrEmpty("contextId"),
        Path = row.TextOrEmpty("path"),
        TaskType = row.TextOrEmpty("taskType"),
        Status = row.TextOrEmpty("status"),
        ErrorMessage = row.TextOrEmpty("errorMessage"),
        StartTime = row.NumberOrZero("startTime"),
        FinishTime = row.NumberOrZero("finishTime"),
    };
}
